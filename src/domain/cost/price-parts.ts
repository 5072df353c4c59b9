import { apportion } from '../tokens/apportion.ts';
import type { CachePart } from './cache-parts.ts';
import type { Usage } from '../anthropic/usage.ts';
import { microUsd, priceOf } from './price.ts';
import { tokenRates } from './token-rates.ts';

/** What an exchange cost in whole micro-dollars, part by part: all of it sums to `totalMicroUsd`. */
export interface PricedParts {
  /** For each of the parts given, in their order. */
  readonly partsMicroUsd: readonly number[];
  readonly outputMicroUsd: number;
  readonly webSearchMicroUsd: number;
  /** The price of the usage, as `priceMicroUsd` rounds it. */
  readonly totalMicroUsd: number;
}

/**
 * The price of each part of a prompt at the rate of its state. Fractions of a micro-dollar go to the largest remainders, so
 * that nothing is lost. `parts` are those of `cacheParts` for the same usage. Null where the price is unknown.
 */
export function priceParts(parts: readonly CachePart[], usage: Usage, model: string, atMs: number): PricedParts | null {
  const price = priceOf(usage, model, atMs);
  const totalMicroUsd = microUsd(price?.totalUsd ?? null);
  if (price === null || totalMicroUsd === null) return null;
  // Without a prompt there are no rates, and no parts to have any.
  const rates = tokenRates(usage, model, atMs);
  const weights = parts.map(({ state, tokens }) => tokens * (rates[state] ?? 0));
  const shares = apportion([...weights, price.outputUsd, price.webSearchUsd], totalMicroUsd);
  return {
    partsMicroUsd: shares.slice(0, parts.length),
    outputMicroUsd: shares[parts.length] ?? 0,
    webSearchMicroUsd: shares[parts.length + 1] ?? 0,
    totalMicroUsd,
  };
}

/** A part of a response, told by a key of the caller's. */
export interface OutputPart {
  readonly key: string;
  readonly tokens: number;
}

/**
 * Shares out what a response cost over its parts, in proportion to their tokens, so that they sum to it exactly. `microUsd` is
 * null for all of them where no part has tokens to bear a price.
 */
export function priceOutputParts(
  parts: readonly OutputPart[],
  outputMicroUsd: number,
): readonly (OutputPart & { readonly costMicroUsd: number | null })[] {
  const weights = parts.map(({ tokens }) => tokens);
  const canBear = outputMicroUsd === 0 || weights.some((tokens) => tokens > 0);
  const shares = apportion(weights, outputMicroUsd);
  return parts.map((part, index) => ({ ...part, costMicroUsd: canBear ? (shares[index] ?? 0) : null }));
}
