import { addTokens, cacheStates, noTokens, type TokensByState } from '../cost/cache-state.ts';
import type { NearRequest, PriceBand, SourceUse, WhatIfFacts } from './what-if-facts.ts';
import type { WhatIfItem, WhatIfOwner } from './what-if-items.ts';

/** What requests come to. Tokens of prompts; whole micro-dollars of prompts, answers and searches, null without a price. */
export interface Amount {
  readonly tokens: number;
  readonly tokensByState: TokensByState;
  readonly costMicroUsd: number | null;
}

/** What requests would have come to. */
export interface WhatIfAmount extends Amount {
  /** What of the cost is another because shorter prompts have another price; below 0 where it is less. */
  readonly priceMicroUsd: number;
  /** What of the cost is more because what is left is too short to be cached. */
  readonly uncachedMicroUsd: number;
  /** What would have been saved besides, for the cache would not have been missed: an estimate, and in no other figure. */
  readonly missedMicroUsd: number;
  /** Of how many requests. */
  readonly missedRequests: number;
  /** How many fewer tokens and how much less cost, from 0 to 1; null where there was none. */
  readonly tokensShare: number | null;
  readonly costShare: number | null;
}

export interface WhatIf {
  readonly before: Amount;
  /** Without what is sent whether it is used or not: definitions, instructions, listings, memory. */
  readonly own: WhatIfAmount;
  /** Without what their use brought as well: calls and results, bodies of skills. The model may have done something else instead. */
  readonly all: WhatIfAmount;
  /** How often what is switched off was called. */
  readonly calls: number;
}

/**
 * What the requests of a range would have come to without some sources: `off` are keys of items. What was read from the cache is taken off at
 * the price of reading, what was written at that of writing: to the bill, exactly. Answers stay as they were.
 */
export function whatIf(facts: WhatIfFacts, owners: readonly WhatIfOwner[], off: ReadonlySet<string>): WhatIf {
  const items = owners.flatMap((owner) => owner.items.filter(({ key }) => off.has(key)));
  const own = new Set(items.flatMap((item) => item.own));
  const all = new Set([...own, ...items.flatMap((item) => item.use)]);
  return { before: amountOf(facts), own: without(facts, own), all: without(facts, all), calls: callsOf(facts, items) };
}

/** How often the model called these. */
export function callsOf({ sources }: WhatIfFacts, items: readonly WhatIfItem[]): number {
  return items.reduce((sum, { own }) => own.reduce((calls, index) => calls + (sources[index]?.calls ?? 0), sum), 0);
}

/** What these sources had and cost, by the bill. */
export function sumOfSources({ sources }: WhatIfFacts, indexes: Iterable<number>): Amount {
  let tokensByState = noTokens;
  let costMicroUsd: number | null = null;
  for (const index of indexes) {
    const source = sources[index];
    if (source === undefined) continue;
    tokensByState = addTokens(tokensByState, source.tokensByState);
    if (source.costMicroUsd !== null) costMicroUsd = (costMicroUsd ?? 0) + source.costMicroUsd;
  }
  return { tokens: tokensOf(tokensByState), tokensByState, costMicroUsd };
}

function amountOf({ total: { tokensByState, costMicroUsd } }: WhatIfFacts): Amount {
  return { tokens: tokensOf(tokensByState), tokensByState, costMicroUsd };
}

function without(facts: WhatIfFacts, gone: ReadonlySet<number>): WhatIfAmount {
  const before = amountOf(facts);
  const taken = sumOfSources(facts, gone);
  let tokensByState = subtract(before.tokensByState, taken.tokensByState);
  let priceMicroUsd = 0;
  let uncachedMicroUsd = 0;
  for (const request of gone.size === 0 ? [] : facts.near) {
    const anew = pricedAnew(request, gone, facts.prices[request.prices] ?? []);
    if (anew === null) continue;
    if (anew.isUncached) uncachedMicroUsd += anew.differenceMicroUsd;
    else priceMicroUsd += anew.differenceMicroUsd;
    tokensByState = addTokens(tokensByState, anew.moved);
  }
  const costMicroUsd = before.costMicroUsd === null ? null : before.costMicroUsd - (taken.costMicroUsd ?? 0) + priceMicroUsd + uncachedMicroUsd;
  const tokens = tokensOf(tokensByState);
  return {
    tokens,
    tokensByState,
    costMicroUsd,
    priceMicroUsd,
    uncachedMicroUsd,
    ...missed(facts, gone),
    tokensShare: lessBy(before.tokens, tokens),
    costShare: lessBy(before.costMicroUsd, costMicroUsd),
  };
}

