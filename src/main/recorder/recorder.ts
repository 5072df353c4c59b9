import { monotonicFactory } from 'ulid';
import { SeenCredentials } from '../../domain/masking/seen-credentials.ts';
import { ExchangeAssembly } from '../capture/exchange-assembly.ts';
import type { Exchange, ExchangeEvent } from '../capture/exchange.ts';
import type { Relayed, RelayTally } from '../relayed/relayed.ts';
import type { ExchangeWrite, ExchangeWrites } from '../store/exchange-writes.ts';
import { markDamaged, saysDamaged } from '../store/open-store.ts';
import { Accounting } from './accounting.ts';
import { PassedWhileAway } from './passed-while-away.ts';
import { RecordedExchange } from './recorded-exchange.ts';
import type { RecorderFigures } from './recorder-messages.ts';
import type { UnseenPassage } from '../relayed/unseen-passage.ts';
import { codeOf, failureSentence, recoverySentence, tooLargeSentence, unrecordedSentence, unwrittenSentence } from './recorder-notices.ts';

export interface RecorderSurroundings {
  readonly writes: ExchangeWrites;
  readonly databaseFile: string;
  /** What a recorder that failed before this one reported last, or null. */
  readonly previous: RecorderFigures | null;
  readonly onStored: (ids: readonly string[]) => void;
  readonly onFigures: (figures: RecorderFigures) => void;
  /** `settled` is what was said before and holds no more. */
  readonly onNotice: (text: string, settled?: string) => void;
}

