import type { ApiChoice } from '../../contract/settings-view.ts';
import type { StatusView } from '../../contract/status-view.ts';
import type { ApiGround } from './api-ground.ts';
import { startApi, type Api } from './api-server.ts';
import { keptApiToken, renewApiToken } from './api-token.ts';

/** The local API as it is switched on and off, moved to another port, and given another token, one after the other. */
export class SwitchedApi {
  readonly #ground: ApiGround;
  readonly #dataDir: string;
  readonly #onChange: () => void;
  #api: Api | null = null;
  #state: StatusView['api'] = { state: 'off' };
  #changing: Promise<void> = Promise.resolve();

  constructor(ground: ApiGround, dataDir: string, onChange: () => void) {
    this.#ground = ground;
    this.#dataDir = dataDir;
    this.#onChange = onChange;
  }

  get listening(): Api | null {
    return this.#api;
  }

  get state(): StatusView['api'] {
    return this.#state;
  }

  /** Does as is wanted; what is in the way is a sentence in the state. */
  switch(wanted: ApiChoice): Promise<void> {
    return this.#afterOthers(async () => {
      if (wanted.on && this.#api !== null && [0, this.#api.port].includes(wanted.port)) return;
      await this.#stop();
      if (wanted.on) await this.#start(wanted.port);
    });
  }

  readToken(): string {
    return this.#api?.token ?? keptApiToken(this.#dataDir);
  }

  /** Makes a new token, which holds at once: what was let in by the old one is cut off. */
  async renewToken(): Promise<string> {
    const token = renewApiToken(this.#dataDir);
    await this.#afterOthers(async () => {
      if (this.#api === null) return;
      const { port } = this.#api;
      await this.#stop();
      await this.#start(port);
    });
    return token;
  }

  close(): Promise<void> {
    return this.#afterOthers(() => this.#stop());
  }

  async #start(port: number): Promise<void> {
    const start = await startApi(this.#ground, { port, token: keptApiToken(this.#dataDir) });
    this.#api = start.started ? start.api : null;
    this.#state = start.started ? { state: 'listening', url: start.api.url, port: start.api.port } : { state: 'failed', message: start.message };
  }

  async #stop(): Promise<void> {
    await this.#api?.close();
    this.#api = null;
    this.#state = { state: 'off' };
  }

  #afterOthers(change: () => Promise<void>): Promise<void> {
    const done = this.#changing.then(change).catch((error: unknown) => {
      this.#state = { state: 'failed', message: `The local API could not be started: ${error instanceof Error ? error.message : String(error)}.` };
    });
    this.#changing = done;
    return done.then(this.#onChange);
  }
}
