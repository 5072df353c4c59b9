import type { CountedSegment } from '../attribution/segment.ts';
import type { Source } from '../attribution/source.ts';
import { sourceKey } from '../attribution/source-key.ts';
import { addTokens, noTokens, type TokensByState } from './cache-state.ts';
import type { Usage } from '../anthropic/usage.ts';
import { priceSegments, type BilledSegment } from './price-segments.ts';

/** What one source had in a prompt, and what that cost. */
export interface SourceCost {
  /** As `sourceKey` makes it. */
  readonly key: string;
  readonly source: Source;
  /** What is known of it; null when nothing is. */
  readonly tokens: number | null;
  readonly tokensByState: TokensByState;
  /** Whole micro-dollars; null where the price or the tokens are unknown. */
  readonly costMicroUsd: number | null;
}

/** The bill of an exchange by source. Where the price is known, sources, output and searches sum to the total exactly. */
export interface CostBySource {
  /** The dearest first. */
  readonly sources: readonly SourceCost[];
  readonly outputMicroUsd: number | null;
  readonly webSearchMicroUsd: number | null;
  readonly totalMicroUsd: number | null;
}

/**
 * What each source of a prompt cost, each token at the price of its state of the cache. Null where the segments do not sum to
 * the bill; the costs alone are null for a model without a price. `atMs` is milliseconds since the epoch.
 */
export function costBySource(segments: readonly CountedSegment[], usage: Usage, model: string, atMs: number): CostBySource | null {
  const priced = priceSegments(segments, usage, model, atMs);
  return priced === null ? null : { ...priced, sources: sumBySource(segments, priced.segments) };
}

/** The segments of a request added up by source, with how each of them was billed. */
export function sumBySource(segments: readonly CountedSegment[], billed: readonly BilledSegment[]): readonly SourceCost[] {
  const bySource = new Map<string, SourceCost>();
  segments.forEach(({ source, tokens }, index) => {
    const key = sourceKey(source);
    const sum = bySource.get(key);
    const of = billed[index];
    bySource.set(key, {
      key,
      source: sum?.source ?? source,
      tokens: sumOfKnown(sum?.tokens ?? null, tokens),
      tokensByState: addTokens(sum?.tokensByState ?? noTokens, of?.tokensByState ?? noTokens),
      costMicroUsd: sumOfKnown(sum?.costMicroUsd ?? null, of?.costMicroUsd ?? null),
    });
  });
  return [...bySource.values()].toSorted(byCost);
}

function sumOfKnown(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : one + other;
}

function byCost(one: SourceCost, other: SourceCost): number {
  return (
    (other.costMicroUsd ?? -1) - (one.costMicroUsd ?? -1) ||
    (other.tokens ?? -1) - (one.tokens ?? -1) ||
    (one.key < other.key ? -1 : 1)
  );
}
