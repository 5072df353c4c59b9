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

interface HeldSource {
  readonly sums: SharedSums;
  readonly owner: OwnerUse | null;
}

/**
 * Adds up what each rating is one of, for sources and owners at once. What a rating is one of comes as one text: a row for each takes
 * three times as long to come over from the database.
 */
export function ratingsOf(store: Store, sources: ReadonlyMap<number, SourceRecord>, range: SourceRange): RangeRatings {
  const { fromUs, untilUs } = rangeOf(range);
  const held = new Map<number, HeldSource>();
  const owners = new Map<string, OwnerUse>();
  const rows = store
    .prepare<[unknown, unknown], RatedRow>(`
      SELECT stars, prompt_tokens, (SELECT '[' || group_concat(source_number || ',' || coalesce(tokens, 'null')) || ']' FROM rated_source WHERE rated_source.key = rated.key)
      FROM rated WHERE at_us >= ? AND at_us < ?`)
    .raw();
  for (const rating of rows.all(fromUs, untilUs)) {
    // Numbers of sources, each with its tokens behind it.
    const uses: readonly (number | null)[] = rating[2] === null ? [] : JSON.parse(rating[2]);
    for (let at = 0; at + 1 < uses.length; at += 2) {
      const [number, tokens] = [uses[at] ?? 0, uses[at + 1] ?? null];
      const source = held.get(number) ?? firstHeld(held, owners, number, sources.get(number)?.owner ?? null);
      addTo(source.sums, rating, tokens);
      const { owner } = source;
      if (owner === null) continue;
      if (owner.rating !== rating) {
        endUse(owner);
        owner.rating = rating;
      }
      owner.tokens = sumOfKnown(owner.tokens, tokens);
    }
  }
  for (const owner of owners.values()) endUse(owner);
  return {
    all: allRatings(store, range),
    bySource: new Map([...held].map(([number, { sums }]) => [number, sums])),
    byOwner: new Map([...owners].map(([key, { sums }]) => [key, sums])),
  };
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

function firstHeld(held: Map<number, HeldSource>, owners: Map<string, OwnerUse>, number: number, ownerKey: string | null): HeldSource {
  let owner = ownerKey === null ? null : (owners.get(ownerKey) ?? null);
  if (owner === null && ownerKey !== null) owners.set(ownerKey, (owner = { sums: noSums(), rating: null, tokens: null }));
  const made = { sums: noSums(), owner };
  held.set(number, made);
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
