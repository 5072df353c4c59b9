import type { Store } from '../open-store.ts';
import { packTexts, unpackTexts, type Pack } from '../content/pack-texts.ts';
import { rememberedTexts } from '../content/remembered-texts.ts';
import { unpackRuns } from '../content/text-runs.ts';
import { exchangesIn } from '../content/text-writes.ts';

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
  const packOf = store.prepare<[number], number>('SELECT first_text FROM text WHERE number = ?').pluck();
  const read = store.prepare<[number], Pack>('SELECT lengths, bytes, packing, octets FROM pack WHERE first_text = ?');
  const blocksOf = store.prepare<[number], number>('SELECT block FROM pack_use WHERE first_text = ?').pluck();
  const listsIn = store
    .prepare<[number, number, number, number], Uint8Array>(
      `SELECT texts FROM body WHERE number >= ? AND number < ? AND texts IS NOT NULL
      UNION ALL SELECT texts FROM thread_record WHERE exchange_number >= ? AND exchange_number < ? AND texts IS NOT NULL`,
    )
    .pluck();
  const dropText = store.prepare<[number]>('DELETE FROM text WHERE number = ?');
  const dropWords = store.prepare<[number]>('DELETE FROM text_words WHERE rowid = ?');
  const rewrite = store.prepare<[Uint8Array, number, string, Uint8Array, number]>('UPDATE pack SET lengths = ?, bytes = ?, packing = ?, octets = ? WHERE first_text = ?');

  const usedIn = (first: number, count: number): ReadonlySet<number> => {
    const used = new Set<number>();
    for (const block of blocksOf.all(first)) {
      const { from, until } = exchangesIn(block);
      for (const list of listsIn.iterate(from * 2, until * 2, from, until)) {
        for (const run of unpackRuns(list)) {
          for (let text = Math.max(run.first, first); text < Math.min(run.first + run.count, first + count); text += 1) used.add(text);
        }
      }
    }
    return used;
  };
  const scrub = store.transaction((first: number) => {
    const pack = read.get(first);
    if (pack === undefined) return;
    const { starts, octets } = unpackTexts(pack);
    const count = starts.length - 1;
    const used = usedIn(first, count);
    if (used.size === count) return;
    rememberedTexts(store).forget();
    // Those that go leave an empty one: the numbers of the others are in the lists of bodies.
    const texts = Array.from({ length: count }, (_, index) => (used.has(first + index) ? octets.subarray(starts[index], starts[index + 1]) : new Uint8Array()));
    const scrubbed = packTexts(texts);
    rewrite.run(scrubbed.lengths, scrubbed.bytes, scrubbed.packing, scrubbed.octets, first);
    for (let text = first; text < first + count; text += 1) {
      if (used.has(text)) continue;
      dropText.run(text);
      dropWords.run(text);
    }
  });
  return {
    packsOf: (exchanges) => {
      const packs = new Set<number>();
      for (const list of listTexts.iterate({ exchanges: JSON.stringify(exchanges) })) {
        for (const { first, count } of unpackRuns(list)) {
          for (let text = first; text < first + count; text += 1) {
            const pack = packOf.get(text);
            if (pack !== undefined) packs.add(pack);
          }
        }
      }
      return packs;
    },
    scrub: (pack) => scrub.immediate(pack),
  };
}
