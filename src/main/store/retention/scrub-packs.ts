import type { Store } from '../open-store.ts';
import { packTexts, unpackTexts, type Pack, type UnpackedPack } from '../content/pack-texts.ts';
import { rememberedTexts } from '../content/remembered-texts.ts';
import { readRuns } from '../content/text-runs.ts';
import { blockLists } from '../content/block-lists.ts';
import { textsOfPack } from '../content/text-writes.ts';

/** Takes texts that no body has any more out of packs that are kept for other texts in them. */
export interface PackScrubber {
  /** The packs of the texts that these exchanges have: to be asked before they go. */
  packsOf(exchanges: readonly number[]): ReadonlySet<number>;
  /** Scrubs one pack; in one transaction. One that is gone is left alone. */
  scrub(pack: number): void;
}

export function packScrubber(store: Store): PackScrubber {
  const listTexts = store
    .prepare<[{ readonly exchanges: string }], Uint8Array>(
      `SELECT texts FROM body WHERE exchange_number IN (SELECT value FROM json_each(@exchanges)) AND texts IS NOT NULL
      UNION ALL SELECT texts FROM thread_record WHERE exchange_number IN (SELECT value FROM json_each(@exchanges)) AND texts IS NOT NULL`,
    )
    .pluck();
  const packsOf = store.prepare<[number, number], number>('SELECT DISTINCT first_text FROM text WHERE number >= ? AND number < ?').pluck();
  const listTextsOf = textsOfPack(store);
  const read = store.prepare<[number], Pack>('SELECT lengths, bytes, packing, octets FROM pack WHERE first_text = ?');
  const blocksOf = store.prepare<[number], number>('SELECT block FROM pack_use WHERE first_text = ?').pluck();
  const listsIn = blockLists(store);
  const dropText = store.prepare<[number]>('DELETE FROM text WHERE number = ?');
  const dropWords = store.prepare<[number]>('DELETE FROM text_words WHERE rowid = ?');
  const rewrite = store.prepare<[Uint8Array, number, string, Uint8Array, number]>('UPDATE pack SET lengths = ?, bytes = ?, packing = ?, octets = ? WHERE first_text = ?');

  const usedIn = (first: number, count: number): ReadonlySet<number> => {
    const used = new Set<number>();
    for (const block of blocksOf.all(first)) {
      for (const list of listsIn(block)) {
        for (const run of readRuns(list)) {
          for (let text = Math.max(run.first, first); text < Math.min(run.first + run.count, first + count); text += 1) used.add(text);
        }
      }
    }
    return used;
  };
  const scrub = store.transaction((first: number) => {
    const pack = read.get(first);
    if (pack === undefined) return;
    const listed = listTextsOf(first);
    const used = usedIn(first, (listed[0] ?? first) - first + 1);
    const unused = listed.filter((text) => !used.has(text));
    if (unused.length === 0) return;
    rememberedTexts(store).forget();
    const unpacked = unpackedOrNull(pack);
    if (unpacked !== null) {
      const { starts, octets } = unpacked;
      // Those that go leave an empty one: the numbers of the others are in the lists of bodies.
      const texts = starts.slice(1).map((end, index) => (used.has(first + index) ? octets.subarray(starts[index], end) : new Uint8Array()));
      const scrubbed = packTexts(texts);
      rewrite.run(scrubbed.lengths, scrubbed.bytes, scrubbed.packing, scrubbed.octets, first);
    }
    for (const text of unused) {
      dropText.run(text);
      dropWords.run(text);
    }
  });
  return {
    packsOf: (exchanges) => {
      const packs = new Set<number>();
      for (const list of listTexts.iterate({ exchanges: JSON.stringify(exchanges) })) {
        for (const { first, count } of readRuns(list)) {
          for (const pack of packsOf.iterate(first, first + count)) packs.add(pack);
        }
      }
      return packs;
    },
    scrub: (pack) => scrub.immediate(pack),
  };
}

/** Null for a pack that is damaged: nobody can read it, and what else is to be deleted must not wait for it. */
function unpackedOrNull(pack: Pack): UnpackedPack | null {
  try {
    return unpackTexts(pack);
  } catch {
    return null;
  }
}
