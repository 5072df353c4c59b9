import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CachePart } from './cache-parts.ts';
import { cacheStates } from './cache-state.ts';
import type { Usage } from '../anthropic/usage.ts';
import { priceMicroUsd } from './price.ts';
import { priceOutputParts, priceParts } from './price-parts.ts';

const atMs = Date.UTC(2026, 5, 1);
const models = ['claude-sonnet-4-5', 'claude-opus-5-5', 'claude-3-5-haiku-20241022', 'claude-2'];
const sum = (figures: readonly number[]): number => figures.reduce((all, figure) => all + figure, 0);

/** Parts with their usage. */
function usageOf(parts: readonly CachePart[], outputTokens: number, webSearchRequests = 0): Usage {
  const [read = 0, written1h = 0, written5m = 0, plain = 0] = cacheStates.map((state) =>
    sum(parts.filter((part) => part.state === state).map(({ tokens }) => tokens)),
  );
  return { inputTokens: plain, cacheReadTokens: read, cacheWrite5mTokens: written5m, cacheWrite1hTokens: written1h, outputTokens, webSearchRequests };
}

describe('priceParts', () => {
  test('prices each part at the rate of its state', () => {
    const parts = cacheStates.map((state, segment) => ({ segment, state, tokens: 1_000_000 / 10 }));
    // Of a model at 4, 0.20, 5, 8 and 20 dollars a million.
    expect(priceParts(parts, usageOf(parts, 1000, 1), 'claude-opus-5-5', atMs)).toEqual({
      partsMicroUsd: [20_000, 800_000, 500_000, 400_000],
      outputMicroUsd: 20_000,
      webSearchMicroUsd: 10_000,
      totalMicroUsd: 1_750_000,
    });
  });

  test('prices every part higher where the prompt as a whole is long', () => {
    const parts: readonly CachePart[] = [
      { segment: 0, state: 'read', tokens: 200_000 },
      { segment: 1, state: 'plain', tokens: 1000 },
    ];
    expect(priceParts(parts, usageOf(parts, 0), 'claude-sonnet-4-5', atMs)?.partsMicroUsd).toEqual([120_000, 6000]);
  });

  test('has no price for a model that is not listed', () => {
    expect(priceParts([], usageOf([], 10), 'claude-of-tomorrow', atMs)).toBeNull();
  });

  test('sums to the rounded price of the usage, whatever the parts', () => {
    const part = fc.record({ segment: fc.nat(50), state: fc.constantFrom(...cacheStates), tokens: fc.integer({ min: 1, max: 500_000 }) });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), fc.nat(100_000), fc.nat(9), fc.constantFrom(...models), (parts, output, searches, model) => {
        const usage = usageOf(parts, output, searches);
        const priced = priceParts(parts, usage, model, atMs);
        expect(priced?.totalMicroUsd).toBe(priceMicroUsd(usage, model, atMs));
        const costs = [...(priced?.partsMicroUsd ?? []), priced?.outputMicroUsd ?? -1, priced?.webSearchMicroUsd ?? -1];
        expect(sum(costs)).toBe(priced?.totalMicroUsd);
        expect(costs.every((cost) => Number.isSafeInteger(cost) && cost >= 0)).toBe(true);
      }),
    );
  });
});

describe('priceOutputParts', () => {
  test('shares the price of a response out by tokens, exactly', () => {
    const parts = [
      { key: 'text', tokens: 1 },
      { key: 'thinking', tokens: 2 },
    ];
    expect(priceOutputParts(parts, 100).map(({ costMicroUsd }) => costMicroUsd)).toEqual([33, 67]);
  });

  test('does not make up who bears a price when nothing has tokens', () => {
    expect(priceOutputParts([{ key: 'text', tokens: 0 }], 5)).toEqual([{ key: 'text', tokens: 0, costMicroUsd: null }]);
    expect(priceOutputParts([{ key: 'text', tokens: 0 }], 0)).toEqual([{ key: 'text', tokens: 0, costMicroUsd: 0 }]);
  });
});
