import { shareOfSums, type RatingSums } from './average-rating.ts';
import { differenceInterval, type Interval } from './score-interval.ts';

/** In stars: above 0 where the first is rated better. */
export interface RatingDifference {
  readonly stars: number;
  /** Where it lies with 95 % certainty. With 0 in it, the ratings do not tell the two apart. */
  readonly interval: Interval;
}

/** How far two lots of ratings are from one another; null where one of them has none, since that says nothing. */
export function ratingDifference(first: RatingSums, second: RatingSums): RatingDifference | null {
  const [one, other] = [shareOfSums(first), shareOfSums(second)];
  if (one === null || other === null) return null;
  const { low, high } = differenceInterval(one, other);
  return { stars: 4 * (one.share - other.share), interval: { low: 4 * low, high: 4 * high } };
}
