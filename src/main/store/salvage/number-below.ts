import type { Store } from '../open-store.ts';

/**
 * A database that is begun in the place of a damaged one numbers what it records from here on: what is saved of the other is numbered below, the
 * latest first, so that the recorder, which counts up, never gives the same.
 */
const keptFree = 2 ** 22;

/** SQL: what the recorder's first number is above, where there are no rows yet. */
export const numbersKeptFree = `(SELECT iif(EXISTS (SELECT 1 FROM salvage), ${keptFree}, 0))`;

/** To be called within the transaction that writes the row. Null where no number is free below those of all others. */
export function numberBelow(store: Store): () => number | null {
  const lowest = store.prepare<[], number | null>('SELECT min(number) FROM exchange').pluck();
  return () => {
    const number = Math.min(lowest.get() ?? Infinity, keptFree + 1) - 1;
    return number < 1 ? null : number;
  };
}
