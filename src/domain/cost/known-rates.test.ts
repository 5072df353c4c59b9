import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KnownRates } from './known-rates.ts';
import { tokenRates } from './token-rates.ts';

const atMs = Date.UTC(2026, 5, 1);

test('rates that are known are those of the price list, whatever the length of the prompt', () => {
  const known = new KnownRates();
  const models = ['claude-sonnet-4-5', 'claude-haiku-4-5', 'claude-opus-5-5', 'claude-of-tomorrow-99'];
  const tokens = fc.oneof(fc.nat(500_000), fc.constantFrom(0, 199_999, 200_000, 200_001));
  fc.assert(
    fc.property(fc.constantFrom(...models), tokens, fc.nat(3), (model, cacheReadTokens, hours) => {
      const usage = { inputTokens: 0, cacheReadTokens, cacheWrite5mTokens: 0, cacheWrite1hTokens: null, outputTokens: 1 };
      const [mine, listed] = [known.of(usage, model, atMs + hours * 3_600_000), tokenRates(usage, model, atMs + hours * 3_600_000)];
      for (const state of ['read', 'written-1h', 'written-5m', 'plain'] as const) {
        expect(mine[state] === null).toBe(listed[state] === null);
        expect(mine[state] ?? 0).toBeCloseTo(listed[state] ?? 0, 15);
      }
    }),
  );
});
