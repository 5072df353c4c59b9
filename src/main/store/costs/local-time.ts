/** Every zone is a whole number of quarters of an hour from UTC: within one of them it is one local day and one local hour. */
export const quarterUs = 900_000_000;

/** The local day of a time, as `2026-10-31`. */
export function localDay(atUs: number): string {
  const at = new Date(atUs / 1000);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The local hour of a time, as `2026-10-31T14+01:00`: of two that have one name when summer time ends, each is by itself. */
export function localHour(atUs: number): string {
  const at = new Date(atUs / 1000);
  const minutes = -at.getTimezoneOffset();
  const away = Math.abs(minutes);
  return `${localDay(atUs)}T${two(at.getHours())}${minutes < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`;
}

/** When the local day after that of this time begins, in microseconds. */
export function nextLocalDay(atUs: number): number {
  const at = new Date(atUs / 1000);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1).getTime() * 1000;
}

/** A stretch of time within one local day. */
export type LocalSpan = readonly [day: string, fromUs: number, untilUs: number];

/** A stretch of time, cut at the beginnings of local days. */
export function localSpans(fromUs: number, untilUs: number): readonly LocalSpan[] {
  const parts: LocalSpan[] = [];
  for (let start = fromUs; start < untilUs; ) {
    const end = Math.min(untilUs, nextLocalDay(start));
    parts.push([localDay(start), start, end]);
    start = end;
  }
  return parts;
}

/** When the local hour after that of this time begins, in microseconds; where clocks are moved, the one that is called otherwise. */
export function nextLocalHour(atUs: number): number {
  const hour = localHour(atUs);
  let next = Math.floor(atUs / quarterUs) * quarterUs + quarterUs;
  while (localHour(next) === hour) next += quarterUs;
  return next;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
