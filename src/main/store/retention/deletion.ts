import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addToSums } from '../costs/cost-sums.ts';
import { dropUnusedSources } from '../sources/kept-sources.ts';
import type { Store } from '../open-store.ts';
import { wordsOfSource } from '../sources/source-words.ts';
import { listSetAside } from '../salvage/set-aside.ts';
import { wordMerger } from './merge-words.ts';
import { packCollector } from '../content/pack-collector.ts';
import { packScrubber } from './scrub-packs.ts';
import { StepPace } from './step-pace.ts';
import { emptyLog, giveBackPages, liveBytes } from './store-size.ts';

/** What the user wants to be gone. What is under way stays: it is captured to its end. */
export type DeletionWish =
  | { readonly what: 'session'; readonly sessionId: string }
  | { readonly what: 'exchanges'; readonly ids: readonly string[] }
  | { readonly what: 'import'; readonly importNumber: number }
  | { readonly what: 'everything' };

const pagesAtATime = 256;
/** A file of up to this size is written anew at the end, for what was left over between the rows of its pages. */
const rewrittenUpToBytes = 64 * 1024 * 1024;
/** So often the log is tried to be emptied: somebody reads from it only for moments. */
const logAttempts = 200;

/**
 * Deletes exchanges with all that hangs on them, in steps of one short transaction each, and then what is left of them in the file: texts in packs
 * that others use, words in the index, names of sources, free pages, the log. Sums shrink by what goes. To be used by the one thread that packs.
 */
export class Deletion {
  readonly #store: Store;
  readonly #wish: DeletionWish;
  readonly #numbers: number[];
  readonly #stages: (() => boolean)[];
  readonly #touchedPacks = new Set<number>();
  #done = 0;
  readonly #pace = new StepPace();

