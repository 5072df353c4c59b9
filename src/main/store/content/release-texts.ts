import type { Store } from '../open-store.ts';
import { rememberedTexts } from './remembered-texts.ts';
import { readRuns } from './text-runs.ts';
import { blockOf, exchangesIn, textsOfPack } from './text-writes.ts';

/**
 * Drops the bodies and the thread records of exchanges, and every text that no other has, from the index of words too. To be called in a transaction of the one
 * thread that packs; the time it takes goes with the number of exchanges and of the blocks of 256 that they are in.
 */
export type ReleaseBodies = (exchanges: readonly number[]) => void;

export function bodyReleaser(store: Store): ReleaseBodies {
  const dropBodies = store.prepare<[string]>('DELETE FROM body WHERE exchange_number IN (SELECT value FROM json_each(?))');
  const dropRecords = store.prepare<[string]>('DELETE FROM thread_record WHERE exchange_number IN (SELECT value FROM json_each(?))');
  const listPacks = store.prepare<[number], number>('SELECT first_text FROM pack_use WHERE block = ? ORDER BY first_text').pluck();
  const listTexts = store
    .prepare<[number, number, number, number], Uint8Array>(
      `SELECT texts FROM body WHERE number >= ? AND number < ? AND texts IS NOT NULL
      UNION ALL SELECT texts FROM thread_record WHERE exchange_number >= ? AND exchange_number < ? AND texts IS NOT NULL`,
    )
    .pluck();
  const dropUse = store.prepare<[number, number]>('DELETE FROM pack_use WHERE block = ? AND first_text = ?');
  const isUsed = store.prepare<[number], number>('SELECT 1 FROM pack_use WHERE first_text = ? LIMIT 1').pluck();
  const listTextsOf = textsOfPack(store);
  const dropWords = store.prepare<[number]>('DELETE FROM text_words WHERE rowid = ?');
  const dropText = store.prepare<[number]>('DELETE FROM text WHERE number = ?');
  const dropPack = store.prepare<[number]>('DELETE FROM pack WHERE first_text = ?');

  const unusedIn = (block: number): readonly number[] => {
    const packs = listPacks.all(block);
    const used = new Set<number>();
    const { from, until } = exchangesIn(block);
    for (const list of listTexts.iterate(from * 2, until * 2, from, until)) {
      for (const { first, count } of readRuns(list)) {
        for (let at = lastNotAbove(packs, first); at < packs.length && (packs[at] ?? 0) < first + count; at += 1) used.add(packs[at] ?? 0);
      }
    }
    return packs.filter((pack) => !used.has(pack));
  };
  const drop = (firstText: number): void => {
    for (const text of listTextsOf(firstText)) {
      dropWords.run(text);
      dropText.run(text);
    }
    dropPack.run(firstText);
  };
  const remembered = rememberedTexts(store);
  return (exchanges) => {
    remembered.forget();
    dropBodies.run(JSON.stringify(exchanges));
    dropRecords.run(JSON.stringify(exchanges));
    for (const block of new Set(exchanges.map(blockOf))) {
      for (const pack of unusedIn(block)) {
        dropUse.run(block, pack);
        if (isUsed.get(pack) === undefined) drop(pack);
      }
    }
  };
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
