import { billedInputTokens, type Usage } from '../anthropic/usage.ts';
import type { CountedSegment } from '../attribution/segment.ts';
import { cacheStates, noTokens, type CacheState, type TokensByState } from './cache-state.ts';
import { promptOrder } from './prompt-order.ts';

/** Tokens of one segment that were billed alike. `segment` is its index in the list given. */
export interface CachePart {
  readonly segment: number;
  readonly state: CacheState;
  /** More than 0. */
  readonly tokens: number;
}

/**
 * How the segments of a prompt were billed. The API prices a prefix: in the order of the prompt the first tokens were read
 * from the cache, the next written to it, and the rest was neither; a segment across a border is split. In the order of the
 * prompt, at most four parts a segment. Null unless the tokens of the segments sum to the billed input; segments whose tokens
 * are unknown take no part.
 *
 * The borders are where the figures of the bill say, counted in tokens that are estimates scaled to it. In truth they are at
 * the ends of blocks with `cache_control`: a border may be off by as much as the estimates before it are.
 */
export function cacheParts(segments: readonly CountedSegment[], usage: Usage): readonly CachePart[] | null {
  const billed = billedInputTokens(usage);
  const counted = segments.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0);
  if (billed === null || counted !== billed) return null;

  const left = tokensByState(usage);
  const parts: CachePart[] = [];
  let at = 0;
  for (const segment of promptOrder(segments)) {
    let tokens = segments[segment]?.tokens ?? 0;
    while (tokens > 0 && at < cacheStates.length) {
      const state = cacheStates[at] ?? 'plain';
      const taken = Math.min(tokens, left[state]);
      if (taken > 0) parts.push({ segment, state, tokens: taken });
      left[state] -= taken;
      tokens -= taken;
      if (left[state] === 0) at += 1;
    }
  }
  return parts;
}

/** What each of `segmentCount` segments has in each state. */
export function tokensOfSegments(parts: readonly CachePart[], segmentCount: number): readonly TokensByState[] {
  const sums = Array.from({ length: segmentCount }, () => ({ ...noTokens }));
  for (const { segment, state, tokens } of parts) {
    const sum = sums[segment];
    if (sum !== undefined) sum[state] += tokens;
  }
  return sums;
}

function tokensByState(usage: Usage): Record<CacheState, number> {
  return {
    read: usage.cacheReadTokens ?? 0,
    'written-1h': usage.cacheWrite1hTokens ?? 0,
    'written-5m': usage.cacheWrite5mTokens ?? 0,
    plain: usage.inputTokens ?? 0,
  };
}
