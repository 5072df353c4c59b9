import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageRating } from './average-rating.ts';

const use = fc.record({ stars: fc.integer({ min: 1, max: 5 }), tokens: fc.option(fc.nat(1_000_000)) });

describe('the average rating of a source', () => {
  it('is none without a rating', () => {
    expect(averageRating([])).toEqual({ ratings: 0, averageStars: null });
  });

  it('counts a rating by the tokens that the source had in the rated request', () => {
    expect(averageRating([{ stars: 1, tokens: 300 }, { stars: 5, tokens: 100 }])).toEqual({ ratings: 2, averageStars: 2 });
  });

  it('counts a use of unknown tokens, without weight beside known ones, and like all others where none are known', () => {
    expect(averageRating([{ stars: 1, tokens: null }, { stars: 5, tokens: 100 }])).toEqual({ ratings: 2, averageStars: 5 });
    expect(averageRating([{ stars: 1, tokens: null }, { stars: 4, tokens: 0 }])).toEqual({ ratings: 2, averageStars: 2.5 });
  });

  it('lies between the lowest and the highest, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(use, { minLength: 1 }), (uses) => {
        const { averageStars } = averageRating(uses);
        const stars = uses.map((one) => one.stars);
        expect(averageStars).toBeGreaterThanOrEqual(Math.min(...stars) - 1e-9);
        expect(averageStars).toBeLessThanOrEqual(Math.max(...stars) + 1e-9);
        expect(averageRating(uses.toReversed()).averageStars).toBeCloseTo(averageStars ?? Number.NaN, 9);
      }),
    );
  });
});
