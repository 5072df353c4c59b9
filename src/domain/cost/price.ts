import { calcPrice } from '@pydantic/genai-prices';
import { billedInputTokens, type Usage } from '../anthropic/usage.ts';

/**
 * What a usage costs at the API's list prices of that day, in US dollars; with a subscription, what it would have cost.
 * Null for a model the price list does not know, and where the response did not state its input or output. `atMs` is
 * milliseconds since the epoch. Leaves out what is not priced by the token: web searches, and the discounts and
 * surcharges of batches and priority tiers.
 */
export function priceUsd(usage: Usage, model: string, atMs: number): number | null {
  const inputTokens = billedInputTokens(usage);
  if (inputTokens === null || usage.outputTokens === null) return null;
  const cacheWrite5mTokens = usage.cacheWrite5mTokens ?? 0;
  const cacheWrite1hTokens = usage.cacheWrite1hTokens ?? 0;
  const price = calcPrice(
    {
      // The API's input_tokens leaves cached tokens out; the price list wants them counted in, and their parts beside.
      input_tokens: inputTokens,
      cache_read_tokens: usage.cacheReadTokens ?? 0,
      cache_write_tokens: cacheWrite5mTokens + cacheWrite1hTokens,
      cache_write_5m_tokens: cacheWrite5mTokens,
      cache_write_1h_tokens: cacheWrite1hTokens,
      output_tokens: usage.outputTokens,
    },
    model,
    { providerId: 'anthropic', timestamp: new Date(atMs) },
  );
  return price?.total_price ?? null;
}
