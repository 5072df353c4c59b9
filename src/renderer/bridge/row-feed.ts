import type { CallInput, CallOutput } from '../../contract/calls.ts';
import type { ExchangeRow } from '../../contract/exchange-view.ts';
import { compareNewestFirst, mergeRows, sessionOfRow } from './merge-rows.ts';

/** What a list of requests shows. `total` counts those that are not loaded yet too. */
export interface RowFeedSnapshot {
  readonly rows: readonly ExchangeRow[];
  readonly total: number;
  readonly state: 'loading' | 'loading-older' | 'complete' | 'limited' | 'failed';
  /** Why, when it failed. */
  readonly failure: string | null;
}

type ListExchanges = (input: CallInput<'listExchanges'>) => Promise<CallOutput<'listExchanges'>>;

// The first page fills the screen at once; the older ones come in large pages, behind it.
const firstPageRows = 300;
const olderPageRows = 5000;
const rowLimit = 100_000;

/**
 * The rows of one session (or of all, for null), newest first, in one flat array: loaded page by page behind the first,
 * and patched with what is announced. It does not use the query cache, whose comparison of every row with its
 * predecessor costs more than showing them at 100,000 rows.
 */
export class RowFeed {
  readonly #listExchanges: ListExchanges;
  readonly #sessionId: string | null;
  readonly #listeners = new Set<() => void>();
  #snapshot: RowFeedSnapshot = { rows: [], total: 0, state: 'loading', failure: null };
  #oldestLoaded: ExchangeRow | null = null;
  #running = false;
  /** Counts how often it began anew: a page that was asked for before is of no use after. */
  #beginnings = 0;

  constructor(listExchanges: ListExchanges, sessionId: string | null) {
    this.#listExchanges = listExchanges;
    this.#sessionId = sessionId;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#snapshot.state === 'loading' || this.#snapshot.state === 'loading-older') void this.#load();
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): RowFeedSnapshot => this.#snapshot;

  readonly tryAgain = (): void => {
    this.#publish({ ...this.#snapshot, state: this.#oldestLoaded === null ? 'loading' : 'loading-older', failure: null });
    void this.#load();
  };

  /** Forgets all rows and reads them anew: some may be gone. */
  restart(): void {
    this.#beginnings += 1;
    this.#oldestLoaded = null;
    this.#publish({ rows: [], total: 0, state: 'loading', failure: null });
    void this.#load();
  }

  /** Takes in rows that are new or have changed; those of other sessions, and those of pages to come, are left out. */
  accept(changed: readonly ExchangeRow[]): void {
    if (this.#snapshot.state === 'loading') return;
    const oldest = this.#snapshot.state === 'complete' ? null : this.#oldestLoaded;
    const inReach = oldest === null ? changed : changed.filter((row) => compareNewestFirst(row, oldest) <= 0);
    const { rows, grown } = mergeRows(this.#snapshot.rows, inReach, this.#belongs);
    this.#publish({ ...this.#snapshot, rows, total: Math.max(rows.length, this.#snapshot.total + grown) });
  }

  readonly #belongs = (row: ExchangeRow): boolean => this.#sessionId === null || sessionOfRow(row) === this.#sessionId;

  async #load(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#listeners.size > 0 && (this.#snapshot.state === 'loading' || this.#snapshot.state === 'loading-older')) {
        await this.#loadPage();
      }
    } catch (error) {
      const failure = error instanceof Error ? error.message : 'The list could not be read.';
      this.#publish({ ...this.#snapshot, state: 'failed', failure });
    } finally {
      this.#running = false;
    }
  }

  async #loadPage(): Promise<void> {
    const beginning = this.#beginnings;
    const limit = this.#oldestLoaded === null ? firstPageRows : olderPageRows;
    const page = await this.#listExchanges({
      limit,
      ...(this.#sessionId === null ? {} : { sessionId: this.#sessionId }),
      ...(this.#oldestLoaded === null ? {} : { before: this.#oldestLoaded.id }),
    });
    if (beginning !== this.#beginnings) return;
    this.#oldestLoaded = page.rows.at(-1) ?? this.#oldestLoaded;
    const { rows } = mergeRows(this.#snapshot.rows, page.rows, this.#belongs);
    const isLast = page.rows.length < limit;
    const state = isLast ? 'complete' : rows.length >= rowLimit ? 'limited' : 'loading-older';
    this.#publish({ rows, total: Math.max(page.total, rows.length), state, failure: null });
  }

  #publish(snapshot: RowFeedSnapshot): void {
    this.#snapshot = snapshot;
    for (const listener of this.#listeners) listener();
  }
}
