import { monotonicFactory } from 'ulid';
import { ExchangeAssembly } from '../capture/exchange-assembly.ts';
import type { Exchange, ExchangeEvent } from '../capture/exchange.ts';
import type { Relayed } from '../capture/relayed.ts';
import type { ExchangeWrites } from '../store/exchange-writes.ts';
import { markDamaged, saysDamaged } from '../store/open-store.ts';
import { RecordedExchange } from './recorded-exchange.ts';
import type { RecorderFigures } from './recorder-messages.ts';

export interface RecorderSurroundings {
  readonly writes: ExchangeWrites;
  readonly databaseFile: string;
  readonly onStored: (ids: readonly string[]) => void;
  readonly onFigures: (figures: RecorderFigures) => void;
  readonly onNotice: (text: string) => void;
}

/** What came is on disk after this at the latest, and the time it takes to write it. */
const commitEveryMs = 40;
/** As many bytes are not gathered up any longer. */
const commitAtBytes = 8 * 1024 * 1024;
const retryEveryMs = 1000;
/** While the disk takes nothing: what is kept in memory at most. */
const keptBytes = 64 * 1024 * 1024;
const keptExchanges = 20_000;
const figuresEveryMs = 250;

/**
 * Records what is relayed: reads it, masks it, commits it. Nothing that fails here is thrown: it is counted, said, and tried
 * again. What cannot be kept is marked in its row.
 */
export class Recorder {
  readonly #world: RecorderSurroundings;
  readonly #assembly = new ExchangeAssembly((event) => this.#takeEvent(event));
  /** Weak: an exchange is forgotten when its connection is through with it. */
  readonly #recorded = new WeakMap<Exchange, RecordedExchange>();
  readonly #dirty = new Set<RecordedExchange>();
  readonly #newId = monotonicFactory();
  #nextNumber: number;
  #pendingBytes = 0;
  #dirtySinceMs: number | null = null;
  #commitTimer: NodeJS.Timeout | null = null;
  #failing: string | null = null;
  #retryAtMs = 0;
  readonly #lost = new WeakSet<Exchange>();
  #lostCount = 0;
  readonly #streaming = new Set<Exchange>();
  #figuresTimer: NodeJS.Timeout | null = null;
  #lastFigures = '';

  constructor(world: RecorderSurroundings) {
    this.#world = world;
    this.#nextNumber = world.writes.nextNumber();
  }

