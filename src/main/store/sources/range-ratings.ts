import type { SourceRange } from '../../../contract/source-view.ts';
import { ratingOfSums, type RatingSums } from '../../../domain/rating/average-rating.ts';
import { ratingDifference, type RatingDifference } from '../../../domain/rating/rating-difference.ts';
import type { Store } from '../open-store.ts';
import type { SourceRating } from './rating-sums.ts';
import type { SourceRecord } from './source-sums.ts';
import { rangeOf } from './source-uses.ts';

/** All ratings of a range, and what those of each source (by its number) and owner have in sum. */
export interface RangeRatings {
  readonly all: RatingSums;
  readonly bySource: ReadonlyMap<number, SharedSums>;
  readonly byOwner: ReadonlyMap<string, SharedSums>;
}

/** Sums in the making; `shares`: how much of each rated prompt it was, of as many as that is known of. */
interface SharedSums extends RatingSums {
  ratings: number;
  stars: number;
  weight: number;
  weightedStars: number;
  squaredWeight: number;
  shares: number;
  shared: number;
}

type RatedRow = readonly [stars: number, promptTokens: number | null, held: string | null];

/** The uses of an owner in the making: all its sources in what was rated are one. */
interface OwnerUse {
  readonly sums: SharedSums;
  /** Which rating is being added, and what its sources had in it so far. */
  rating: RatedRow | null;
  tokens: number | null;
}

/**
 * Adds up what each rating is one of, for sources and owners at once. What a rating is one of comes as one text: a row for each takes
 * twice as long to come over from the database.
 */
export function ratingsOf(store: Store, sources: ReadonlyMap<number, SourceRecord>, range: SourceRange): RangeRatings {
  const { fromUs, untilUs } = rangeOf(range);
  const bySource = new Map<number, SharedSums>();
  const owners = new Map<string, OwnerUse>();
  const rows = store
    .prepare<[unknown, unknown], RatedRow>(`
      SELECT stars, prompt_tokens, (SELECT group_concat(source_number || ' ' || coalesce(tokens, ''), ' ') FROM rated_source WHERE rated_source.key = rated.key)
      FROM rated WHERE at_us >= ? AND at_us < ?`)
    .raw();
  for (const rating of rows.all(fromUs, untilUs)) {
    const words = rating[2]?.split(' ') ?? [];
    for (let at = 0; at + 1 < words.length; at += 2) {
      const [number, word = ''] = [Number(words[at]), words[at + 1]];
      const tokens = word === '' ? null : Number(word);
      addTo(sumsIn(bySource, number), rating, tokens);
      const key = sources.get(number)?.owner ?? null;
      if (key === null) continue;
      let owner = owners.get(key);
      if (owner === undefined) owners.set(key, (owner = { sums: noSums(), rating: null, tokens: null }));
      if (owner.rating !== rating) {
        endUse(owner);
        owner.rating = rating;
      }
      owner.tokens = sumOfKnown(owner.tokens, tokens);
    }
  }
  const byOwner = new Map<string, SharedSums>();
  for (const [key, owner] of owners) {
    endUse(owner);
    byOwner.set(key, owner.sums);
  }
  return { all: allRatings(store, range), bySource, byOwner };
}

/** Those of a range, each counted once. */
export function allRatings(store: Store, range: SourceRange): RatingSums {
  const { fromUs, untilUs } = rangeOf(range);
  const all = store
    .prepare<[unknown, unknown], { readonly ratings: number; readonly stars: number | null }>('SELECT count(*) AS ratings, sum(stars) AS stars FROM rated WHERE at_us >= ? AND at_us < ?')
    .get(fromUs, untilUs);
  return plainSums(all?.ratings ?? 0, all?.stars ?? 0);
}

/** What they come to for a source or an owner, and how they differ from those without it: there each counts once, since what is compared is what was rated, and not its part in it. */
export function ratingWithin(sums: SharedSums | undefined, all: RatingSums): SourceRating & { readonly difference: RatingDifference | null } {
  const { ratings, stars, shares, shared } = sums ?? noSums();
  return {
    ...ratingOfSums(sums ?? plainSums(0, 0)),
    ratedShare: shared === 0 ? null : shares / shared,
    difference: ratingDifference(plainSums(ratings, stars), plainSums(all.ratings - ratings, all.stars - stars)),
  };
}

export function plainSums(ratings: number, stars: number): RatingSums {
  return { ratings, stars, weight: 0, weightedStars: 0, squaredWeight: 0 };
}

function noSums(): SharedSums {
  return { ...plainSums(0, 0), shares: 0, shared: 0 };
}

function sumsIn(sums: Map<number, SharedSums>, number: number): SharedSums {
  const known = sums.get(number);
  if (known !== undefined) return known;
  const made = noSums();
  sums.set(number, made);
  return made;
}

function endUse(owner: OwnerUse): void {
  if (owner.rating !== null) addTo(owner.sums, owner.rating, owner.tokens);
  owner.tokens = null;
}

function addTo(sum: SharedSums, [stars, promptTokens]: RatedRow, tokens: number | null): void {
  const weight = tokens ?? 0;
  sum.ratings += 1;
  sum.stars += stars;
  sum.weight += weight;
  sum.weightedStars += stars * weight;
  sum.squaredWeight += weight * weight;
  if (tokens === null || promptTokens === null || promptTokens === 0) return;
  sum.shares += Math.min(1, tokens / promptTokens);
  sum.shared += 1;
}

function sumOfKnown(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : one + other;
}
