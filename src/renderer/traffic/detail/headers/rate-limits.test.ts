import { expect, test } from 'vitest';
import { rateLimits } from './rate-limits.ts';

test('limits are read out with what is left of them and when they begin anew', () => {
  expect(
    rateLimits([
      ['anthropic-ratelimit-input-tokens-limit', '400000'],
      ['Anthropic-RateLimit-Input-Tokens-Remaining', '100000'],
      ['anthropic-ratelimit-input-tokens-reset', '2026-03-02T08:51:00Z'],
      ['request-id', 'req_1'],
    ]),
  ).toEqual([{ name: 'input-tokens', limit: 400_000, remaining: 100_000, remainingShare: 0.25, resetAtMs: Date.UTC(2026, 2, 2, 8, 51), status: null }]);
});

test('a share that is used is told as what is left, and seconds are a time', () => {
  expect(
    rateLimits([
      ['anthropic-ratelimit-unified-5h-status', 'allowed'],
      ['anthropic-ratelimit-unified-5h-utilization', '0.75'],
      ['anthropic-ratelimit-unified-5h-reset', '1772441460'],
    ]),
  ).toEqual([{ name: 'unified-5h', limit: null, remaining: null, remainingShare: 0.25, resetAtMs: 1_772_441_460_000, status: 'allowed' }]);
});

test('what cannot be read is unknown', () => {
  expect(rateLimits([['anthropic-ratelimit-requests-remaining', 'many'], ['anthropic-ratelimit-requests-reset', 'soon']])).toEqual([
    { name: 'requests', limit: null, remaining: null, remainingShare: null, resetAtMs: null, status: null },
  ]);
});
