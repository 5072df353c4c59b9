import type { RetentionLimits } from '../../../contract/retention-view.ts';
import type { Store } from '../open-store.ts';
import { keepFiguresOfRemoved } from '../costs/removed-costs.ts';
import { packCollector, type PackCollector } from '../content/pack-collector.ts';
import { wordMerger } from './merge-words.ts';
import { isOfRatedGroup } from '../ratings/group-ratings.ts';
import { limitBytes, nextRemoval } from './next-removal.ts';
import { StepPace } from './step-pace.ts';
import { emptyLog, giveBackPages, liveBytes, logBytes } from './store-size.ts';

/** What one step has done. */
export type RetentionStep =
  | { readonly did: 'remove-content'; readonly ids: readonly string[] }
  | { readonly did: 'remove-rows'; readonly exchanges: number }
  | { readonly did: 'collect-packs' }
  | { readonly did: 'merge-words' }
  | { readonly did: 'give-back-space' };

export interface RetentionEnd {
  readonly did: 'nothing';
  /** What is exempt takes more than the limit of megabytes by itself. */
  readonly isFull: boolean;
}

const pagesAtATime = 128;
const mergedAtShare = 0.1;
const removedAtShare = 50;
/** Free pages that are kept for what comes next, where there is much else: one in so many. */
const keptShareOfPages = 50;
const mostKeptPages = 4096;

/**
 * Keeps the store within its limits, in steps of one short transaction each: whoever stops between two of them goes on with the next run, for all
 * it has to know stands in the database. To be called by the one thread that packs.
 */
export class Retention {
  readonly #store: Store;
  readonly #packs: PackCollector;
  readonly #limits: RetentionLimits;
  readonly #oldestContent: () => number | null;
  readonly #oldestRow: () => number | null;
  readonly #removeContent: (most: number, beforeUs: number, nowUs: number) => readonly string[];
  readonly #removeRows: (most: number) => number;
  #isMakingRoom = false;
  readonly #pace = new StepPace();
  #withContent: number;
  #removedSinceMerge = 0;
  #merging: (() => boolean) | null = null;

  constructor(store: Store, limits: RetentionLimits) {
    this.#store = store;
    this.#packs = packCollector(store);
    this.#limits = limits;
    // What is not analysed yet has no figures that could stay.
    const mayGo = `
      ${limits.keepRated ? `AND NOT EXISTS (SELECT 1 FROM rating WHERE exchange_number = exchange.number) AND NOT ${isOfRatedGroup}` : ''}
      ${limits.keepPinned ? 'AND is_pinned = 0' : ''}`;
    const withContent = `FROM exchange INDEXED BY exchange_with_content
      WHERE content_removed_at_us IS NULL AND rule_version > 0 AND state NOT IN ('open', 'uncaptured') ${mayGo}`;
    const rows = `FROM exchange INDEXED BY exchange_by_time WHERE state <> 'open' AND (content_removed_at_us IS NOT NULL OR state = 'uncaptured') ${mayGo}`;
    const oldestFirst = 'ORDER BY request_started_at_us, number';
    const oldestContent = store.prepare<[], number>(`SELECT request_started_at_us ${withContent} ${oldestFirst} LIMIT 1`).pluck();
    const oldestRow = store.prepare<[], number>(`SELECT request_started_at_us ${rows} ${oldestFirst} LIMIT 1`).pluck();
    this.#withContent = store.prepare<[], number>(`SELECT count(*) ${withContent}`).pluck().get() ?? 0;
    this.#oldestContent = () => oldestContent.get() ?? null;
    this.#oldestRow = () => oldestRow.get() ?? null;
    this.#removeContent = contentRemover(store, this.#packs, `${withContent} AND request_started_at_us < @beforeUs ${oldestFirst} LIMIT @most`);
    this.#removeRows = rowRemover(store, `${rows} ${oldestFirst} LIMIT @most`);
  }

