import { ratingOfSums, type AverageRating, type RatingSums } from '../../../domain/rating/average-rating.ts';
import { standardErrorsOf95 } from '../../../domain/rating/score-interval.ts';
import { startOfDay } from '../costs/cost-sums.ts';
import type { UsesPer } from './source-uses.ts';

/** What the ratings of a group have in sum, as the SQL here names it. */
export interface RatingRecord {
  readonly ratings: number;
  readonly stars: number;
  readonly weight: number;
  readonly weighted_stars: number;
  readonly squared_weight: number;
  readonly rated_share: number | null;
}

/** The columns of `rating_sums` that make a `RatingRecord`, where it may have no row. */
export const ratingColumns = ['ratings', 'stars', 'weight', 'weighted_stars', 'squared_weight'].map((column) => `coalesce(${column}, 0) AS ${column}`).join(', ') + ', rated_share';

/**
 * SQL of the ratings of each `day` (of UTC, on which the first of the rated requests began; null where all of the range is one) and `number` of a source. Each
 * counts by the tokens of the source in all requests that it is in force for; `rated_share` is how much of these prompts the source was, on average.
 * Takes `@fromUs` and `@untilUs`.
 */
export function ratingSumsSql(per: UsesPer): string {
  const weight = 'coalesce(held.tokens, 0)';
  return `
    SELECT ${per === 'day' ? `at_us / ${startOfDay(1)}` : 'NULL'} AS day, source_number AS number, count(*) AS ratings, sum(stars) AS stars, sum(${weight}) AS weight,
      sum(stars * ${weight}) AS weighted_stars, sum(1.0 * ${weight} * ${weight}) AS squared_weight, avg(min(1.0, 1.0 * held.tokens / nullif(prompt_tokens, 0))) AS rated_share
    FROM rated CROSS JOIN rated_source AS held ON held.key = rated.key
    WHERE at_us >= @fromUs AND at_us < @untilUs GROUP BY 2, 1`;
}

export function sumsOfRecord(record: RatingRecord | undefined): RatingSums {
  const { ratings, stars, weight, weighted_stars: weightedStars, squared_weight: squaredWeight } = record ?? noRatings;
  return { ratings, stars, weight, weightedStars, squaredWeight };
}

export interface SourceRating extends AverageRating {
  /** How much of the rated prompts it was, on average, from 0 to 1; null where that is not known. */
  readonly ratedShare: number | null;
}

export function ratingOfRecord(record: RatingRecord | undefined): SourceRating {
  return { ...ratingOfSums(sumsOfRecord(record)), ratedShare: record?.rated_share ?? null };
}

const noRatings: RatingRecord = { ratings: 0, stars: 0, weight: 0, weighted_stars: 0, squared_weight: 0, rated_share: null };

const number = 'iif(weight > 0, min(1.0 * ratings, 1.0 * weight * weight / squared_weight), 1.0 * ratings)';
const share = '((iif(weight > 0, 1.0 * weighted_stars / weight, 1.0 * stars / ratings) - 1) / 4)';
const squared = `${standardErrorsOf95 ** 2}`;

/** SQL of an end of the interval as a share of the way from 1 star to 5, to be ordered by; null without a rating. `averageRating` says the same. */
export function scoreSql(end: 'low' | 'high'): string {
  const reach = `sqrt(${squared} * max(0.0, ${squared} + 4 * ${number} * ${share} * (1 - ${share})))`;
  return `((2 * ${number} * ${share} + ${squared} ${end === 'low' ? '-' : '+'} ${reach}) / (2 * (${number} + ${squared})))`;
}
