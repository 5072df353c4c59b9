import type { SourceDay } from '../../../contract/source-view.ts';
import { daysFrom } from '../../navigation/chosen-days.ts';

/** More columns than these are no picture; the table has all days. */
const mostDays = 400;

/** The days from the first to the last on which a source was seen, without a gap: on those between it was in no request. At most the last 400. */
export function trendDays(days: readonly SourceDay[]): readonly SourceDay[] {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return [];
  const known = new Map(days.map((day) => [day.day, day]));
  return daysFrom(first.day, last.day, mostDays).map((day) => known.get(day) ?? { ...without, day });
}

const without = { requests: 0, tokens: 0, costMicroUsd: 0, definitions: 0, answered: 0, calls: 0, ratings: 0, averageStars: null, interval: null };
