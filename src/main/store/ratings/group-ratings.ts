import type { Store } from '../open-store.ts';
import { joinRatings, leaveRatings } from './rated-sql.ts';

/** What is rated, by its columns: an exchange by its number, or the key of a session, and of a turn in it. */
export type RatedGroup = { readonly sessionKey: string; readonly turnKey: string | null };

export interface RatingValues {
  readonly stars: number;
  /** Undefined: the one that there is stays. */
  readonly comment: string | null | undefined;
  readonly ratedAtUs: number;
}

/** Rates turns and sessions, with all that follows from it. Within a transaction. */
export interface GroupRater {
  /** False where there is no such turn or session. */
  rate(group: RatedGroup, rating: RatingValues): boolean;
  withdraw(group: RatedGroup): boolean;
}

/** SQL: the turn or the session of a row of `exchange` is rated. */
export const isOfRatedGroup = `(EXISTS (SELECT 1 FROM group_rating) AND EXISTS
  (SELECT 1 FROM group_rating WHERE group_rating.session_key = exchange.session_key AND (group_rating.turn_key IS NULL OR group_rating.turn_key = exchange.turn_key)))`;

export function groupRater(store: Store): GroupRater {
  const of = "session_key = @sessionKey AND coalesce(turn_key, '') = coalesce(@turnKey, '')";
  const find = store.prepare<[RatedGroup], number>(`SELECT number FROM group_rating WHERE ${of}`).pluck();
  const isThere = store.prepare<[RatedGroup], number>('SELECT 1 FROM exchange WHERE session_key = @sessionKey AND (@turnKey IS NULL OR turn_key = @turnKey) LIMIT 1').pluck();
  const add = store.prepare('INSERT INTO group_rating (session_key, turn_key, stars, comment, rated_at_us) VALUES (@sessionKey, @turnKey, @stars, @comment, @ratedAtUs)');
  const change = store.prepare(`
    UPDATE group_rating SET stars = @stars, comment = iif(@keepsComment, comment, @comment), rated_at_us = @ratedAtUs WHERE number = @number`);
  const changeStars = store.prepare<[number, string]>('UPDATE rated SET stars = ? WHERE key = ?');
  const drop = store.prepare<[number]>('DELETE FROM group_rating WHERE number = ?');
  const withAll = groupChanger(store);
  return {
    rate: (group, { stars, comment, ratedAtUs }) => {
      const number = find.get(group);
      if (number !== undefined) {
        change.run({ number, stars, comment: comment ?? null, keepsComment: comment === undefined ? 1 : 0, ratedAtUs });
        changeStars.run(stars, `g:${number}`);
        return true;
      }
      if (isThere.get(group) === undefined) return false;
      withAll(group, () => void add.run({ ...group, stars, comment: comment ?? null, ratedAtUs }));
      return true;
    },
    withdraw: (group) => {
      const number = find.get(group);
      if (number !== undefined) withAll(group, () => void drop.run(number));
      return number !== undefined || isThere.get(group) !== undefined;
    },
  };
}

/** Changes what is said of a turn or a session, with all of its requests out of the figures meanwhile. */
function groupChanger(store: Store): (group: RatedGroup, act: () => void) => void {
  const listNumbers = store
    .prepare<[RatedGroup], number>('SELECT number FROM exchange WHERE session_key = @sessionKey AND (@turnKey IS NULL OR turn_key = @turnKey) AND is_prompt = 1')
    .pluck();
  const prepared = (sql: readonly string[]) => sql.map((statement) => store.prepare<[{ readonly numbers: string }]>(statement));
  const which = 'IN (SELECT value FROM json_each(@numbers))';
  const leaving = prepared(leaveRatings(which));
  const joining = prepared(joinRatings(which));
  return (group, act) => {
    const numbers = JSON.stringify(listNumbers.all(group));
    for (const statement of leaving) statement.run({ numbers });
    act();
    for (const statement of joining) statement.run({ numbers });
  };
}

/**
 * Has what was said of a turn go along where its requests are given another key, by a newer rule or by a neighbour that came later: with the last of them,
 * to where that one is. Called before the place of an exchange changes; what it returns, afterwards, in the same transaction. Where none of its session is rated, this is one look-up.
 */
export function turnRatingMover(store: Store): (exchangeNumber: number) => () => void {
  const find = store.prepare<[number], { readonly number: number; readonly sessionKey: string }>(`
    SELECT group_rating.number, exchange.session_key AS sessionKey
    FROM exchange CROSS JOIN group_rating ON group_rating.session_key = exchange.session_key AND group_rating.turn_key = exchange.turn_key WHERE exchange.number = ?`);
  // Not to where there is no turn, nor where another is rated.
  const findTurn = store
    .prepare<[number, number], string>(`
      SELECT exchange.turn_key FROM exchange JOIN group_rating ON group_rating.number = ? AND group_rating.session_key = exchange.session_key
      WHERE exchange.number = ? AND exchange.turn_key <> '' AND NOT EXISTS (SELECT 1 FROM exchange AS rest WHERE rest.session_key = group_rating.session_key AND rest.turn_key = group_rating.turn_key)
        AND NOT EXISTS (SELECT 1 FROM group_rating AS other WHERE other.session_key = exchange.session_key AND other.turn_key = exchange.turn_key)`)
    .pluck();
  const move = store.prepare<[string, number]>('UPDATE group_rating SET turn_key = ? WHERE number = ?');
  const withAll = groupChanger(store);
  return (exchangeNumber) => {
    const rated = find.get(exchangeNumber);
    return () => {
      const turnKey = rated === undefined ? undefined : findTurn.get(rated.number, exchangeNumber);
      if (rated !== undefined && turnKey !== undefined) withAll({ sessionKey: rated.sessionKey, turnKey }, () => void move.run(turnKey, rated.number));
    };
  };
}
