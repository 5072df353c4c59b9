import { calcPrice, type PriceCalculation } from '@pydantic/genai-prices';
import { billedInputTokens, type Usage } from '../anthropic/usage.ts';
import { isOtherVersion, namedModel } from './model-name.ts';

/** A price in its parts, in US dollars. `inputUsd` is what all of the prompt costs, cached or not. */
export interface Price {
  readonly inputUsd: number;
  readonly outputUsd: number;
  readonly webSearchUsd: number;
  readonly totalUsd: number;
}

/**
 * What a usage costs at the API's list prices of that day, in US dollars; with a subscription, what it would have cost.
 * Null for a model the price list does not know, and where the response did not state its input or output. `atMs` is
 * milliseconds since the epoch. Leaves out the discounts and surcharges of batches, priority tiers and fast mode.
 */
export function priceUsd(usage: Usage, model: string, atMs: number): number | null {
  return priceOf(usage, model, atMs)?.totalUsd ?? null;
}

/**
 * The same in whole micro-dollars: the one place where a price is rounded, and what the parts of an exchange sum to. Null also
 * above a million dollars, which is no price of one response.
 */
export function priceMicroUsd(usage: Usage, model: string, atMs: number): number | null {
  return microUsd(priceUsd(usage, model, atMs));
}

/** Dollars as whole micro-dollars. */
export function microUsd(usd: number | null): number | null {
  // `round` gives -0 for what is between -0.5 and 0.
  return usd === null || !(Math.abs(usd) <= 1e6) ? null : Math.round(usd * 1e6) + 0;
}

/** The price of a usage with its parts apart. Prices above 200,000 tokens of prompt are those of the price list. */
export function priceOf(usage: Usage, model: string, atMs: number): Price | null {
  const inputTokens = billedInputTokens(usage);
  if (inputTokens === null || usage.outputTokens === null || !Number.isSafeInteger(inputTokens)) return null;
  const cacheWrite5mTokens = usage.cacheWrite5mTokens ?? 0;
  const cacheWrite1hTokens = usage.cacheWrite1hTokens ?? 0;
  const price = calculated(
    {
      // The API's input_tokens leaves cached tokens out; the price list wants them counted in, and their parts beside.
      input_tokens: inputTokens,
      cache_read_tokens: usage.cacheReadTokens ?? 0,
      cache_write_tokens: cacheWrite5mTokens + cacheWrite1hTokens,
      cache_write_5m_tokens: cacheWrite5mTokens,
      cache_write_1h_tokens: cacheWrite1hTokens,
      output_tokens: usage.outputTokens,
      ...(usage.webSearchRequests !== undefined ? { web_searches: usage.webSearchRequests } : {}),
    },
    model,
    atMs,
  );
  if (price === null) return null;
  const { input_price: inputUsd, output_price: outputUsd, total_price: totalUsd } = price;
  // The difference of floating-point sums: what is not asked for costs nothing.
  const webSearchUsd = (usage.webSearchRequests ?? 0) > 0 ? Math.max(0, totalUsd - inputUsd - outputUsd) : 0;
  return { inputUsd, outputUsd, webSearchUsd, totalUsd };
}

/** From how many tokens of prompt on another price holds, for any part of it; as few as none. Of a model the list does not know there are none either. */
export function promptBorders(model: string, atMs: number): readonly number[] {
  const price = calculated({ input_tokens: 1 }, model, atMs)?.model_price ?? {};
  return Object.values(price).flatMap((each) => (typeof each === 'object' && each !== null && 'tiers' in each ? each.tiers.map(({ start }) => start) : []));
}

/** How many tokens a model takes by the price list, those of its answer among them; null for one that the list does not know. */
export function listedWindow(model: string, atMs: number): number | null {
  return calculated({ input_tokens: 1 }, model, atMs)?.model.context_window ?? null;
}

function calculated(usage: Readonly<Record<string, number>>, wireName: string, atMs: number): PriceCalculation | null {
  const { providerId, model } = namedModel(wireName);
  const timestamp = new Date(atMs);
  const price = calcPrice(usage, model, { providerId, timestamp });
  if (price === null || isOtherVersion(model, price.model.id)) return null;
  const { cache_write_mtok: write5m, cache_write_1h_mtok: write1h } = price.model_price;
  // For want of a price of an hour the list takes that of five minutes, which is too low. Without either it takes none at all.
  const isTooLow = (usage['cache_write_1h_tokens'] ?? 0) > 0 && write5m !== undefined && write1h === undefined;
  return isTooLow ? null : price;
}
