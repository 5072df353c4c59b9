import type { SourceKind } from '../attribution/source.ts';
import type { TokensByState } from '../cost/cache-state.ts';
import type { TokenRates } from '../cost/token-rates.ts';

/** What the billed requests of a range had of one source, by how it was billed. Whole micro-dollars; null where no price is known. */
export interface WhatIfSource {
  /** As `sourceKey` makes it. */
  readonly key: string;
  readonly kind: SourceKind;
  readonly name: string | null;
  readonly requests: number;
  readonly tokensByState: TokensByState;
  readonly costMicroUsd: number | null;
  /** How many requests offered it to be called, of how many of these the answer is known, and how often it was called; null for what offers nothing. */
  readonly definitions: number | null;
  readonly answered: number;
  readonly calls: number | null;
}

/** What a source has in one request: its place in the list of sources, tokens by state in the order of `cacheStates`, and its cost. */
export type SourceUse = readonly [source: number, read: number, written1h: number, written5m: number, plain: number, costMicroUsd: number];

/** Prices in dollars a token of prompts that are longer than `aboveTokens`. */
export interface PriceBand {
  readonly aboveTokens: number;
  readonly rates: TokenRates;
  readonly outputRate: number | null;
}

/** A request that another price may hold for without some of its sources: it is above a border of its model's prices, or near the least that is cached. */
export interface NearRequest {
  /** Its model's prices, by their place in the list. */
  readonly prices: number;
  readonly tokensByState: TokensByState;
  readonly outputTokens: number;
  readonly webSearchMicroUsd: number;
  readonly costMicroUsd: number;
  /** Of fewer tokens than these nothing is cached; null where that is not known. */
  readonly leastCachedTokens: number | null;
  /** Only what can be switched off. */
  readonly uses: readonly SourceUse[];
}

/** Requests that read less from the cache than they could have, because this source had changed. */
export interface ChangeMiss {
  readonly source: number;
  readonly requests: number;
  /** What they cost more than reading it would have: an estimate. */
  readonly extraMicroUsd: number;
  /** How much of that was paid for tokens of other sources, which is not to be saved twice. */
  readonly overlaps: readonly (readonly [source: number, microUsd: number])[];
}

/** All that is needed to tell what the requests of a range would have come to without some of their sources. Imports are in none of it. */
export interface WhatIfFacts {
  /** Local days from the first billed request of the range to its last, at least 1: what things come to a day is what they came to through these. */
  readonly days: number;
  readonly requests: number;
  readonly total: {
    readonly tokensByState: TokensByState;
    readonly outputTokens: number;
    readonly costMicroUsd: number | null;
    readonly outputMicroUsd: number;
    readonly webSearchMicroUsd: number;
    /** Of how many billed requests no price is known. */
    readonly withoutPrice: number;
  };
  readonly sources: readonly WhatIfSource[];
  readonly misses: readonly ChangeMiss[];
  readonly prices: readonly (readonly PriceBand[])[];
  readonly near: readonly NearRequest[];
  /** How many requests were left out of `near`, because they are too many. */
  readonly notLookedAt: number;
}
