import type { ExchangeWrite, ExchangeWrites } from '../store/exchange-writes.ts';
import type { UnseenPassage } from '../relayed/unseen-passage.ts';

const awaySentence = 'Whence was not running, or did not answer: the connection was passed through unseen.';

/** What the standby passed through while nobody recorded, on its way to rows: one for each id, however often it is told. */
export class PassedWhileAway {
  readonly #writes: ExchangeWrites;
  readonly #pending = new Map<string, UnseenPassage>();
  /** Numbers taken for rows that are not there yet. */
  readonly #numbers = new Map<string, number>();

  constructor(writes: ExchangeWrites) {
    this.#writes = writes;
  }

  get isEmpty(): boolean {
    return this.#pending.size === 0;
  }

  get ids(): readonly string[] {
    return [...this.#pending.keys()];
  }

  /** How many of those in the last `pendingWrites` become rows that were not there. */
  get newRows(): number {
    return this.#numbers.size;
  }

  add(passages: readonly UnseenPassage[]): void {
    for (const passage of passages) this.#pending.set(passage.id, passage);
  }

  /** The rows to write; the same again, with the same numbers, until `written` is called. */
  pendingWrites(takeNumber: () => number): ExchangeWrite[] {
    const writes: ExchangeWrite[] = [];
    for (const passage of this.#pending.values()) {
      const row = this.#writes.findRow(passage.id);
      // An id of an exchange that was captured names no passage.
      if (row !== null && row.state !== 'uncaptured') this.#pending.delete(passage.id);
      else writes.push(rowOf(row?.number ?? this.#numberFor(passage.id, takeNumber), passage));
    }
    return writes;
  }

  /** They are done with, and forgotten. */
  written(): void {
    this.#pending.clear();
    this.#numbers.clear();
  }

  #numberFor(id: string, takeNumber: () => number): number {
    const number = this.#numbers.get(id) ?? takeNumber();
    this.#numbers.set(id, number);
    return number;
  }
}

function rowOf(number: number, passage: UnseenPassage): ExchangeWrite {
  return {
    number,
    id: passage.id,
    state: 'uncaptured',
    error: { code: 'app-away', message: awaySentence },
    sessionId: null,
    agentId: null,
    promptId: null,
    requestClass: 'other',
    // As for all that was not read: the port has to tell.
    scheme: passage.port === 80 ? 'http' : 'https',
    host: passage.host,
    port: passage.port,
    method: '',
    path: '',
    status: null,
    timing: {
      requestStartedAtUs: passage.startedAtUs,
      requestReceivedAtUs: null,
      requestForwardedAtUs: null,
      responseStartedAtUs: null,
      responseDeliveredAtUs: passage.endedAtUs,
    },
    requestBytes: passage.requestBytes,
    responseBytes: passage.responseBytes,
    head: null,
    bodies: [],
  };
}
