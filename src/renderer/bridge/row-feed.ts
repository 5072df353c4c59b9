import type { CallInput } from '../../contract/calls.ts';
import type { ExchangeRow } from '../../contract/exchange-view.ts';
import type { FilterMistake } from '../../domain/filter/filter.ts';
import { compareNewestFirst, mergeRows, sessionOfRow, withPage } from './merge-rows.ts';
import { askedFilter, type RowsQuery } from './rows-query.ts';

/** What a list of requests shows. `total` counts those that are not loaded yet too. */
export interface RowFeedSnapshot {
  readonly rows: readonly ExchangeRow[];
  readonly total: number;
  /** How many there are in the session, or in all sessions, without thread and filter; null until that is known. */
  readonly of: number | null;
  readonly state: 'loading' | 'loading-older' | 'complete' | 'limited' | 'failed';
  /** Why, when it failed. */
  readonly failure: string | null;
  /** What of the filter cannot be read; there are no rows then. */
  readonly mistakes: readonly FilterMistake[];
  /** How long the first page took, from asking to having it; null until then. */
  readonly firstPageMs: number | null;
}

/** The calls a list is made of, with their rows unpacked. */
export interface RowCalls {
  readonly listExchanges: (input: CallInput<'listExchanges'>) => Promise<RowPage>;
  readonly readRows: (input: CallInput<'readRows'>) => Promise<readonly ExchangeRow[]>;
}

interface RowPage {
  readonly rows: readonly ExchangeRow[];
  readonly total: number;
  readonly mistakes: readonly FilterMistake[];
}

// The first page fills the screen at once; the older ones come in large pages, behind it.
const firstPageRows = 300;
const olderPageRows = 5000;
// Whoever shows rows folds, sorts and counts all of them each time: that is done when there are so many times more, and not with every page.
const shownAgainFrom = 2;
const rowLimit = 100_000;
const nothingKnown = { rows: [], total: 0, of: null, state: 'loading', failure: null, mistakes: [], firstPageMs: null } as const satisfies RowFeedSnapshot;

/**
 * The rows of a session, thread and filter, newest first, in one flat array: loaded page by page behind the first, and patched with what is announced.
 * It does not use the query cache, whose comparison of every row with its predecessor costs more than showing them at 100,000 rows.
 */
export class RowFeed {
  readonly #calls: RowCalls;
  readonly #query: RowsQuery;
  readonly #listeners = new Set<() => void>();
  #snapshot: RowFeedSnapshot = nothingKnown;
  /** What was last told: a few pages less than is known, while older ones come in. */
  #told: RowFeedSnapshot = nothingKnown;
  /** How many rows were read since it began, and how many of them were told. */
  readonly #read = { rows: 0, told: 0 };
  /** The text it asks by: relative times in it are those of its beginning. */
  #filter: string | null = null;
  #oldestLoaded: ExchangeRow | null = null;
  #running = false;
  /** Counts how often it began anew: a page that was asked for before is of no use after. */
  #beginnings = 0;
  /** Changed while the first page was under way, which may have been read before that. */
  #changedMeanwhile = new Set<string>();

  constructor(calls: RowCalls, query: RowsQuery) {
    this.#calls = calls;
    this.#query = query;
    this.#begin();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#isLoading) void this.#load();
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): RowFeedSnapshot => this.#told;

  readonly tryAgain = (): void => {
    this.#publish({ ...this.#snapshot, state: this.#oldestLoaded === null ? 'loading' : 'loading-older', failure: null });
    void this.#load();
  };

  /** Whether somebody looks at it. */
  get isWatched(): boolean {
    return this.#listeners.size > 0;
  }

  /** Whether only the store can say which rows are its own. */
  get isFiltered(): boolean {
    return this.#filter !== null;
  }

  /** Whether its filter asks for ratings, or looks as if it did. */
  get isByRating(): boolean {
    return this.#filter?.includes('rated:') === true;
  }

  /** Reads all rows anew, as some may be gone; each stands where it is until the page that it would be on has come. */
  restart(): void {
    this.#begin();
    void this.#load();
  }

