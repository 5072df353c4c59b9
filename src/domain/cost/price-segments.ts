import type { Usage } from '../anthropic/usage.ts';
import type { CountedSegment } from '../attribution/segment.ts';
import { cacheParts, tokensOfSegments } from './cache-parts.ts';
import type { TokensByState } from './cache-state.ts';
import { priceParts } from './price-parts.ts';

/** How a segment was billed. */
export interface BilledSegment {
  /** Null without a bill. */
  readonly tokensByState: TokensByState | null;
  /** Whole micro-dollars; null where the price or the tokens are unknown. */
  readonly costMicroUsd: number | null;
}

/** The bill of an exchange by segment. Where the price is known, segments, output and searches sum to the total exactly. */
export interface PricedSegments {
  /** For each of the segments given. */
  readonly segments: readonly BilledSegment[];
  readonly outputMicroUsd: number | null;
  readonly webSearchMicroUsd: number | null;
  readonly totalMicroUsd: number | null;
}

/**
 * What each segment of a prompt cost, each token at the price of its state of the cache. Null where the segments do not sum to
 * the bill; the costs alone are null for a model without a price. `atMs` is milliseconds since the epoch.
 */
export function priceSegments(segments: readonly CountedSegment[], usage: Usage, model: string | null, atMs: number): PricedSegments | null {
  const parts = cacheParts(segments, usage);
  if (parts === null) return null;
  const priced = model === null ? null : priceParts(parts, usage, model, atMs);
  const costs = segments.map(() => 0);
  parts.forEach(({ segment }, index) => {
    costs[segment] = (costs[segment] ?? 0) + (priced?.partsMicroUsd[index] ?? 0);
  });
  return {
    segments: tokensOfSegments(parts, segments.length).map((tokensByState, index) => ({
      tokensByState,
      costMicroUsd: priced === null || segments[index]?.tokens === null ? null : (costs[index] ?? 0),
    })),
    outputMicroUsd: priced?.outputMicroUsd ?? null,
    webSearchMicroUsd: priced?.webSearchMicroUsd ?? null,
    totalMicroUsd: priced?.totalMicroUsd ?? null,
  };
}
