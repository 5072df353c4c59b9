import { z } from 'zod';
import type { CacheVerdict } from '../domain/comparison/explain-cache.ts';
import type { RequestComparison } from '../domain/comparison/compare-requests.ts';

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** What is new, gone, changed or moved from one request to another (what is kept is counted, and not among the entries), or why they are not compared. Indexes are those in their contexts. */
export const comparisonView = z.discriminatedUnion('state', [
  z.object({ state: z.literal('compared'), beforeId: z.string(), afterId: z.string(), comparison: z.custom<RequestComparison>(isObject) }),
  z.object({
    state: z.literal('not-compared'),
    /** `no-predecessor`: no other was named, and it goes on from none. `not-stored`: a body is gone. */
    reason: z.enum(['no-predecessor', 'not-analysed', 'not-stored', 'too-large']),
  }),
]);
export type ComparisonView = z.infer<typeof comparisonView>;

/** How the texts of two segments differ, as the domain's `differenceOf` gives it. */
export const differenceView = z.object({
  state: z.enum(['compared', 'replaced']),
  reason: z.enum(['too-long', 'too-different']).nullable(),
  /** True when a part is longer than it is given here. */
  isCut: z.boolean(),
  parts: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })).readonly(),
});
export type DifferenceView = z.infer<typeof differenceView>;

/** What became of the cache since the request before. Both are null where nothing can be said: no bill, or a body that is gone. */
export const cacheVerdictView = z.object({
  predecessorId: z.string().nullable(),
  verdict: z.custom<CacheVerdict>(isObject).nullable(),
  /** The verdict as a sentence. */
  sentence: z.string().nullable(),
});
export type CacheVerdictView = z.infer<typeof cacheVerdictView>;
