import { savingsAtRates } from '../../../domain/cost/cache-savings.ts';
import { KnownRates } from '../../../domain/cost/known-rates.ts';
import type { Store } from '../open-store.ts';

/**
 * Gives a connection the function `cache_effect_micro_usd('saved' | 'extra', model, atUs, input, read, written5m, written1h)`: what reading
 * from the cache saved and what writing to it cost more, at the prices of that time. The price list is in the domain and not in the
 * database: whoever writes bills needs it, also the step of the schema that made them.
 */
export function addBillFunctions(store: Store): void {
  const rates = new KnownRates();
  store.function('cache_effect_micro_usd', { deterministic: true }, (which, model, atUs, input, read, written5m, written1h) => {
    if (typeof model !== 'string' || typeof atUs !== 'number') return null;
    const usage = { inputTokens: figure(input), cacheReadTokens: figure(read), cacheWrite5mTokens: figure(written5m), cacheWrite1hTokens: figure(written1h), outputTokens: 0 };
    const savings = savingsAtRates(usage, rates.of(usage, model, atUs / 1000));
    if (savings === null) return null;
    return BigInt(which === 'saved' ? savings.readSavedMicroUsd : savings.writeExtraMicroUsd);
  });
}

function figure(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
