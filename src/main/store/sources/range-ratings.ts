import type { SourceRange } from '../../../contract/source-view.ts';
import type { RatingSums } from '../../../domain/rating/average-rating.ts';
import { ratingDifference, type RatingDifference } from '../../../domain/rating/rating-difference.ts';
import type { Store } from '../open-store.ts';
import { ratingSumsSql, sumsOfRecord, type RatingRecord } from './rating-sums.ts';
import { rangeOf, type UseValues } from './source-uses.ts';

/** All ratings of a range, and those of each source and owner (`grouped` as in the sums of days). */
export interface RangeRatings {
  readonly all: RatingSums;
  readonly of: ReadonlyMap<string, RatingRecord>;
}

export function ratingsOf(store: Store, range: SourceRange): RangeRatings {
  const values = rangeOf(range);
  const of = new Map<string, RatingRecord>();
  for (const by of ['source', 'owner'] as const) {
    for (const record of store.prepare<[UseValues], RatingRecord & { readonly grouped: string }>(ratingSumsSql(by, 'all')).iterate(values)) of.set(record.grouped, record);
  }
  return { all: allRatings(store, range), of };
}

/** Those of a range, each counted once. */
export function allRatings(store: Store, range: SourceRange): RatingSums {
  const { fromUs, untilUs } = rangeOf(range);
  const all = store
    .prepare<[UseValues], { readonly ratings: number; readonly stars: number | null }>('SELECT count(*) AS ratings, sum(stars) AS stars FROM rated WHERE at_us >= @fromUs AND at_us < @untilUs')
    .get({ fromUs: fromUs ?? null, untilUs: untilUs ?? null });
  return plainSums(all?.ratings ?? 0, all?.stars ?? 0);
}

/** How ratings with a source differ from those without it: each counts once, since what is compared is what was rated, and not the source in it. */
export function differenceOfRecord(record: RatingRecord | undefined, all: RatingSums): RatingDifference | null {
  const { ratings, stars } = sumsOfRecord(record);
  return ratingDifference(plainSums(ratings, stars), plainSums(all.ratings - ratings, all.stars - stars));
}

export function plainSums(ratings: number, stars: number): RatingSums {
  return { ratings, stars, weight: 0, weightedStars: 0, squaredWeight: 0 };
}
