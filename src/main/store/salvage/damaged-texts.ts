import { z } from 'zod';
import { unpackTexts, type UnpackedPack } from '../content/pack-texts.ts';
import { unpackRuns } from '../content/text-runs.ts';
import type { DamagedStore } from './damaged-store.ts';

const packRecord = z.object({
  first_text: z.number(),
  lengths: z.instanceof(Uint8Array),
  bytes: z.number(),
  packing: z.enum(['raw', 'brotli']),
  octets: z.instanceof(Uint8Array),
});

/** Requests of a conversation have most of theirs in common. */
const rememberedPacks = 200;

interface FoundPack {
  readonly firstText: number;
  readonly pack: UnpackedPack;
}

/** Reads texts out of a damaged database by the numbers of their packs alone: the table that lists them, and its index, may lie in the damage. */
export class DamagedTexts {
  readonly #damaged: DamagedStore;
  /** Null for one that cannot be read. */
  readonly #packs = new Map<number, UnpackedPack | null>();

  constructor(damaged: DamagedStore) {
    this.#damaged = damaged;
  }

  /** The texts of a run list, up to the first that cannot be read. */
  join(runs: Uint8Array): Uint8Array {
    const parts: Uint8Array[] = [];
    try {
      for (const { first, count } of unpackRuns(runs)) {
        for (let number = first; number < first + count; ) {
          const found = this.#find(number);
          if (found === null) return Buffer.concat(parts);
          const index = number - found.firstText;
          const taken = Math.min(first + count - number, found.pack.starts.length - 1 - index);
          if (taken <= 0) return Buffer.concat(parts);
          parts.push(found.pack.octets.subarray(found.pack.starts[index], found.pack.starts[index + taken]));
          number += taken;
        }
      }
    } catch {
      // A list that ends within a number.
    }
    return Buffer.concat(parts);
  }

  #find(text: number): FoundPack | null {
    let firstText: number | null;
    try {
      firstText = this.#damaged.store.prepare<[number], number | null>('SELECT max(first_text) FROM pack WHERE first_text <= ?').pluck().get(text) ?? null;
    } catch {
      return null;
    }
    if (firstText === null) return null;
    const known = this.#packs.get(firstText);
    const pack = known === undefined ? this.#read(firstText) : known;
    return pack === null ? null : { firstText, pack };
  }

  #read(firstText: number): UnpackedPack | null {
    let pack: UnpackedPack | null = null;
    try {
      const record = packRecord.safeParse(this.#damaged.readRows('pack', 'first_text', firstText, firstText)[0]);
      pack = record.success ? unpackTexts(record.data) : null;
    } catch {
      // What is in it is no text.
    }
    if (this.#packs.size >= rememberedPacks) this.#packs.clear();
    this.#packs.set(firstText, pack);
    return pack;
  }
}