  constructor(store: Store, wish: DeletionWish) {
    this.#store = store;
    this.#wish = wish;
    this.#numbers = numbersOf(store, wish);
    this.#stages = [
      // What is deleted is overwritten.
      () => setSecureDelete(store, true),
      this.#exchangeRemover(),
      ...(wish.what === 'everything' ? [() => this.#removeAllElse()] : []),
      ...(wish.what === 'import' ? [() => this.#removeImport(wish.importNumber)] : []),
      this.#packScrubber(),
      wordMerger(store),
      () => this.#removeNames(),
      () => giveBackPages(store, pagesAtATime),
      () => this.#rewriteSmallFile(),
      logEmptier(store),
      () => setSecureDelete(store, false),
    ];
  }

  /** Of the exchanges that are to go. */
  get progress(): { readonly done: number; readonly total: number } {
    return { done: this.#done, total: this.#done + this.#numbers.length };
  }

  /** Does a part of it; false when all is done. Throws where the database is busy or the disk full: it can be called again. */
  step(): boolean {
    const [stage] = this.#stages;
    if (stage === undefined) return false;
    if (!stage()) this.#stages.shift();
    return this.#stages.length > 0;
  }

  #exchangeRemover(): () => boolean {
    const store = this.#store;
    const collector = packCollector(store);
    const scrubber = packScrubber(store);
    const drop = store.prepare<[string]>("DELETE FROM exchange WHERE number IN (SELECT value FROM json_each(?)) AND state <> 'open'");
    const remove = store.transaction((numbers: readonly number[]) => {
      const packs = scrubber.packsOf(numbers);
      collector.release(numbers);
      drop.run(JSON.stringify(numbers));
      return packs;
    });
    return () => {
      if (collector.collect()) return true;
      if (this.#numbers.length === 0) return false;
      this.#pace.step((atATime) => {
        const going = this.#numbers.slice(-atATime);
        const packs = remove.immediate(going);
        for (const pack of packs) this.#touchedPacks.add(pack);
        this.#numbers.length -= going.length;
        this.#done += going.length;
      });
      return true;
    };
  }

  #packScrubber(): () => boolean {
    const scrubber = packScrubber(this.#store);
    return () => {
      const [pack] = this.#touchedPacks;
      if (pack === undefined) return false;
      scrubber.scrub(pack);
      this.#touchedPacks.delete(pack);
      return true;
    };
  }

  /** What hangs on no exchange: sums of days whose rows retention removed, what was learnt, imports, and what was put aside as damaged. */
  #removeAllElse(): boolean {
    const listSummed = this.#store.prepare<[], number>('SELECT number FROM exchange WHERE is_summed = 1').pluck();
    const add = this.#store.prepare<[{ readonly number: number }]>(addToSums('@number', '1'));
    const remove = this.#store.transaction(() => {
      this.#store.exec(`
        DELETE FROM cost_day;
        DELETE FROM removed_day;
        DELETE FROM learnt_counts;
        DELETE FROM marker;
        DELETE FROM group_rating WHERE NOT EXISTS (SELECT 1 FROM exchange WHERE exchange.session_key = group_rating.session_key);
        DELETE FROM import WHERE NOT EXISTS (SELECT 1 FROM exchange WHERE import_number = import.number);
        UPDATE salvage SET is_done = 1;
      `);
      // What came meanwhile is in the sums of its days.
      for (const number of listSummed.all()) add.run({ number });
    });
    remove.immediate();
    for (const name of listSetAside(this.#store.name)) {
      for (const suffix of ['', '-wal', '-shm']) rmSync(join(dirname(this.#store.name), name + suffix), { force: true });
    }
    return false;
  }

  #removeImport(importNumber: number): boolean {
    this.#store.prepare<[number]>('DELETE FROM import WHERE number = ?').run(importNumber);
    return false;
  }

  #removeNames(): boolean {
    const remove = this.#store.transaction(() => {
      this.#store.exec(`
        DELETE FROM cost_day WHERE exchanges = 0;
        DELETE FROM source WHERE NOT EXISTS (SELECT 1 FROM exchange_source WHERE source_number = source.number)
          AND 's:' || number NOT IN (SELECT grouped FROM cost_day);
        DELETE FROM source_word WHERE NOT EXISTS (SELECT 1 FROM source_block WHERE word_number = source_word.number)
          AND word NOT IN (SELECT value FROM source, json_each(json_array(${wordsOfSource})) WHERE value IS NOT NULL);
      `);
      dropUnusedSources(this.#store);
    });
    remove.immediate();
    return false;
  }

  #rewriteSmallFile(): boolean {
    if (this.#wish.what === 'everything' || liveBytes(this.#store) <= rewrittenUpToBytes) this.#store.exec('VACUUM');
    return false;
  }
}

function numbersOf(store: Store, wish: DeletionWish): number[] {
  const over = "FROM exchange WHERE state <> 'open'";
  // The latest first in the list: the last of it goes first.
  if (wish.what === 'everything') return store.prepare<[], number>(`SELECT number ${over} ORDER BY number DESC`).pluck().all();
  if (wish.what === 'session') return store.prepare<[string], number>(`SELECT number ${over} AND session_key = ? ORDER BY number DESC`).pluck().all(wish.sessionId);
  if (wish.what === 'import') return store.prepare<[number], number>(`SELECT number ${over} AND import_number = ? ORDER BY number DESC`).pluck().all(wish.importNumber);
  return store.prepare<[string], number>(`SELECT number ${over} AND id IN (SELECT value FROM json_each(?)) ORDER BY number DESC`).pluck().all(JSON.stringify(wish.ids));
}

function setSecureDelete(store: Store, on: boolean): boolean {
  store.pragma(`secure_delete = ${on ? 'ON' : 'OFF'}`);
  return false;
}

function logEmptier(store: Store): () => boolean {
  let attempts = 0;
  return () => {
    attempts += 1;
    return !emptyLog(store) && attempts < logAttempts;
  };
}
