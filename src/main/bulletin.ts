import { EventEmitter } from 'node:events';
import type { EventName, EventPayload } from '../contract/events.ts';

/** The figures and notices of a running engine, and who wants to hear of them. */
export class Bulletin {
  readonly notices: string[] = [];
  figures = { clients: 0, tunnelled: 0, streaming: 0, lost: 0, analysisBacklog: 0 };
  readonly #listeners = new EventEmitter();

  constructor() {
    // One listener for each event of each window and test is no leak.
    this.#listeners.setMaxListeners(0);
  }

  update(change: Partial<Bulletin['figures']>): void {
    this.figures = { ...this.figures, ...change };
    this.announce('statusChanged', {});
  }

  addNotice(text: string): void {
    if (this.notices.includes(text)) return;
    this.notices.push(text);
    this.#listeners.emit('notice', text);
    this.announce('statusChanged', {});
  }

  onNotice(listener: (text: string) => void): void {
    for (const text of this.notices) listener(text);
    this.#listeners.on('notice', listener);
  }

  announce<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
    this.#listeners.emit(name, payload);
  }

  listen<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void {
    this.#listeners.on(name, listener);
    return () => this.#listeners.off(name, listener);
  }
}
