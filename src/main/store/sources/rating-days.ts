import type { SourceDay, SourceRange } from '../../../contract/source-view.ts';
import { averageRating, type AverageRating, type RatedUse } from '../../../domain/rating/average-rating.ts';
import { localDay } from '../costs/local-time.ts';
import type { Store } from '../open-store.ts';
import { rangeOf } from './source-uses.ts';

interface DatedUse extends RatedUse {
  readonly at_us: number;
}

/** What these sources were rated by local day: the day on which the first of the rated requests began. */
export function ratingsByDay(store: Store, numbers: readonly number[], range: SourceRange): ReadonlyMap<string, AverageRating> {
  const { fromUs, untilUs } = rangeOf(range);
  const uses = store
    .prepare<[string, unknown, unknown], DatedUse>(`
      SELECT at_us, stars, sum(held.tokens) AS tokens FROM rated CROSS JOIN rated_source AS held ON held.key = rated.key
      WHERE source_number IN (SELECT value FROM json_each(?)) AND at_us >= ? AND at_us < ? GROUP BY rated.key ORDER BY at_us`)
    .all(JSON.stringify(numbers), fromUs, untilUs);
  const days = new Map<string, DatedUse[]>();
  for (const use of uses) {
    const day = localDay(use.at_us);
    const ofDay = days.get(day);
    if (ofDay === undefined) days.set(day, [use]);
    else ofDay.push(use);
  }
  return new Map([...days].map(([day, ofDay]) => [day, averageRating(ofDay)]));
}

/** Days of uses with what was rated in them, and those on which nothing but a rating is known: the first request of a rated turn need not hold the source. */
export function withRatings(days: readonly Omit<SourceDay, keyof AverageRating>[], ratings: ReadonlyMap<string, AverageRating>): readonly SourceDay[] {
  const none = averageRating([]);
  const seen = new Set(days.map(({ day }) => day));
  const others = [...ratings].filter(([day]) => !seen.has(day)).map(([day, rating]) => ({ ...withoutUse, day, ...rating }));
  return [...days.map((day) => ({ ...day, ...(ratings.get(day.day) ?? none) })), ...others].toSorted((one, other) => (one.day < other.day ? -1 : 1));
}

const withoutUse = { requests: 0, tokens: 0, costMicroUsd: null, definitions: null, answered: 0, calls: null };
