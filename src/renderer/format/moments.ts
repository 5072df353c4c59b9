const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const minute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** The local time of day of a moment in microseconds: `14:02:11.480`. */
export function formatClock(atUs: number): string {
  const fraction = Math.floor((atUs % 1_000_000) / 1000);
  return `${clock.format(atUs / 1000)}.${String(fraction).padStart(3, '0')}`;
}

/** For a list that spans days: the time of day to the millisecond on the day of `nowMs`, else `20 Nov 09:35`. */
export function formatListed(atUs: number, nowMs: number): string {
  const at = new Date(atUs / 1000);
  return isSameDay(at, nowMs) ? formatClock(atUs) : `${day.format(at)} ${minute.format(at)}`;
}

/** The local time of day to the microsecond: `14:02:11.480318`. */
export function formatExactClock(atUs: number): string {
  return `${clock.format(atUs / 1000)}.${String(atUs % 1_000_000).padStart(6, '0')}`;
}

/** `14:02` on the day of `nowMs`, else `3 Nov`. */
export function formatRecent(atUs: number, nowMs: number): string {
  const at = new Date(atUs / 1000);
  return isSameDay(at, nowMs) ? minute.format(at) : day.format(at);
}

/** The day: `3 Nov`. */
export function formatDay(atUs: number): string {
  return day.format(atUs / 1000);
}

/** The day and the time, for titles: `3 Nov, 14:02:11.480`. */
export function formatDayAndClock(atUs: number): string {
  return `${day.format(atUs / 1000)}, ${formatClock(atUs)}`;
}

function isSameDay(at: Date, nowMs: number): boolean {
  return at.toDateString() === new Date(nowMs).toDateString();
}
