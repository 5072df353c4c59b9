import type { SourceGroup } from '../attribution/source.ts';
import type { AverageRating } from './average-rating.ts';
import type { RatingDifference } from './rating-difference.ts';

/** An owner of sources with its figures in some days. */
export interface RatedOwner extends AverageRating {
  readonly key: string;
  readonly group: SourceGroup;
  readonly name: string | null;
  /** How much of the rated prompts it was, on average, from 0 to 1. */
  readonly ratedShare: number | null;
  /** With it less without it. */
  readonly difference: RatingDifference | null;
  readonly requests: number;
  readonly tokens: number | null;
  readonly costMicroUsd: number | null;
  readonly calls: number | null;
}

/**
 * What the ratings allow to say of one, with 95 % certainty: to use it `first`, or `last`; `open` where they are too few or too mixed, and `in-all` where nothing was rated
 * without it, so that it cannot be told from the rest.
 */
export type Advice = 'first' | 'last' | 'open' | 'in-all';

export interface Preference extends RatedOwner {
  readonly name: string;
  readonly advice: Advice;
  readonly averageStars: number;
  readonly interval: { readonly low: number; readonly high: number };
}

/** What a user can choose to have, or not to have, in prompts. */
const chosenGroups: readonly SourceGroup[] = ['mcp', 'skills', 'memory', 'tools'];

/**
 * What was rated of what a user can choose, the best first: by the lower end of its interval, but for what is to be used last, which stands at the end, with the
 * lowest upper end as the last. What was rated once is neither the best nor the worst.
 */
export function preferenceList(owners: readonly RatedOwner[]): readonly Preference[] {
  const rated = owners.flatMap(({ name, averageStars, interval, ...owner }): readonly Preference[] => {
    if (name === null || averageStars === null || interval === null || !chosenGroups.includes(owner.group)) return [];
    return [{ ...owner, name, averageStars, interval, advice: adviceOf(owner.difference) }];
  });
  return rated.toSorted((one, other) => places[one.advice] - places[other.advice] || scoreOf(other) - scoreOf(one) || (one.key < other.key ? -1 : 1));
}

const places: Readonly<Record<Advice, number>> = { first: 0, open: 1, 'in-all': 1, last: 2 };

function scoreOf({ advice, interval }: Preference): number {
  return advice === 'last' ? interval.high : interval.low;
}

/**
 * By what was rated with it beside what was rated without it, and not by its average: everything has a good one where all goes well, and a bad one
 * where nothing does.
 */
function adviceOf(difference: RatingDifference | null): Advice {
  if (difference === null) return 'in-all';
  if (difference.interval.high < 0) return 'last';
  return difference.interval.low > 0 ? 'first' : 'open';
}
