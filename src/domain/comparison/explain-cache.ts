import { billedInputTokens, type Usage } from '../anthropic/usage.ts';
import { cachedPrefixes, cachedTokens } from './cached-prefixes.ts';
import type { CachedRequest } from './cached-request.ts';
import { missCause, type CacheMissCause } from './miss-cause.ts';
import { missCost, type MissCost } from './miss-cost.ts';
import { readPromptContent } from './prompt-content.ts';

/** What became of the cache from one request of a thread to the next. */
export type CacheVerdict =
  /** There was no request before, or it left nothing in the cache. */
  | { readonly verdict: 'no-cache-expected' }
  | { readonly verdict: 'read-as-expected'; readonly readTokens: number }
  /** Less was read than could have been (`partial`), or nothing (`miss`). */
  | ({ readonly verdict: 'partial' | 'miss'; readonly readTokens: number; readonly cause: CacheMissCause } & MissCost);

/**
 * Whether a request read from the cache what the one before left in it, and if not, why, and what that cost. `before` is the
 * request that this one continues; null for the first of a thread. Null where a usage was not stated. Never throws.
 *
 * All that the request before read and wrote is in the cache afterwards; this much, as billed, is expected to be read again.
 * A border within the last block of it counts as expected too. The other lengths are estimates, see `missCause`.
 */
export function explainCache(before: CachedRequest | null, after: CachedRequest): CacheVerdict | null {
  const byUsage = judgeUsage(before?.usage ?? null, after.usage);
  if (before === null || byUsage !== 'look') return byUsage === 'look' ? null : byUsage;
  const expected = cachedTokens(before.usage);
  const readTokens = after.usage.cacheReadTokens ?? 0;

  const readBefore = { ...before, content: readPromptContent(before.body) };
  const readAfter = { ...after, content: readPromptContent(after.body) };
  const prefixes = cachedPrefixes(readBefore.content, before.segments, before.usage);
  const beginningOfLast = prefixes.at(-1)?.tokensBefore ?? expected;
  // What the request before had read already is shorter than what it left.
  if (readTokens > beginningOfLast && readTokens > (before.usage.cacheReadTokens ?? 0)) {
    return { verdict: 'read-as-expected', readTokens };
  }
  const cause = missCause(readBefore, readAfter, prefixes);
  const cost = missCost(readBefore, readAfter, prefixes.at(-1)?.units ?? 0);
  return { verdict: readTokens === 0 ? 'miss' : 'partial', readTokens, cause, ...cost };
}

/** What the bills alone tell; `look` where the prompts have to be looked at. `before` is null for the first request of a thread. */
export function judgeUsage(before: Usage | null, after: Usage): CacheVerdict | null | 'look' {
  if (billedInputTokens(after) === null) return null;
  if (before === null) return { verdict: 'no-cache-expected' };
  if (billedInputTokens(before) === null) return null;
  const expected = cachedTokens(before);
  if (expected === 0) return { verdict: 'no-cache-expected' };
  const readTokens = after.cacheReadTokens ?? 0;
  return readTokens >= expected ? { verdict: 'read-as-expected', readTokens } : 'look';
}