/** What came is on disk after this at the latest, and the time it takes to write it. */
const commitEveryMs = 40;
/** As many bytes are not gathered up any longer. */
const commitAtBytes = 8 * 1024 * 1024;
const retryEveryMs = 1000;
/** While the disk takes nothing: what is kept in memory at most, as much as may wait for the recorder. */
const keptBytes = 256 * 1024 * 1024;
const keptExchanges = 20_000;
/** From here on what comes is better left with the relay, which then lets more pass unseen. */
const fullAtBytes = 64 * 1024 * 1024;
const fullAtExchanges = 10_000;
const figuresEveryMs = 250;
/** How often the rows that were written are looked for. */
const rowsCountedEveryMs = 10_000;

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
  readonly #accounting: Accounting;
  readonly #away: PassedWhileAway;
  #rulesOff: readonly string[] = [];
  #seen = new SeenCredentials();
  #nextNumber: number;
  #rowsCountedAtMs = performance.now();
  #pendingBytes = 0;
  #dirtySinceMs: number | null = null;
  #commitTimer: NodeJS.Timeout | null = null;
  /** What was said of it. */
  #failing: string | null = null;
  #retryAtMs = 0;
  readonly #lost = new WeakSet<Exchange>();
  #lostCount: number;
  readonly #streaming = new Set<Exchange>();
  #figuresTimer: NodeJS.Timeout | null = null;
  #lastFigures = '';

  constructor(world: RecorderSurroundings) {
    this.#world = world;
    this.#nextNumber = world.writes.nextNumber();
    this.#lostCount = world.previous?.lost ?? 0;
    this.#accounting = new Accounting(this.#nextNumber, world.previous?.accounts ?? null);
    this.#away = new PassedWhileAway(world.writes);
  }

  /** True while the database takes nothing, and as much waits for it as shall. */
  get isFull(): boolean {
    return this.#failing !== null && (this.#pendingBytes >= fullAtBytes || this.#dirty.size >= fullAtExchanges);
  }

  take(message: Relayed): void {
    try {
      this.#accounting.count(message);
      if (message.kind === 'tally') this.#balance(message.tally);
      else this.#assembly.take(message);
    } catch (error) {
      if ('connection' in message) this.#abandon(message.connection, error);
    }
    // Messages can come so fast that no timer gets its turn.
    const waitedMs = this.#dirtySinceMs === null ? 0 : performance.now() - this.#dirtySinceMs;
    if (waitedMs >= commitEveryMs || this.#pendingBytes >= commitAtBytes) this.#commit();
  }

  /** The ids of the masking rules that are off for the exchanges that begin from then on; none are before. */
  setMaskingRulesOff(ids: readonly string[]): void {
    if (ids.join() === this.#rulesOff.join()) return;
    this.#rulesOff = ids;
    // Some of them were found by a rule that is off now.
    this.#seen = new SeenCredentials();
  }

  /** What the standby passed through becomes rows, or changes those it has become before. */
  takePassedWhileAway(passages: readonly UnseenPassage[]): void {
    this.#away.add(passages);
    this.#commitSoon();
  }

  /** A number for an exchange that was not captured here. */
  takeImportedNumber(): number {
    return this.#takeNumber();
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
    if (event.kind !== 'data') recorded.takeOtherFields();
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
        this.#keep(recorded, recorded.bodies[event.side].add(event.bytes, event.atUs));
        break;
      case 'body-ended':
        this.#keep(recorded, recorded.bodies[event.side].end(event.complete));
        if (recorded.bodies[event.side].isTooLarge) this.#world.onNotice(tooLargeSentence(recorded.id));
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
    this.#accounting.openExchange();
    if (this.#dirty.size >= keptExchanges) {
      this.#accounting.dropExchange();
      this.#countLost(exchange);
      return;
    }
    const id = this.#newId(Math.floor(exchange.timing.requestStartedAtUs / 1000));
    const recorded = new RecordedExchange(this.#takeNumber(), id, exchange, this.#rulesOff, this.#seen);
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
    this.#commitSoon();
  }

  #commitSoon(): void {
    this.#dirtySinceMs ??= performance.now();
    this.#commitTimer ??= setTimeout(() => this.#commit(), commitEveryMs);
  }

  #commit(): void {
    if (this.#commitTimer !== null) clearTimeout(this.#commitTimer);
    this.#commitTimer = null;
    if (this.#dirty.size === 0 && this.#away.isEmpty) return;
    if (performance.now() < this.#retryAtMs) {
      this.#dirtySinceMs = null;
      this.#commitTimer = setTimeout(() => this.#commit(), retryEveryMs);
      return;
    }
    try {
      this.#world.writes.write(this.#pendingWrites());
    } catch (error) {
      if (!isBugOfOne(error)) {
        this.#fail(error);
        return;
      }
      this.#dropUnwritable();
    }
    const ids = [...this.#away.ids, ...[...this.#dirty].map((recorded) => recorded.id)];
    this.#accounting.addRows(this.#waitingRows(), this.#away.newRows);
    this.#away.written();
    this.#figuresChanged();
    for (const recorded of this.#dirty) recorded.written();
    this.#dirty.clear();
    this.#dirtySinceMs = null;
    this.#pendingBytes = 0;
    if (this.#failing !== null) {
      this.#world.onNotice(recoverySentence, this.#failing);
      this.#failing = null;
      this.#figuresChanged();
    }
    if (performance.now() - this.#rowsCountedAtMs >= rowsCountedEveryMs) this.#countRows();
    if (ids.length > 0) this.#world.onStored(ids);
  }

  #pendingWrites(): ExchangeWrite[] {
    const passages = this.#away.pendingWrites(() => this.#takeNumber());
    return [...passages, ...[...this.#dirty].map((recorded) => recorded.pendingWrite())];
  }

  /** Exchanges that have no row yet. */
  #waitingRows(): number {
    return [...this.#dirty].filter((recorded) => !recorded.hasRow).length;
  }

  #takeNumber(): number {
    this.#nextNumber += 1;
    return this.#nextNumber - 1;
  }

  /** The relay has told all that it counts here: the books must be even. */
  #balance(tally: RelayTally): void {
    this.#accounting.balance(tally, this.#waitingRows());
    this.#figuresChanged();
  }

  /** To be called when nothing waits to be written. */
  #countRows(): void {
    this.#rowsCountedAtMs = performance.now();
    try {
      this.#accounting.compareRows((from) => this.#world.writes.countRowsFrom(from), this.#nextNumber);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Writes one by one what could not be written together, and gives up those that are to blame. */
  #dropUnwritable(): void {
    try {
      this.#world.writes.write(this.#away.pendingWrites(() => this.#takeNumber()));
    } catch (error) {
      this.#away.written();
      this.#world.onNotice(unrecordedSentence(error));
    }
    for (const recorded of this.#dirty) {
      try {
        this.#world.writes.write([recorded.pendingWrite()]);
      } catch (error) {
        this.#dirty.delete(recorded);
        this.#recorded.delete(recorded.exchange);
        if (!recorded.hasRow) this.#accounting.dropExchange();
        this.#countLost(recorded.exchange);
        this.#world.onNotice(unrecordedSentence(error));
      }
    }
  }

  /** A commit failed: everything stays pending and is tried again. */
  #fail(error: unknown): void {
    const code = codeOf(error);
    if (saysDamaged(error)) markDamaged(this.#world.databaseFile);
    const sentence = failureSentence(code, saysDamaged(error));
    if (this.#failing !== sentence) this.#world.onNotice(sentence, this.#failing ?? recoverySentence);
    this.#failing = sentence;
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
      accounts: this.#accounting.accounts,
      pendingBytes: this.#failing === null ? 0 : this.#pendingBytes,
      trouble: this.#failing,
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
