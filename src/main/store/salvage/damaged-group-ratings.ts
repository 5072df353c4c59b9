import { z } from 'zod';
import type { Store } from '../open-store.ts';
import { groupRater } from '../ratings/group-ratings.ts';
import type { ColumnValues, DamagedStore } from './damaged-store.ts';

const ratingRecord = z.object({
  session_key: z.string(),
  turn_key: z.string().nullable(),
  stars: z.number().int().min(1).max(5),
  comment: z.string().nullable(),
  rated_at_us: z.number().int(),
});

/** Ratings given by hand: a database that says it has more of them has them from the damage. */
const highestNumber = 100_000;

/**
 * Saves what a damaged database has of ratings of turns and sessions, with the first exchange of each that is saved: the row as it was there, and its number
 * here. What was rated anew meanwhile stays.
 */
export function damagedGroupRatings(store: Store, damaged: DamagedStore): (row: ColumnValues, exchangeNumber: number) => void {
  const found = damaged.readRows('group_rating', 'number', 0, highestNumber).flatMap((row) => ratingRecord.safeParse(row).data ?? []);
  if (found.length === 0) return () => {};
  const raters = groupRater(store);
  const isRated = store.prepare<[string, string], number>("SELECT 1 FROM group_rating WHERE session_key = ? AND coalesce(turn_key, '') = ?").pluck();
  const sessionOf = store.prepare<[number], string>('SELECT session_key FROM exchange WHERE number = ?').pluck();
  return ({ session_key: damagedKey, turn_key: turnOfRow }, exchangeNumber) => {
    for (const { session_key: sessionOfRating, turn_key: turnKey, stars, comment, rated_at_us: ratedAtUs } of found) {
      if (sessionOfRating !== damagedKey || (turnKey !== null && turnKey !== turnOfRow)) continue;
      // An import has another number here, and its sessions other keys.
      const sessionKey = sessionOf.get(exchangeNumber);
      if (sessionKey === undefined || isRated.get(sessionKey, turnKey ?? '') !== undefined) continue;
      raters.rate({ sessionKey, turnKey }, { stars, comment, ratedAtUs });
    }
  };
}
