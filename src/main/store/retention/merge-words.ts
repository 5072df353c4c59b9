import type { Store } from '../open-store.ts';

/** Pages of the index; the time goes with them. */
const pagesAtATime = 60;

/**
 * The index of words gives up the space of texts that are gone, and the words themselves, only when its parts are merged into one. Each call does a
 * part of it, in a short transaction; false when all is merged.
 */
export function wordMerger(store: Store): () => boolean {
  const merge = store.prepare<[number]>("INSERT INTO text_words (text_words, rank) VALUES ('merge', ?)");
  const changes = store.prepare<[], number>('SELECT total_changes()').pluck();
  let begun = false;
  return () => {
    const before = changes.get() ?? 0;
    // Negative: all parts are to be merged, however few there are.
    merge.run(begun ? pagesAtATime : -pagesAtATime);
    begun = true;
    // FTS5 says so: fewer than two changes mean that there was nothing to merge.
    return (changes.get() ?? 0) - before >= 2;
  };
}
