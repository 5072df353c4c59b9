import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ApiGround } from '../src/main/api/api-ground.ts';
import { startApi, type Api, type ApiOptions } from '../src/main/api/api-server.ts';
import { keepExchanges } from '../src/main/answers/keep-exchange.ts';
import { keepMarkers } from '../src/main/answers/keep-marker.ts';
import { markerWrites } from '../src/main/store/markers/marker-writes.ts';
import { ratingWrites } from '../src/main/store/ratings/rating-writes.ts';
import { DescribedAnswers } from './described-answers.ts';
import type { StoredTraffic } from './stored-traffic.ts';

export interface ApiCall {
  readonly method?: string;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined where it is no JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests say themselves what they expect in it
  readonly json: any;
}

/** The local API over stored traffic, and its callers. */
export class LocalApi {
  readonly api: Api;
  readonly described: DescribedAnswers;
  /** What is not as described, of all answers so far. */
  readonly undescribed: string[] = [];
  /** The ids that were announced as changed. */
  readonly changed: string[] = [];
  readonly #close: () => Promise<void>;

  private constructor(api: Api, described: DescribedAnswers, close: () => Promise<void>, changed: string[]) {
    this.api = api;
    this.described = described;
    this.changed = changed;
    this.#close = close;
  }

  static async start(traffic: StoredTraffic, options: Partial<ApiOptions> & { readonly patienceMs?: number } = {}): Promise<LocalApi> {
    const changed: string[] = [];
    const ratings = ratingWrites(traffic.file, options.patienceMs);
    let time = Date.UTC(2026, 10, 1) * 1000;
    const keeping = keepExchanges({ ratings, nowUs: () => (time += 1_000_000), onPinned: (id) => changed.push(id), onRated: (rated) => changed.push(rated.of === 'request' ? rated.id : rated.of) });
    const ground: ApiGround = { store: traffic.reads, keeping, markers: keepMarkers(markerWrites(ratings), () => {}), version: '0.0.1', readStatus: () => ({ ...quietStatus, ...traffic.reads.readFigures() }) };
    const start = await startApi(ground, { port: 0, token: 'token-of-tests', ...options });
    if (!start.started) throw new Error(start.message);
    const { api } = start;
    const answer = await fetch(`${api.url}/api/openapi.json`, { headers: { authorization: `Bearer ${api.token}` } });
    const close = async () => {
      await api.close();
      ratings.close();
    };
    return new LocalApi(api, new DescribedAnswers(JSON.parse(await answer.text())), close, changed);
  }

  /** Calls with the token; every answer is held against the description. */
  async call(path: string, { method = 'GET', body, headers = {} }: ApiCall = {}): Promise<ApiReply> {
    const answer = await fetch(`${this.api.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.api.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const contentType = answer.headers.get('content-type');
    const said = await answer.text();
    const json: unknown = contentType?.includes('json') === true && said !== '' ? JSON.parse(said) : undefined;
    if (method !== 'HEAD') this.undescribed.push(...this.described.problemsOf({ method, path, status: answer.status, contentType, json }));
    return { status: answer.status, headers: answer.headers, text: said, json };
  }

  /** A connection of its own, for what no client library sends. */
  async connect(): Promise<Socket> {
    const socket = connect(this.api.port, '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    return socket;
  }

  /** What is answered to octets, until the connection ends. `HOST` and `TOKEN` stand for ours. */
  async raw(head: string): Promise<string> {
    const socket = await this.connect();
    socket.write(head.replaceAll('HOST', `127.0.0.1:${this.api.port}`).replaceAll('TOKEN', this.api.token));
    return text(socket);
  }

  close(): Promise<void> {
    return this.#close();
  }
}

const quietStatus: Omit<ReturnType<ApiGround['readStatus']>, 'exchanges' | 'storeBytes'> = {
  proxy: { url: 'http://127.0.0.1:8443', port: 8443, note: null },
  caFile: '',
  caBundleFile: '',
  certificateOutdated: false,
  dataDir: '',
  clients: 0,
  streaming: 0,
  lost: 0,
  recordingTrouble: null,
  tunnelled: 0,
  unseen: 0,
  distrusting: [],
  runningPast: [],
  capture: true,
  accounts: { connections: 0, bytes: 0, exchanges: 0, refused: 0, unseen: 0, difference: null },
  api: { state: 'off' },
  salvage: null,
  deleting: null,
  standby: { state: 'off', message: '' },
  analysisBacklog: 0,
  reanalysis: { left: 0, total: 0 },
  notices: [],
};
