import { blockLists } from './block-lists.ts';
import { rememberedTexts } from './remembered-texts.ts';
import { readRuns } from './text-runs.ts';
import { blockOf, textsOfPack } from './text-writes.ts';
import type { Store } from '../open-store.ts';

/** Texts that are dropped from the index of words in one transaction: some milliseconds. */
const textsAtATime = 12;

/**
 * Releases bodies, and every text that no other has, from the index of words too. In steps, for with the last request of a long conversation goes so
 * much that it took a second at once. A pack that nobody uses has no row in `pack_use`: that is how it is found again by whoever goes on. For the thread that packs.
 */
class PackCollector {
  readonly #store: Store;
  readonly #release: (exchanges: readonly number[]) => readonly number[];
  readonly #drop: (pack: number) => boolean;
  /** Packs that were unused when they were looked at. */
  readonly #unused: number[];

  constructor(store: Store) {
    this.#store = store;
    this.#release = releaser(store);
    this.#drop = dropper(store);
    this.#unused = store.prepare<[], number>('SELECT first_text FROM pack WHERE NOT EXISTS (SELECT 1 FROM pack_use WHERE pack_use.first_text = pack.first_text)').pluck().all();
  }

  /** Drops bodies and thread records, and what says that they use their packs. Within a transaction; the packs go with `collect`. */
  release(exchanges: readonly number[]): void {
    this.#unused.push(...this.#release(exchanges));
  }

  /** Drops a part of what nobody uses any more; false when nothing is left. */
  collect(): boolean {
    const pack = this.#unused.at(-1);
    if (pack === undefined) return false;
    rememberedTexts(this.#store).forget();
    if (!this.#drop(pack)) this.#unused.pop();
    return true;
  }
}

export type { PackCollector };

const byConnection = new WeakMap<Store, PackCollector>();

/** The collector of a connection: what an earlier run has left is looked for once, for it takes reading all packs. */
export function packCollector(store: Store): PackCollector {
  const known = byConnection.get(store) ?? new PackCollector(store);
  byConnection.set(store, known);
  return known;
}

/** Answers the packs that nobody uses then. */
function releaser(store: Store): (exchanges: readonly number[]) => readonly number[] {
  const drops = ['body', 'thread_record'].map((table) => store.prepare<[string]>(`DELETE FROM ${table} WHERE exchange_number IN (SELECT value FROM json_each(?))`));
  const listPacks = store.prepare<[number], number>('SELECT first_text FROM pack_use WHERE block = ? ORDER BY first_text').pluck();
  const listsIn = blockLists(store);
  const dropUse = store.prepare<[number, number]>('DELETE FROM pack_use WHERE block = ? AND first_text = ?');
  const isUsed = store.prepare<[number], number>('SELECT 1 FROM pack_use WHERE first_text = ? LIMIT 1').pluck();
  const unusedIn = (block: number): readonly number[] => {
    const packs = listPacks.all(block);
    const used = new Set<number>();
    for (const list of listsIn(block)) {
      for (const { first, count } of readRuns(list)) {
        for (let at = lastNotAbove(packs, first); at < packs.length && (packs[at] ?? 0) < first + count; at += 1) used.add(packs[at] ?? 0);
      }
    }
    return packs.filter((pack) => !used.has(pack));
  };
  return (exchanges) => {
    for (const drop of drops) drop.run(JSON.stringify(exchanges));
    const unused: number[] = [];
    for (const block of new Set(exchanges.map(blockOf))) {
      for (const pack of unusedIn(block)) {
        dropUse.run(block, pack);
        if (isUsed.get(pack) === undefined) unused.push(pack);
      }
    }
    return unused;
  };
}

/** Drops some of the texts of a pack, and with the last of them the pack; true while there are more. One that is used again stays. */
function dropper(store: Store): (pack: number) => boolean {
  const isUsed = store.prepare<[number], number>('SELECT 1 FROM pack_use WHERE first_text = ? LIMIT 1').pluck();
  const listTexts = textsOfPack(store);
  const dropWords = store.prepare<[number]>('DELETE FROM text_words WHERE rowid = ?');
  const dropText = store.prepare<[number]>('DELETE FROM text WHERE number = ?');
  const dropPack = store.prepare<[number]>('DELETE FROM pack WHERE first_text = ?');
  const drop = store.transaction((first: number): boolean => {
    if (isUsed.get(first) !== undefined) return false;
    const texts = listTexts(first, textsAtATime);
    for (const text of texts) {
      dropWords.run(text);
      dropText.run(text);
    }
    if (texts.length === textsAtATime) return true;
    dropPack.run(first);
    return false;
  });
  return (first) => drop.immediate(first);
}

/** The index of the last of `sorted` that is `most` or less; 0 where none is. */
function lastNotAbove(sorted: readonly number[], most: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((sorted[middle] ?? 0) <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}