  take(message: Relayed): void {
    try {
      this.#assembly.take(message);
    } catch (error) {
      if ('connection' in message) this.#abandon(message.connection, error);
    }
    // Messages can come so fast that no timer gets its turn.
    const waitedMs = this.#dirtySinceMs === null ? 0 : performance.now() - this.#dirtySinceMs;
    if (waitedMs >= commitEveryMs || this.#pendingBytes >= commitAtBytes) this.#commit();
  }

  /** Gives up what is open and commits everything. */
  close(): void {
    try {
      this.#assembly.closeAll();
    } catch (error) {
      this.#fail(error);
    }
    this.#retryAtMs = 0;
    this.#commit();
    if (this.#dirty.size > 0) this.#world.onNotice(unwrittenSentence(this.#dirty.size));
    if (this.#commitTimer !== null) clearTimeout(this.#commitTimer);
    if (this.#figuresTimer !== null) clearTimeout(this.#figuresTimer);
    this.#sendFigures();
  }

  #takeEvent(event: ExchangeEvent): void {
    if (event.kind === 'opened') {
      this.#open(event.exchange);
      return;
    }
    const recorded = this.#recorded.get(event.exchange);
    if (recorded === undefined) return;
    switch (event.kind) {
      case 'request-head':
        recorded.takeRequestHead(event.head);
        break;
      case 'response-head':
        recorded.takeResponseHead(event.head);
        this.#streaming.add(event.exchange);
        this.#figuresChanged();
        break;
      case 'data':
        this.#keep(recorded, recorded.bodies[event.side].add(event.bytes));
        break;
      case 'body-ended':
        this.#keep(recorded, recorded.bodies[event.side].end(event.complete));
        break;
      case 'finished':
        if (this.#streaming.delete(event.exchange)) this.#figuresChanged();
        if (isLossOfOurs(event.exchange)) this.#countLost(event.exchange);
        break;
      case 'changed':
        break;
    }
    this.#touch(recorded);
  }

  #open(exchange: Exchange): void {
    if (this.#dirty.size >= keptExchanges) {
      this.#countLost(exchange);
      return;
    }
    const id = this.#newId(Math.floor(exchange.timing.requestStartedAtUs / 1000));
    const recorded = new RecordedExchange(this.#nextNumber, id, exchange);
    this.#nextNumber += 1;
    this.#recorded.set(exchange, recorded);
    this.#touch(recorded);
  }

  #keep(recorded: RecordedExchange, addedBytes: number): void {
    this.#pendingBytes += addedBytes;
    if (this.#pendingBytes <= keptBytes) return;
    // Only when the disk has taken nothing for a while. The newest bodies go, and whole: a gap cannot be put together again.
    this.#pendingBytes -= recorded.bodies.request.cut() + recorded.bodies.response.cut();
    this.#countLost(recorded.exchange);
  }

  #touch(recorded: RecordedExchange): void {
    this.#dirty.add(recorded);
    this.#dirtySinceMs ??= performance.now();
    this.#commitTimer ??= setTimeout(() => this.#commit(), commitEveryMs);
  }

  #commit(): void {
    if (this.#commitTimer !== null) clearTimeout(this.#commitTimer);
    this.#commitTimer = null;
    if (this.#dirty.size === 0) return;
    if (performance.now() < this.#retryAtMs) {
      this.#dirtySinceMs = null;
      this.#commitTimer = setTimeout(() => this.#commit(), retryEveryMs);
      return;
    }
    try {
      this.#world.writes.write([...this.#dirty].map((recorded) => recorded.pendingWrite()));
    } catch (error) {
      if (!isBugOfOne(error)) {
        this.#fail(error);
        return;
      }
      this.#dropUnwritable();
    }
    const ids = [...this.#dirty].map((recorded) => recorded.id);
    for (const recorded of this.#dirty) recorded.written();
    this.#dirty.clear();
    this.#dirtySinceMs = null;
    this.#pendingBytes = 0;
    if (this.#failing !== null) this.#world.onNotice('Recording works again. What is missing is marked in its rows.');
    this.#failing = null;
    if (ids.length > 0) this.#world.onStored(ids);
  }

  /** Writes one by one what could not be written together, and gives up those that are to blame. */
  #dropUnwritable(): void {
    for (const recorded of this.#dirty) {
      try {
        this.#world.writes.write([recorded.pendingWrite()]);
      } catch (error) {
        this.#dirty.delete(recorded);
        this.#recorded.delete(recorded.exchange);
        this.#countLost(recorded.exchange);
        this.#world.onNotice(unrecordedSentence(error));
      }
    }
  }

  /** A commit failed: everything stays pending and is tried again. */
  #fail(error: unknown): void {
    const code = codeOf(error);
    if (saysDamaged(error)) markDamaged(this.#world.databaseFile);
    if (this.#failing !== code) this.#world.onNotice(failureSentence(code, saysDamaged(error)));
    this.#failing = code;
    this.#retryAtMs = performance.now() + retryEveryMs;
    this.#dirtySinceMs = null;
    this.#commitTimer ??= setTimeout(() => this.#commit(), retryEveryMs);
    this.#figuresChanged();
  }

  /** A bug of ours: the connection is read no further, and its exchanges say so. */
  #abandon(connection: number, error: unknown): void {
    this.#world.onNotice(unrecordedSentence(error));
    try {
      this.#assembly.abandon(connection, 'recorder-failed');
    } catch {
      // What broke once may break again; the connection is forgotten by now.
    }
  }

  #countLost(exchange: Exchange): void {
    if (this.#lost.has(exchange)) return;
    this.#lost.add(exchange);
    this.#lostCount += 1;
    this.#figuresChanged();
  }

  #figuresChanged(): void {
    this.#figuresTimer ??= setTimeout(() => {
      this.#figuresTimer = null;
      this.#sendFigures();
    }, figuresEveryMs);
  }

  #sendFigures(): void {
    const figures: RecorderFigures = {
      lost: this.#lostCount,
      streaming: this.#streaming.size,
      accounts: { connections: 0, bytes: 0, exchanges: 0, refused: 0, unseen: 0, difference: null },
      pendingBytes: this.#failing === null ? 0 : this.#pendingBytes,
    };
    const text = JSON.stringify(figures);
    if (text !== this.#lastFigures) this.#world.onFigures(figures);
    this.#lastFigures = text;
  }
}

/** Recording did not keep up or failed. What the user switched off is no loss. */
function isLossOfOurs({ state, error }: Exchange): boolean {
  return state === 'interrupted' && (error?.code === 'recorder-failed' || error?.code === 'recorder-behind');
}

/** False for trouble with the disk or the file, which all writes share and which may pass. */
function isBugOfOne(error: unknown): boolean {
  return !/^SQLITE_(?!CONSTRAINT|MISMATCH|RANGE|TOOBIG|ERROR)/.test(codeOf(error));
}

/** Only the error's code is told: its message could quote what was sent. */
function unrecordedSentence(error: unknown): string {
  return `An exchange could not be recorded (${codeOf(error)}). It was passed on as it was.`;
}

function unwrittenSentence(exchanges: number): string {
  const which = exchanges === 1 ? 'One exchange that was' : `${exchanges} exchanges that were`;
  return `${which} still waiting to be written is lost or not whole: the database did not take it before the end.`;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function failureSentence(code: string, isDamaged: boolean): string {
  if (isDamaged) {
    return `The database is damaged (${code}). Traffic passes on; restart Whence: the file is then put aside and a new one begun.`;
  }
  if (code === 'SQLITE_FULL') {
    return 'The disk is full: what is captured waits in memory, and is lost when it becomes too much. Free some space.';
  }
  return `Recording to the database fails (${code}) and is tried again every second. Traffic passes on meanwhile.`;
}
