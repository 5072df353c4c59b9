import type { Store } from './open-store.ts';

/**
 * Gives numbers to exchanges that are not recorded now, but saved or imported: below those of all others, and below 1, so that the recorder, which
 * counts up from the highest, never gives the same. To be called within the transaction that writes the row; the latest exchange first.
 */
export function numberBelow(store: Store): () => number {
  const lowest = store.prepare<[], number | null>('SELECT min(number) FROM exchange').pluck();
  return () => Math.min(lowest.get() ?? 1, 1) - 1;
}
