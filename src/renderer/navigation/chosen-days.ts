export const rangeChoices = [
  { value: 'today', name: 'Today', days: 1 },
  { value: '7-days', name: '7 days', days: 7 },
  { value: '14-days', name: '14 days', days: 14 },
  { value: '30-days', name: '30 days', days: 30 },
  { value: '90-days', name: '90 days', days: 90 },
  { value: 'all', name: 'All', days: null },
] as const;

export type RangeName = (typeof rangeChoices)[number]['value'];

/** Which days Sources, Costs and Insights are about: a number of them up to today, all, or from one to another, both of them included. */
export type ChosenRange = { readonly name: RangeName } | { readonly from: string; readonly until: string };

/** When a range begins and ends, in microseconds; an end that is left out is none. */
export interface DayBounds {
  readonly fromUs?: number;
  readonly untilUs?: number;
}

const fromUntil = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/;

/** The range that the word of a place says, as `7-days` or `2026-10-01..2026-10-31`; what a screen begins with where it says none. */
export function rangeOf(word: string | null, first: RangeName): ChosenRange {
  const named = rangeChoices.find(({ value }) => value === word);
  if (named !== undefined) return { name: named.value };
  const [, from = '', until = ''] = fromUntil.exec(word ?? '') ?? [];
  if (Number.isNaN(dayStartMs(from)) || Number.isNaN(dayStartMs(until))) return { name: first };
  return from <= until ? { from, until } : { from: until, until: from };
}

/** The word of a range for a place. */
export function rangeWord(range: ChosenRange): string {
  return 'from' in range ? `${range.from}..${range.until}` : range.name;
}

/** The bounds of a range, at beginnings of local days. `todayMs` is when today began. All has none. */
export function boundsOf(range: ChosenRange, todayMs: number): DayBounds {
  if ('from' in range) return { fromUs: dayStartMs(range.from) * 1000, untilUs: nextDayMs(dayStartMs(range.until)) * 1000 };
  const days = daysOf(range.name);
  return days === null ? {} : { fromUs: daysBefore(todayMs, days - 1) * 1000 };
}

/** As many days before a range as it has itself; null for all. */
export function rangeBefore(range: ChosenRange, todayMs: number): Required<DayBounds> | null {
  const { fromUs } = boundsOf(range, todayMs);
  const days = 'from' in range ? daysBetween(range.from, range.until) : daysOf(range.name);
  return fromUs === undefined || days === null ? null : { fromUs: daysBefore(fromUs / 1000, days) * 1000, untilUs: fromUs };
}

/** What the days before a range are called: `the 7 days before`. */
export function beforeWords(range: ChosenRange): string {
  const days = 'from' in range ? daysBetween(range.from, range.until) : (daysOf(range.name) ?? 0);
  if ('name' in range && range.name === 'today') return 'yesterday';
  return days === 1 ? 'the day before' : `the ${days} days before`;
}

/** Whether it is one day, which is looked at by hours. */
export function isOneDay(range: ChosenRange): boolean {
  return 'from' in range ? range.from === range.until : range.name === 'today';
}

/** Local days of a range that is drawn, both ends included, as `2026-10-31`; no more than `most`, the latest. */
export function daysFrom(first: string, last: string, most: number): readonly string[] {
  const days: string[] = [];
  for (let at = dayStartMs(last); !Number.isNaN(at) && at >= dayStartMs(first) && days.length < most; at = daysBefore(at, 1)) days.push(dayKey(at));
  return days.toReversed();
}

/** The hours of a local day, by the names that the store gives them: 23 or 25 of them twice a year. */
export function hoursOf(day: string): readonly { readonly key: string; readonly atMs: number }[] {
  const hours: { readonly key: string; readonly atMs: number }[] = [];
  const start = dayStartMs(day);
  for (let atMs = start; atMs < nextDayMs(start); atMs += 3_600_000) hours.push({ key: hourKey(atMs), atMs });
  return hours;
}

/** The local day of a moment, as `2026-10-31`. */
export function dayKey(atMs: number): string {
  const at = new Date(atMs);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** When a local day begins; NaN for what is none. */
export function dayStartMs(day: string): number {
  const [year = NaN, month = NaN, date = NaN] = day.split('-').map(Number);
  const at = new Date(year, month - 1, date);
  return at.getMonth() === month - 1 && at.getDate() === date ? at.getTime() : NaN;
}

/** When the local day after the one that begins there begins. */
export function nextDayMs(dayMs: number): number {
  return daysBefore(dayMs, -1);
}

// Not so many hours: a day has 23 or 25 of them twice a year.
function daysBefore(dayMs: number, days: number): number {
  const at = new Date(dayMs);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() - days).getTime();
}

function daysBetween(from: string, until: string): number {
  return Math.round((dayStartMs(until) - dayStartMs(from)) / 86_400_000) + 1;
}

function daysOf(name: RangeName): number | null {
  return rangeChoices.find(({ value }) => value === name)?.days ?? null;
}

function hourKey(atMs: number): string {
  const at = new Date(atMs);
  const minutes = -at.getTimezoneOffset();
  const away = Math.abs(minutes);
  return `${dayKey(atMs)}T${two(at.getHours())}${minutes < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
