import type { CacheState } from './cache-state.ts';
import type { Usage } from '../anthropic/usage.ts';
import { microUsd } from './price.ts';
import { tokenRates } from './token-rates.ts';

/** What the cache changed about a bill, against the same prompt without it, in whole micro-dollars. */
export interface CacheSavings {
  /** What reading saved. */
  readonly readSavedMicroUsd: number;
  /** What writing cost more. */
  readonly writeExtraMicroUsd: number;
}

/** What the cache saved and cost in one exchange. Null where the price is unknown. */
export function cacheSavings(usage: Usage, model: string, atMs: number): CacheSavings | null {
  const rates = tokenRates(usage, model, atMs);
  /** What tokens in a state cost more than plain ones. */
  const extraUsd = (tokens: number | null, state: CacheState): number => {
    if ((tokens ?? 0) === 0) return 0;
    const rate = rates[state];
    return rate === null || rates.plain === null ? NaN : (tokens ?? 0) * (rate - rates.plain);
  };
  if (rates.plain === null) return null;
  const readSavedMicroUsd = microUsd(-extraUsd(usage.cacheReadTokens, 'read'));
  const writeExtraMicroUsd = microUsd(
    extraUsd(usage.cacheWrite5mTokens, 'written-5m') + extraUsd(usage.cacheWrite1hTokens, 'written-1h'),
  );
  return readSavedMicroUsd === null || writeExtraMicroUsd === null ? null : { readSavedMicroUsd, writeExtraMicroUsd };
}
