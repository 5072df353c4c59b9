import type { SourceRange } from '../../contract/source-view.ts';

export const rangeChoices = [
  { value: 'today', name: 'Today', days: 1 },
  { value: '7-days', name: '7 days', days: 7 },
  { value: '30-days', name: '30 days', days: 30 },
  { value: '90-days', name: '90 days', days: 90 },
  { value: 'all', name: 'All', days: null },
] as const;

export type RangeName = (typeof rangeChoices)[number]['value'];

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
