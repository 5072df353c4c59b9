import { billedInputTokens, type Usage } from '../anthropic/usage.ts';
import type { CacheState } from './cache-state.ts';
import { priceOf } from './price.ts';

/** What one token of each state of the cache costs, in US dollars; null for a state that the price list has no price of. */
export type TokenRates = Readonly<Record<CacheState, number | null>>;

/**
 * The prices of a token of the prompt of this usage, by its state. They depend on the usage: some models cost more when the
 * prompt is long. They are had from the price list by asking for a prompt of the same length that is all in one state, so
 * that what the list leaves out is replaced as it replaces it. All null where the price is unknown, and for no prompt at all.
 */
export function tokenRates(usage: Usage, model: string, atMs: number): TokenRates {
  const inputTokens = billedInputTokens(usage) ?? 0;
  const rateOf = (figure: keyof Usage): number | null => {
    const price = inputTokens === 0 ? null : priceOf({ ...nothing, [figure]: inputTokens }, model, atMs);
    return price === null ? null : price.inputUsd / inputTokens;
  };
  return {
    read: rateOf('cacheReadTokens'),
    'written-1h': rateOf('cacheWrite1hTokens'),
    'written-5m': rateOf('cacheWrite5mTokens'),
    plain: rateOf('inputTokens'),
  };
}

const nothing: Usage = { inputTokens: 0, cacheReadTokens: 0, cacheWrite5mTokens: 0, cacheWrite1hTokens: 0, outputTokens: 0 };
