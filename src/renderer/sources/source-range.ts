import type { SourceRange } from '../../contract/source-view.ts';
import { rangeChoices, type RangeName } from '../navigation/range-choices.ts';

/** The range that a place names; all where it names none of these. */
export function rangeNamed(word: string | null): RangeName {
  return rangeChoices.find(({ value }) => value === word)?.value ?? 'all';
}

/** The days of a range up to now, whole ones of this machine; `todayMs` is when today began. */
export function boundsOf(name: RangeName, todayMs: number): SourceRange {
  const days = rangeChoices.find(({ value }) => value === name)?.days ?? null;
  if (days === null) return {};
  const from = new Date(todayMs);
  // Not so many hours: a day has 23 or 25 of them twice a year.
  from.setDate(from.getDate() - (days - 1));
  return { fromUs: from.getTime() * 1000 };
}

export function startOfToday(nowMs: number): number {
  return new Date(nowMs).setHours(0, 0, 0, 0);
}
