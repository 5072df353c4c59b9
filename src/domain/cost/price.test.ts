import { findProvider } from '@pydantic/genai-prices';
import { describe, expect, test } from 'vitest';
import type { Usage } from '../anthropic/usage.ts';
import { priceMicroUsd, priceOf, priceUsd } from './price.ts';

const atMs = Date.UTC(2026, 5, 1);
const usage: Usage = { inputTokens: 1000, cacheReadTokens: 2000, cacheWrite5mTokens: 300, cacheWrite1hTokens: 400, outputTokens: 50 };

/** A price of the library's own list, in dollars for a million tokens; of a tiered one the first. */
function listed(model: string, key: string): number {
  const prices = findProvider({ providerId: 'anthropic' })?.models.find(({ id }) => id === model)?.prices;
  const price = prices !== undefined && !Array.isArray(prices) ? prices[key] : undefined;
  if (price === undefined) throw new Error(`the price list has no ${key} of ${model}`);
  return typeof price === 'number' ? price : price.base;
}

describe('priceUsd', () => {
  test.each(['claude-sonnet-4-5', 'claude-opus-5-5', 'claude-haiku-4-5'])('%s: each part at its listed price', (model) => {
    const expected =
      1000 * listed(model, 'input_mtok') +
      2000 * listed(model, 'cache_read_mtok') +
      300 * listed(model, 'cache_write_mtok') +
      400 * listed(model, 'cache_write_1h_mtok') +
      50 * listed(model, 'output_mtok');
    expect(priceUsd(usage, model, atMs)).toBeCloseTo(expected / 1e6, 12);
  });

  test('is the sum reckoned by hand for a model at 3, 0.30, 3.75, 6 and 15 dollars', () => {
    expect(priceUsd(usage, 'claude-3-7-sonnet-20250219', atMs)).toBeCloseTo(0.003 + 0.0006 + 0.001125 + 0.0024 + 0.00075, 12);
  });

  test('charges the higher tier when the whole prompt, cached part included, is above its border', () => {
    const long: Usage = { inputTokens: 1, cacheReadTokens: 200_000, cacheWrite5mTokens: 0, cacheWrite1hTokens: 0, outputTokens: 0 };
    expect(priceUsd(long, 'claude-sonnet-4-5', atMs)).toBeCloseTo((6 + 200_000 * 0.6) / 1e6, 12);
  });

  test('counts absent cache figures as none', () => {
    const plain: Usage = { inputTokens: 1000, cacheReadTokens: null, cacheWrite5mTokens: null, cacheWrite1hTokens: null, outputTokens: 10 };
    expect(priceUsd(plain, 'claude-haiku-4-5-20251001', atMs)).toBeCloseTo(0.00105, 12);
  });

  test.each(['gpt-5', 'claude-of-tomorrow', '', 'constructor'])('does not know what %j costs', (model) => {
    expect(priceUsd(usage, model, atMs)).toBeNull();
  });

  test('does not guess what was not stated', () => {
    expect(priceUsd({ ...usage, inputTokens: null }, 'claude-haiku-4-5', atMs)).toBeNull();
    expect(priceUsd({ ...usage, outputTokens: null }, 'claude-haiku-4-5', atMs)).toBeNull();
  });

  test.each([
    ['claude-opus-4-1-20250805', 'claude-opus-4-1'],
    ['claude-3-5-haiku-20241022', 'claude-3-5-haiku-latest'],
    ['claude-sonnet-4-20250514', 'claude-sonnet-4-0'],
    ['claude-sonnet-4-5[1m]', 'claude-sonnet-4-5'],
    ['claude-opus-5-5[1m]', 'claude-opus-5-5'],
    ['claude-sonnet-4-5@20250929', 'claude-sonnet-4-5'],
    ['us.anthropic.claude-opus-4-1-20250805-v1:0', 'claude-opus-4-1'],
    ['arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-opus-4-1-20250805-v1:0', 'claude-opus-4-1'],
  ])('knows %s as %s', (wireName, model) => {
    const of5m = { ...usage, cacheWrite1hTokens: 0 };
    expect(priceUsd(of5m, wireName, atMs)).toBeCloseTo(priceUsd(of5m, model, atMs) ?? NaN, 12);
  });

  test('does not take the price of five minutes for that of an hour where the list has only the one', () => {
    expect(priceUsd(usage, 'us.anthropic.claude-opus-4-1-20250805-v1:0', atMs)).toBeNull();
  });

  test.each(['claude-sonnet-5-5', 'claude-sonnet-5-1-20261001', 'claude-haiku-4-5-1'])('does not take %s for the version before it', (model) => {
    expect(priceUsd(usage, model, atMs)).toBeNull();
  });

  test('charges searches of the web by the request, apart from input and output', () => {
    const model = 'claude-opus-5-5';
    const price = priceOf({ ...usage, webSearchRequests: 3 }, model, atMs);
    expect(price?.webSearchUsd).toBeCloseTo((3 * listed(model, 'web_searches_kcount')) / 1000, 12);
    expect(price?.totalUsd).toBeCloseTo((priceUsd(usage, model, atMs) ?? NaN) + (price?.webSearchUsd ?? NaN), 12);
  });

  test('says nothing of figures that no API states', () => {
    const endless = { ...usage, inputTokens: Number.MAX_SAFE_INTEGER };
    expect(priceUsd(endless, 'claude-opus-5-5', atMs)).toBeNull();
  });
});

describe('priceMicroUsd', () => {
  test('rounds to whole millionths of a dollar', () => {
    expect(priceMicroUsd(usage, 'claude-3-7-sonnet-20250219', atMs)).toBe(7875);
    expect(priceMicroUsd(usage, 'claude-of-tomorrow', atMs)).toBeNull();
  });

  test('does not believe a response of more than a million dollars', () => {
    expect(priceMicroUsd({ ...usage, outputTokens: 1e15 }, 'claude-opus-5-5', atMs)).toBeNull();
  });
});
