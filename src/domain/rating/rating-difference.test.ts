import { expect, test } from 'vitest';
import { Random } from '../../../test-support/fuzz/random.ts';
import { sumsOfRatings } from './average-rating.ts';
import { ratingDifference } from './rating-difference.ts';

const sums = (stars: readonly number[]) => sumsOfRatings(stars.map((one) => ({ stars: one, tokens: null })));

test('nothing can be told where nothing was rated without it, or with it', () => {
  expect(ratingDifference(sums([1, 2]), sums([]))).toBeNull();
  expect(ratingDifference(sums([]), sums([5]))).toBeNull();
});

test('a difference is in stars, and few ratings leave it open', () => {
  const few = ratingDifference(sums([2]), sums([5]));
  expect(few?.stars).toBe(-3);
  expect(few?.interval.high).toBeGreaterThan(0);
  const many = ratingDifference(sums(Array.from({ length: 30 }, () => 2)), sums(Array.from({ length: 30 }, () => 5)));
  expect(many?.interval.high).toBeLessThan(-1);
  expect(many?.interval.low).toBeGreaterThanOrEqual(-4);
});

test.each([[4, 4], [5, 30], [25, 25]])('of a thousand pairs of samples, of %i and %i ratings, the interval holds the true difference in 95 % and more', (number, other) => {
  const random = new Random(number * 100 + other);
  const draw = (count: number, least: number) => sums(Array.from({ length: count }, () => Math.min(5, least + random.below(6 - least))));
  let held = 0;
  for (let pair = 0; pair < 1000; pair += 1) {
    // Averages of 3 and of 4.
    const { low, high } = ratingDifference(draw(number, 1), draw(other, 3))?.interval ?? { low: 9, high: 9 };
    if (low <= -1 && -1 <= high) held += 1;
  }
  expect(held).toBeGreaterThanOrEqual(940);
});