  /** Does one thing, if there is anything to do. Throws where the database is busy or the disk full: nothing has happened then. */
  step(nowUs: number): RetentionStep | RetentionEnd {
    // What is gone must not count as used: first that.
    if (this.#packs.collect()) return { did: 'collect-packs' };
    const used = this.#usedBytes();
    const limit = limitBytes(this.#limits);
    this.#isMakingRoom = this.#isMakingRoom ? used > limit * 0.95 : this.#limits.megabytes > 0 && used > limit;
    const store = { usedBytes: used, oldestContentUs: this.#oldestContent(), oldestRowUs: this.#isMakingRoom ? this.#oldestRow() : null, isMakingRoom: this.#isMakingRoom };
    const next = nextRemoval(this.#limits, store, nowUs);
    // What is gone takes space in the index of words until then; that it does must not cost more of what is still there.
    if ((next.removes === 'nothing' || next.because === 'megabytes') && this.#mergeWords()) return { did: 'merge-words' };
    if (next.removes === 'content') {
      // For want of space no more goes than has to: what it frees shows only when its packs are gone.
      const share = next.because === 'days' ? Infinity : Math.max(1, Math.floor(this.#withContent / removedAtShare));
      const ids = this.#pace.step((most) => this.#removeContent(Math.min(most, share), next.beforeUs ?? Number.MAX_SAFE_INTEGER, nowUs));
      this.#removedSinceMerge += ids.length;
      return { did: 'remove-content', ids };
    }
    if (next.removes === 'rows') return { did: 'remove-rows', exchanges: this.#pace.step(this.#removeRows) };
    const kept = Math.min(mostKeptPages, Math.floor(Number(this.#store.pragma('page_count', { simple: true })) / keptShareOfPages));
    if (giveBackPages(this.#store, pagesAtATime, kept)) return { did: 'give-back-space' };
    return { did: 'nothing', isFull: next.isFull };
  }

  /** To merge all of it costs in proportion to what there is, so a part of that has to be gone first. */
  #mergeWords(): boolean {
    if (this.#merging === null) {
      if (this.#removedSinceMerge < this.#withContent * mergedAtShare || this.#removedSinceMerge === 0) return false;
      this.#merging = wordMerger(this.#store);
      this.#withContent -= this.#removedSinceMerge;
      this.#removedSinceMerge = 0;
    }
    if (this.#merging()) return true;
    this.#merging = null;
    return false;
  }

  /** The log counts only where it cannot be emptied: it is large for what passed through it, not for what is stored. */
  #usedBytes(): number {
    const live = liveBytes(this.#store);
    const limit = limitBytes(this.#limits);
    const log = logBytes(this.#store);
    if (this.#limits.megabytes === 0 || live > limit || live + log <= limit * 0.95) return live + log;
    return emptyLog(this.#store) ? live : live + Math.min(log, limit / 20);
  }
}

function contentRemover(store: Store, packs: PackCollector, which: string): (most: number, beforeUs: number, nowUs: number) => readonly string[] {
  const list = store.prepare<[{ readonly most: number; readonly beforeUs: number }], { readonly number: number; readonly id: string }>(`SELECT number, id ${which}`);
  const drop = ['exchange_head', 'segment_list'].map((table) =>
    store.prepare<[string]>(`DELETE FROM ${table} WHERE exchange_number IN (SELECT value FROM json_each(?))`),
  );
  const mark = store.prepare<[number, string]>('UPDATE exchange SET content_removed_at_us = ? WHERE number IN (SELECT value FROM json_each(?))');
  const remove = store.transaction((most: number, beforeUs: number, nowUs: number) => {
    const found = list.all({ most, beforeUs });
    const numbers = found.map(({ number }) => number);
    const json = JSON.stringify(numbers);
    packs.release(numbers);
    for (const statement of drop) statement.run(json);
    mark.run(nowUs, json);
    return found.map(({ id }) => id);
  });
  return (most, beforeUs, nowUs) => remove.immediate(most, beforeUs, nowUs);
}

function rowRemover(store: Store, which: string): (most: number) => number {
  const list = store.prepare<[{ readonly most: number }], number>(`SELECT number ${which}`).pluck();
  // The sums of a day say what was spent on it: they stay.
  const keepFigures = store.prepare<[string]>(keepFiguresOfRemoved);
  const leaveInSums = store.prepare<[string]>('UPDATE exchange SET is_summed = 0 WHERE number IN (SELECT value FROM json_each(?))');
  const drop = store.prepare<[string]>('DELETE FROM exchange WHERE number IN (SELECT value FROM json_each(?))');
  const remove = store.transaction((most: number) => {
    const numbers = list.all({ most });
    const json = JSON.stringify(numbers);
    keepFigures.run(json);
    leaveInSums.run(json);
    drop.run(json);
    return numbers.length;
  });
  return (most) => remove.immediate(most);
}
