import type { CacheVerdictView } from '../../contract/comparison-view.ts';
import { describeCache } from '../../domain/comparison/describe-cache.ts';
import type { StoreReads } from '../store/reads.ts';

/** What became of the cache since the request before, with a sentence; null for an id that is not stored. */
export function readCacheVerdict(store: StoreReads, id: string): CacheVerdictView | null {
  const [row] = store.readRows([id]);
  if (row === undefined) return null;
  const verdict = store.readAnalysis(id)?.cacheVerdict ?? null;
  return { predecessorId: row.predecessorId, verdict, sentence: verdict === null ? null : describeCache(verdict, row.usage?.cacheReadTokens ?? null) };
}
