import fc from 'fast-check';
import { expect, test } from 'vitest';
import { niceTicks } from './nice-ticks.ts';

test.each([
  [7, [0, 2, 4, 6, 8]],
  [10, [0, 5, 10]],
  [1, [0, 1]],
  [1_840_000, [0, 500_000, 1_000_000, 1_500_000, 2_000_000]],
  [90, [0, 25, 50, 75, 100]],
  [0, [0]],
  [Number.NaN, [0]],
])('the ticks up to %d are %j', (most, ticks) => {
  expect(niceTicks(most)).toEqual(ticks);
});

test('shares may have ticks between whole numbers', () => {
  expect(niceTicks(0.9, 4, false)).toEqual([0, 0.25, 0.5, 0.75, 1]);
});

test('the last tick is at the top or above, and there are few', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e15 }), (most) => {
      const ticks = niceTicks(most);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-9));
      expect(ticks.length).toBeLessThanOrEqual(5);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }),
  );
});
