import type { Store } from '../open-store.ts';
import type { RatingQuery, StoredRating, StoreReads } from '../reads.ts';

interface RatingRecord {
  readonly id: string;
  readonly stars: number;
  readonly comment: string | null;
  readonly rated_at_us: number;
}

/** Ratings of exchanges, the latest first. */
export function ratingReads(store: Store): Pick<StoreReads, 'readRating' | 'listRatings'> {
  const columns = 'exchange.id, stars, comment, rated_at_us';
  const rated = 'rating JOIN exchange ON exchange.number = exchange_number';
  const readOne = store.prepare<[string], RatingRecord>(`SELECT ${columns} FROM ${rated} WHERE exchange.id = ?`);
  const countAll = store.prepare<[RatingValues], number>('SELECT count(*) FROM rating WHERE rated_at_us >= @fromUs AND rated_at_us < @untilUs').pluck();
  // Behind the rating of `before`, of those rated at the same time too. A rating that is gone has no place, and nothing is behind it.
  const list = store.prepare<[RatingValues], RatingRecord>(`
    SELECT ${columns} FROM ${rated} WHERE rated_at_us >= @fromUs AND rated_at_us < @untilUs AND (@before IS NULL OR (rated_at_us, exchange_number) <
      (SELECT place.rated_at_us, place.exchange_number FROM rating AS place JOIN exchange AS of ON of.number = place.exchange_number WHERE of.id = @before))
    ORDER BY rated_at_us DESC, exchange_number DESC LIMIT @limit OFFSET @offset`);
  return {
    readRating: (id) => {
      const record = readOne.get(id);
      return record === undefined ? null : ratingOf(record);
    },
    listRatings: ({ fromUs, untilUs, before, offset, limit }) => {
      const values = {
        fromUs: fromUs ?? Number.MIN_SAFE_INTEGER,
        untilUs: untilUs ?? Number.MAX_SAFE_INTEGER,
        before: before ?? null,
        offset: offset ?? 0,
        limit,
      };
      return { ratings: list.all(values).map(ratingOf), total: countAll.get(values) ?? 0 };
    },
  };
}

type RatingValues = Readonly<Record<keyof RatingQuery, string | number | null>>;

function ratingOf({ id, stars, comment, rated_at_us: ratedAtUs }: RatingRecord): StoredRating {
  return { id, stars, comment, ratedAtUs };
}