  /**
   * Takes in what was announced: `changed` are the rows of these ids as they are now. Those of other sessions, and those of pages to come, are left out;
   * with a filter the store is asked which of them match now, as another analysis or rating can make a row come and go.
   */
  async accept(ids: readonly string[], changed: readonly ExchangeRow[]): Promise<void> {
    if (this.#snapshot.mistakes.length > 0) return;
    if (this.#snapshot.state === 'loading') {
      for (const id of ids) this.#changedMeanwhile.add(id);
      return;
    }
    if (!this.isFiltered) {
      this.#takeIn(ids, this.#query.session === null ? changed : changed.filter((row) => sessionOfRow(row) === this.#query.session), null);
      return;
    }
    const beginning = this.#beginnings;
    const [matching, of] = await Promise.all([this.#calls.readRows({ ids: [...ids], ...this.#asked }), this.#countAll()]);
    if (beginning === this.#beginnings) this.#takeIn(ids, matching, of);
  }

  #takeIn(ids: readonly string[], matching: readonly ExchangeRow[], of: number | null): void {
    const oldest = this.#snapshot.state === 'complete' ? null : this.#oldestLoaded;
    const inReach = oldest === null ? matching : matching.filter((row) => compareNewestFirst(row, oldest) <= 0);
    const staying = new Set(matching.map(({ id }) => id));
    const leaving = new Set(ids.filter((id) => !staying.has(id)));
    const { rows, grown } = mergeRows(this.#snapshot.rows, inReach, leaving);
    const total = Math.max(rows.length, this.#snapshot.total + grown);
    this.#publish({ ...this.#snapshot, rows, total, of: this.isFiltered ? of : total });
  }

  #begin(): void {
    this.#beginnings += 1;
    this.#read.rows = this.#read.told = 0;
    this.#oldestLoaded = null;
    const asked = askedFilter(this.#query, Date.now());
    if ('mistakes' in asked) {
      this.#publish({ ...nothingKnown, state: 'complete', mistakes: asked.mistakes });
      return;
    }
    this.#filter = asked.asked;
    this.#publish({ ...this.#snapshot, state: this.#snapshot.rows.length === 0 ? 'loading' : 'loading-older', failure: null });
  }

  get #asked(): { readonly sessionId?: string; readonly filter?: string } {
    return { ...this.#ofSession, ...(this.#filter === null ? {} : { filter: this.#filter }) };
  }

  get #ofSession(): { readonly sessionId?: string } {
    return this.#query.session === null ? {} : { sessionId: this.#query.session };
  }

  get #isLoading(): boolean {
    return this.#snapshot.state === 'loading' || this.#snapshot.state === 'loading-older';
  }

  async #load(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.isWatched && this.#isLoading) await this.#loadPage();
    } catch (error) {
      const failure = error instanceof Error ? error.message : 'The list could not be read.';
      this.#publish({ ...this.#snapshot, state: 'failed', failure });
    } finally {
      this.#running = false;
    }
  }

  async #loadPage(): Promise<void> {
    const beginning = this.#beginnings;
    const before = this.#oldestLoaded;
    // What is shown already is read anew in large pages.
    const limit = this.#snapshot.rows.length === 0 ? firstPageRows : olderPageRows;
    const askedAtMs = performance.now();
    const [page, of] = await Promise.all([
      this.#calls.listExchanges({ limit, ...this.#asked, ...(before === null ? {} : { before: before.id }) }).then((answer) => ({ ...answer, tookMs: performance.now() - askedAtMs })),
      before === null && this.isFiltered ? this.#countAll() : this.#snapshot.of,
    ]);
    if (beginning !== this.#beginnings) return;
    const isLast = page.rows.length < limit;
    this.#oldestLoaded = page.rows.at(-1) ?? before;
    const rows = withPage(this.#snapshot.rows, page.rows, before, isLast);
    const total = Math.max(page.total, rows.length);
    const known: RowFeedSnapshot = {
      rows,
      total,
      of: this.isFiltered ? of : total,
      state: isLast ? 'complete' : rows.length >= rowLimit ? 'limited' : 'loading-older',
      failure: null,
      mistakes: page.mistakes,
      firstPageMs: this.#snapshot.firstPageMs ?? page.tookMs,
    };
    this.#read.rows += page.rows.length;
    if (known.state === 'loading-older' && this.#read.rows < shownAgainFrom * this.#read.told) this.#snapshot = known;
    else this.#publish(known);
    await this.#takeInMeanwhile();
  }

  async #takeInMeanwhile(): Promise<void> {
    if (this.#changedMeanwhile.size === 0) return;
    const ids = [...this.#changedMeanwhile];
    this.#changedMeanwhile.clear();
    const beginning = this.#beginnings;
    const matching = await this.#calls.readRows({ ids, ...this.#asked });
    if (beginning === this.#beginnings) this.#takeIn(ids, matching, this.#snapshot.of);
  }

  async #countAll(): Promise<number> {
    return (await this.#calls.listExchanges({ limit: 1, ...this.#ofSession })).total;
  }

  #publish(snapshot: RowFeedSnapshot): void {
    this.#snapshot = snapshot;
    this.#told = snapshot;
    this.#read.told = this.#read.rows;
    for (const listener of this.#listeners) listener();
  }
}
