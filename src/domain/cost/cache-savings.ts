import type { CacheState } from './cache-state.ts';
import type { Usage } from '../anthropic/usage.ts';
import { microUsd } from './price.ts';
import { tokenRates, type TokenRates } from './token-rates.ts';

/** What the cache changed about a bill, against the same prompt without it, in whole micro-dollars. */
export interface CacheSavings {
  /** What reading saved. */
  readonly readSavedMicroUsd: number;
  /** What writing cost more. */
  readonly writeExtraMicroUsd: number;
}

/** What the cache saved and cost in one exchange. Null where the price is unknown. */
export function cacheSavings(usage: Usage, model: string, atMs: number): CacheSavings | null {
  return savingsAtRates(usage, tokenRates(usage, model, atMs));
}

/** The same where the rates are known. */
export function savingsAtRates(usage: Usage, rates: TokenRates): CacheSavings | null {
  /** What tokens in a state cost more than plain ones, in micro-dollars. Rates are sums of floating-point figures: of their noise nothing may depend. */
  const extraMicroUsd = (tokens: number | null, state: CacheState): number => {
    if ((tokens ?? 0) === 0) return 0;
    const rate = rates[state];
    return rate === null || rates.plain === null ? NaN : (tokens ?? 0) * Number(((rate - rates.plain) * 1e6).toPrecision(9));
  };
  if (rates.plain === null) return null;
  const readSavedMicroUsd = microUsd(-extraMicroUsd(usage.cacheReadTokens, 'read') / 1e6);
  const writeExtraMicroUsd = microUsd((extraMicroUsd(usage.cacheWrite5mTokens, 'written-5m') + extraMicroUsd(usage.cacheWrite1hTokens, 'written-1h')) / 1e6);
  return readSavedMicroUsd === null || writeExtraMicroUsd === null ? null : { readSavedMicroUsd, writeExtraMicroUsd };
}
