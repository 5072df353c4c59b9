import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../test-support/fuzz/random.ts';
import { averageRating, shareOfSums, sumsOfRatings, type RatedUse } from './average-rating.ts';

const use = fc.record({ stars: fc.integer({ min: 1, max: 5 }), tokens: fc.option(fc.nat(1_000_000)) });
const times = (number: number, one: RatedUse) => Array.from({ length: number }, () => one);

describe('the average rating of a source', () => {
  it('is none without a rating', () => {
    expect(averageRating([])).toEqual({ ratings: 0, averageStars: null, interval: null });
  });

  it('counts a rating by the tokens that the source had in the rated request', () => {
    expect(averageRating([{ stars: 1, tokens: 300 }, { stars: 5, tokens: 100 }])).toMatchObject({ ratings: 2, averageStars: 2 });
  });

  it('counts a use of unknown tokens, without weight beside known ones, and like all others where none are known', () => {
    expect(averageRating([{ stars: 1, tokens: null }, { stars: 5, tokens: 100 }])).toMatchObject({ ratings: 2, averageStars: 5 });
    expect(averageRating([{ stars: 1, tokens: null }, { stars: 4, tokens: 0 }])).toMatchObject({ ratings: 2, averageStars: 2.5 });
  });

  it('lies between the lowest and the highest, and in its interval, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(use, { minLength: 1 }), (uses) => {
        const { averageStars, interval } = averageRating(uses);
        const stars = uses.map((one) => one.stars);
        expect(averageStars).toBeGreaterThanOrEqual(Math.min(...stars) - 1e-9);
        expect(averageStars).toBeLessThanOrEqual(Math.max(...stars) + 1e-9);
        expect(averageRating(uses.toReversed()).averageStars).toBeCloseTo(averageStars ?? Number.NaN, 9);
        expect(interval?.low).toBeGreaterThanOrEqual(1);
        expect(interval?.high).toBeLessThanOrEqual(5);
        expect(interval?.low).toBeLessThanOrEqual((averageStars ?? 0) + 1e-9);
        expect(interval?.high).toBeGreaterThanOrEqual((averageStars ?? 9) - 1e-9);
      }),
    );
  });
});

describe('its interval', () => {
  it('is so wide for one rating that a source rated once is neither the best nor the worst', () => {
    const [once, often] = [averageRating([{ stars: 5, tokens: 10 }]), averageRating(times(20, { stars: 4, tokens: 10 }))];
    expect(once.interval?.low).toBeLessThan(often.interval?.low ?? 0);
    expect(averageRating([{ stars: 1, tokens: 10 }]).interval?.high).toBeGreaterThan(averageRating(times(20, { stars: 2, tokens: 10 })).interval?.high ?? 9);
  });

  it('has a width where all ratings are alike', () => {
    const { interval } = averageRating(times(3, { stars: 5, tokens: 10 }));
    expect(interval?.low).toBeCloseTo(2.754, 3);
    expect(interval?.high).toBe(5);
  });

  it('is that of one rating where one has nearly all the weight, and that of all where they count alike', () => {
    const [ofOne, ofAll] = [[{ stars: 5, tokens: 1_000_000 }, ...times(99, { stars: 5, tokens: 1 })], times(100, { stars: 5, tokens: 7 })].map((uses) => shareOfSums(sumsOfRatings(uses))?.number);
    expect(ofOne).toBeCloseTo(1, 2);
    expect(ofAll).toBeCloseTo(100, 9);
  });

  it('is never of more ratings than there are', () => {
    fc.assert(
      fc.property(fc.array(use, { minLength: 1 }), (uses) => {
        const number = shareOfSums(sumsOfRatings(uses))?.number ?? 0;
        expect(number).toBeLessThanOrEqual(uses.length);
        expect(number).toBeGreaterThanOrEqual(1 - 1e-9);
      }),
    );
  });
});

// How often of 100 ratings each number of stars is given.
const tastes = {
  even: [20, 20, 20, 20, 20],
  content: [5, 5, 15, 35, 40],
  delighted: [1, 2, 7, 25, 65],
  torn: [40, 8, 4, 8, 40],
  harsh: [55, 25, 12, 5, 3],
} as const;
const weights = {
  alike: () => 1000,
  spread: (random: Random) => 100 + random.below(10_000),
  // From a line of a prompt to half of it.
  skewed: (random: Random) => Math.round(50 * 10 ** (random.below(3000) / 1000)),
} as const;

describe('of a thousand samples of ratings, the interval holds the true average', () => {
  const cases = Object.entries(tastes).flatMap(([taste, shares]) => Object.entries(weights).flatMap(([weight, tokensOf]) => [3, 10, 40].map((number) => ({ taste, shares, weight, tokensOf, number }))));

  it.each(cases)('in 95 % and more: $taste, $weight, $number ratings', ({ shares, tokensOf, number }) => {
    const random = new Random(20_261_128 + number);
    const truth = shares.reduce((sum, share, index) => sum + (share * (index + 1)) / 100, 0);
    let held = 0;
    for (let sample = 0; sample < 1000; sample += 1) {
      const uses = Array.from({ length: number }, () => ({ stars: starsAt(shares, random.below(100)), tokens: tokensOf(random) }));
      const { interval } = averageRating(uses);
      if (interval !== null && interval.low <= truth && truth <= interval.high) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(950);
  });
});

function starsAt(shares: readonly number[], at: number): number {
  let below = 0;
  return shares.findIndex((share) => (below += share) > at) + 1;
}
