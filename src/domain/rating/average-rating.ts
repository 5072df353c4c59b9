import { scoreInterval, type CountedShare, type Interval } from './score-interval.ts';

/** A rating, as seen by one of the sources of what was rated. `tokens` is what the source had in it; null is unknown. */
export interface RatedUse {
  readonly stars: number;
  readonly tokens: number | null;
}

/** What ratings have in sum, each with its weight: all that is needed to say what they come to. */
export interface RatingSums {
  readonly ratings: number;
  readonly stars: number;
  readonly weight: number;
  readonly weightedStars: number;
  readonly squaredWeight: number;
}

export interface AverageRating {
  /** How many ratings there are. */
  readonly ratings: number;
  /** From 1 to 5; null without a rating. */
  readonly averageStars: number | null;
  /** Where the average lies with 95 % certainty, for all that these ratings can say; null without one. */
  readonly interval: Interval | null;
}

/**
 * What a source is rated: a rating is one of all that the rated prompts were made of, and counts for each source by the tokens that it
 * had there, so that a server which filled half of a bad prompt is blamed more than one that had a line in it. Where no
 * tokens are known of any use, all uses count alike.
 */
export function averageRating(uses: readonly RatedUse[]): AverageRating {
  return ratingOfSums(sumsOfRatings(uses));
}

export function sumsOfRatings(uses: readonly RatedUse[]): RatingSums {
  return {
    ratings: uses.length,
    stars: sum(uses.map(({ stars }) => stars)),
    weight: sum(uses.map(({ tokens }) => tokens ?? 0)),
    weightedStars: sum(uses.map(({ stars, tokens }) => stars * (tokens ?? 0))),
    squaredWeight: sum(uses.map(({ tokens }) => (tokens ?? 0) ** 2)),
  };
}

/** The same of what the store added up. */
export function ratingOfSums(sums: RatingSums): AverageRating {
  const share = shareOfSums(sums);
  if (share === null) return { ratings: 0, averageStars: null, interval: null };
  const { low, high } = scoreInterval(share);
  return { ratings: sums.ratings, averageStars: starsOf(share.share), interval: { low: starsOf(low), high: starsOf(high) } };
}

/**
 * The average as a share of the way from 1 star to 5, and how many ratings of one weight would say as much (Kish's effective number): 100 ratings
 * of which one has nearly all the weight say little more than one. Null without a rating.
 */
export function shareOfSums({ ratings, stars, weight, weightedStars, squaredWeight }: RatingSums): CountedShare | null {
  if (ratings === 0) return null;
  const isWeighted = weight > 0 && squaredWeight > 0;
  const average = isWeighted ? weightedStars / weight : stars / ratings;
  const number = isWeighted ? Math.min(ratings, (weight * weight) / squaredWeight) : ratings;
  return { share: Math.min(1, Math.max(0, (average - 1) / 4)), number };
}

function starsOf(share: number): number {
  return 1 + 4 * share;
}

function sum(figures: readonly number[]): number {
  return figures.reduce((all, figure) => all + figure, 0);
}
