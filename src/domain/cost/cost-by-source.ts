import type { CountedSegment } from '../attribution/segment.ts';
import type { Source } from '../attribution/source.ts';
import { sourceKey } from '../attribution/source-key.ts';
import { cacheParts } from './cache-parts.ts';
import { addTokens, noTokens, type TokensByState } from './cache-state.ts';
import type { BilledUsage } from './price.ts';
import { priceParts } from './price-parts.ts';

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
export function costBySource(
  segments: readonly CountedSegment[],
  usage: BilledUsage,
  model: string,
  atMs: number,
): CostBySource | null {
  const parts = cacheParts(segments, usage);
  if (parts === null) return null;
  const priced = priceParts(parts, usage, model, atMs);
  const bySource = new Map<string, SourceSum>();
  const sums = segments.map(({ source, tokens }) => {
    const sum = sumOf(bySource, source);
    if (tokens !== null) sum.tokens = (sum.tokens ?? 0) + tokens;
    return sum;
  });
  parts.forEach(({ segment, state, tokens }, index) => {
    const sum = sums[segment];
    if (sum === undefined) return;
    sum.tokensByState = addTokens(sum.tokensByState, { ...noTokens, [state]: tokens });
    sum.microUsd += priced?.partsMicroUsd[index] ?? 0;
  });
  return {
    sources: [...bySource].map(([key, sum]) => costOf(key, sum, priced !== null)).toSorted(byCost),
    outputMicroUsd: priced?.outputMicroUsd ?? null,
    webSearchMicroUsd: priced?.webSearchMicroUsd ?? null,
    totalMicroUsd: priced?.totalMicroUsd ?? null,
  };
}

interface SourceSum {
  readonly source: Source;
  tokens: number | null;
  tokensByState: TokensByState;
  microUsd: number;
}

function sumOf(bySource: Map<string, SourceSum>, source: Source): SourceSum {
  const key = sourceKey(source);
  const known = bySource.get(key);
  if (known !== undefined) return known;
  const sum: SourceSum = { source, tokens: null, tokensByState: noTokens, microUsd: 0 };
  bySource.set(key, sum);
  return sum;
}

function costOf(key: string, { source, tokens, tokensByState, microUsd }: SourceSum, isPriced: boolean): SourceCost {
  return { key, source, tokens, tokensByState, costMicroUsd: isPriced && tokens !== null ? microUsd : null };
}

function byCost(one: SourceCost, other: SourceCost): number {
  return (
    (other.costMicroUsd ?? -1) - (one.costMicroUsd ?? -1) ||
    (other.tokens ?? -1) - (one.tokens ?? -1) ||
    (one.key < other.key ? -1 : 1)
  );
}
