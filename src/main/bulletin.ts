import { EventEmitter } from 'node:events';
import type { StatusView } from '../contract/status-view.ts';
import type { EventName, EventPayload } from '../contract/events.ts';

type Figures = Pick<
  StatusView,
  'clients' | 'tunnelled' | 'unseen' | 'distrusting' | 'runningPast' | 'streaming' | 'lost' | 'recordingTrouble' | 'accounts' | 'standby' | 'analysisBacklog' | 'reanalysis' | 'salvage' | 'deleting'
>;

/** Some of them name a request. The oldest are given up. */
const mostNotices = 200;

/** The figures and notices of a running engine, and who wants to hear of them. */
export class Bulletin {
  notices: readonly string[] = [];
  figures: Figures = {
    clients: 0,
    tunnelled: 0,
    unseen: 0,
    distrusting: [],
    runningPast: [],
    streaming: 0,
    lost: 0,
    recordingTrouble: null,
    accounts: { connections: 0, bytes: 0, exchanges: 0, refused: 0, unseen: 0, difference: null },
    standby: { state: 'off', message: 'No standby was asked for.' },
    analysisBacklog: 0,
    reanalysis: { left: 0, total: 0 },
    salvage: null,
    deleting: null,
  };
  readonly #listeners = new EventEmitter();

  constructor() {
    // One listener for each event of each window and test is no leak.
    this.#listeners.setMaxListeners(0);
  }

  update(change: Partial<Figures>): void {
    this.figures = { ...this.figures, ...change };
    this.announce('statusChanged', {});
  }

  /** Says what was not said yet. `settled` is what was said before and holds no more, so that it is said again when it does. */
  addNotice(text: string, settled?: string): void {
    this.notices = this.notices.filter((notice) => notice !== settled);
    if (this.notices.includes(text)) return;
    this.notices = [...this.notices, text].slice(-mostNotices);
    this.#listeners.emit('notice', text);
    this.announce('statusChanged', {});
  }

  /** What was said holds no more. */
  settleNotice(text: string): void {
    this.notices = this.notices.filter((notice) => notice !== text);
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
