import type { Rated, RatingView } from '../../../contract/rating-view.ts';
import type { Store } from '../open-store.ts';
import type { RatingQuery, StoreReads } from '../reads.ts';

export interface RatingRecord {
  readonly id: string | null;
  readonly session_key: string | null;
  readonly turn_key: string | null;
  readonly stars: number;
  readonly comment: string | null;
  readonly rated_at_us: number;
}

interface PlacedRecord extends RatingRecord {
  readonly is_group: number;
  readonly number: number;
}

/** Ratings of exchanges, turns and sessions, the latest first. */
export function ratingReads(store: Store): Pick<StoreReads, 'readRating' | 'listRatings'> {
  const ofExchange = `
    SELECT exchange.id, NULL AS session_key, NULL AS turn_key, rating.stars, rating.comment, rating.rated_at_us, 0 AS is_group, exchange_number AS number
    FROM rating JOIN exchange ON exchange.number = exchange_number`;
  const ofGroup = 'SELECT NULL AS id, session_key, turn_key, stars, comment, rated_at_us, 1 AS is_group, number FROM group_rating';
  const readOne = store.prepare<[string], RatingRecord>(`${ofExchange} WHERE exchange.id = ?`);
  const readGroup = store.prepare<[string, string], RatingRecord>(`${ofGroup} WHERE session_key = ? AND coalesce(turn_key, '') = ?`);
  const inTime = 'rated_at_us >= @fromUs AND rated_at_us < @untilUs';
  const isWanted = { exchange: `${inTime} AND @requests`, group: `${inTime} AND iif(turn_key IS NULL, @sessions, @turns)` };
  const countAll = store
    .prepare<[RatingValues], number>(`SELECT (SELECT count(*) FROM rating WHERE ${isWanted.exchange}) + (SELECT count(*) FROM group_rating WHERE ${isWanted.group})`)
    .pluck();
  const list = store.prepare<[RatingValues], PlacedRecord>(`
    SELECT * FROM (
      ${ofExchange} WHERE ${isWanted.exchange} AND ${isBehind('exchange_number', 0)}
      UNION ALL ${ofGroup} WHERE ${isWanted.group} AND ${isBehind('number', 1)}
    ) ORDER BY rated_at_us DESC, is_group DESC, number DESC LIMIT @limit OFFSET @offset`);
  return {
    readRating: (rated) => {
      const record = rated.of === 'request' ? readOne.get(rated.id) : readGroup.get(rated.sessionId, rated.of === 'turn' ? rated.turnKey : '');
      return record === undefined ? null : ratingOf(record);
    },
    listRatings: ({ scopes, fromUs, untilUs, before, offset, limit }) => {
      const isAsked = (scope: Rated['of']): number => (scopes === undefined || scopes.includes(scope) ? 1 : 0);
      const values = {
        fromUs: fromUs ?? Number.MIN_SAFE_INTEGER,
        untilUs: untilUs ?? Number.MAX_SAFE_INTEGER,
        requests: isAsked('request'),
        turns: isAsked('turn'),
        sessions: isAsked('session'),
        ...placeOf(before),
        offset: offset ?? 0,
        limit,
      };
      const found = list.all({ ...values, limit: limit + 1 });
      const records = found.slice(0, limit);
      const last = records.at(-1);
      return { ratings: records.map(ratingOf), total: countAll.get(values) ?? 0, next: last === undefined || found.length === records.length ? null : nextOf(last) };
    },
  };
}

/** What a page ends with says where the next begins, also when that rating is withdrawn meanwhile. */
export const ratingPlace = /^(\d{1,16})-([01])-(\d{1,16})$/;

/** SQL: behind the place of another, of those rated at the same time too. */
const isBehind = (number: string, isGroup: 0 | 1): string => `(@atUs IS NULL OR (rated_at_us, ${isGroup}, ${number}) < (@atUs, @isGroup, @number))`;

type RatingValues = Readonly<Record<string, string | number | null>>;

function placeOf(before: RatingQuery['before']): Readonly<Record<'atUs' | 'isGroup' | 'number', number | null>> {
  const place = before === undefined ? null : ratingPlace.exec(before);
  if (place === null) return { atUs: null, isGroup: null, number: null };
  return { atUs: Number(place[1]), isGroup: Number(place[2]), number: Number(place[3]) };
}

function nextOf({ rated_at_us: ratedAtUs, is_group: isGroup, number }: PlacedRecord): string {
  return `${ratedAtUs}-${isGroup}-${number}`;
}

/** A rating by its columns. What is rated: an exchange by its id, or the key of a session, and of a turn in it. */
export function ratingOf({ stars, comment, rated_at_us: ratedAtUs, ...columns }: RatingRecord): RatingView {
  return { rated: ratedOf(columns), stars, comment, ratedAtUs };
}

function ratedOf({ id, session_key: sessionKey, turn_key: turnKey }: Pick<RatingRecord, 'id' | 'session_key' | 'turn_key'>): Rated {
  if (id !== null) return { of: 'request', id };
  const sessionId = sessionKey ?? '';
  return turnKey === null ? { of: 'session', sessionId } : { of: 'turn', sessionId, turnKey };
}