/** Misses whose cause is gone. What of their price was paid for tokens that are gone as well is saved already. */
function missed({ misses }: WhatIfFacts, gone: ReadonlySet<number>): Pick<WhatIfAmount, 'missedMicroUsd' | 'missedRequests'> {
  let missedMicroUsd = 0;
  let missedRequests = 0;
  for (const { source, requests, extraMicroUsd, overlaps } of misses) {
    if (!gone.has(source)) continue;
    missedRequests += requests;
    missedMicroUsd += overlaps.reduce((left, [other, microUsd]) => (gone.has(other) ? left - microUsd : left), extraMicroUsd);
  }
  return { missedMicroUsd: Math.max(0, Math.round(missedMicroUsd)), missedRequests };
}

/** How the price of a request differs from its bill less that of the sources that are gone; null where it does not. */
function pricedAnew({ tokensByState, uses, costMicroUsd, outputTokens, webSearchMicroUsd, leastCachedTokens }: NearRequest, gone: ReadonlySet<number>, prices: readonly PriceBand[]) {
  const taken = uses.filter(([source]) => gone.has(source));
  if (taken.length === 0) return null;
  const left = taken.reduce((states, use) => subtract(states, statesOf(use)), tokensByState);
  const cached = tokensOf(left) - left.plain;
  const isUncached = leastCachedTokens !== null && cached > 0 && cached < leastCachedTokens && tokensOf(tokensByState) - tokensByState.plain >= leastCachedTokens;
  const band = bandOf(prices, tokensOf(left));
  if (band === undefined || (!isUncached && band === bandOf(prices, tokensOf(tokensByState)))) return null;
  const billed = isUncached ? { ...noTokens, plain: tokensOf(left) } : left;
  const usd = priceOf(billed, outputTokens, band);
  if (usd === null) return null;
  const byBill = taken.reduce((cost, use) => cost - use[5], costMicroUsd);
  return { isUncached, differenceMicroUsd: Math.round(usd * 1e6) + webSearchMicroUsd - byBill, moved: subtract(billed, left) };
}

function bandOf(prices: readonly PriceBand[], tokens: number): PriceBand | undefined {
  return prices.findLast(({ aboveTokens }) => tokens > aboveTokens) ?? prices[0];
}

function priceOf(states: TokensByState, outputTokens: number, { rates, outputRate }: PriceBand): number | null {
  let usd = outputTokens * (outputRate ?? 0);
  if (outputTokens > 0 && outputRate === null) return null;
  for (const state of cacheStates) {
    const rate = rates[state];
    if (states[state] === 0) continue;
    if (rate === null) return null;
    usd += states[state] * rate;
  }
  return usd;
}

function statesOf([, read, written1h, written5m, plain]: SourceUse): TokensByState {
  return { read, 'written-1h': written1h, 'written-5m': written5m, plain };
}

function tokensOf(states: TokensByState): number {
  return cacheStates.reduce((sum, state) => sum + states[state], 0);
}

function subtract(one: TokensByState, other: TokensByState): TokensByState {
  return {
    read: one.read - other.read,
    'written-1h': one['written-1h'] - other['written-1h'],
    'written-5m': one['written-5m'] - other['written-5m'],
    plain: one.plain - other.plain,
  };
}

function lessBy(before: number | null, after: number | null): number | null {
  return before === null || after === null || before === 0 ? null : (before - after) / before;
}
