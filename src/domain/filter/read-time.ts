import type { FilterClock } from './filter.ts';

const unitMs: Readonly<Record<string, number>> = { s: 1e3, m: 60e3, min: 60e3, h: 3600e3, d: 86_400e3, w: 604_800e3 };
/** The year 9999 ends with it: what comes later is written in another way. */
const latestMs = 253_402_300_799_999;
const ago = /^(\d{1,6}(?:\.\d{1,3})?)(s|min|m|h|d|w)$/i;
const moment = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * Milliseconds since the epoch: `2h` ago, a date (its beginning), or a date-time of ISO 8601, both in the machine's time zone where none is
 * said. Null for anything else, also for dates that there are not.
 */
export function readTime(text: string, clock: FilterClock): number | null {
  const [, amount, unit = ''] = ago.exec(text) ?? [];
  if (amount !== undefined) return within(clock.nowMs - Number(amount) * (unitMs[unit.toLowerCase()] ?? 0));
  const match = moment.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((digits) => Number(digits ?? 0));
  const millisecond = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const isReal = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) && hour < 24 && minute < 60 && second < 60;
  if (!isReal || year < 1970) return null;
  const zone = match[8];
  if (zone === undefined) return within(clock.localMs(year, month, day, hour, minute, second, millisecond));
  const offset = offsetMinutes(zone);
  return offset === null ? null : within(Date.UTC(year, month - 1, day, hour, minute, second, millisecond) - offset * 60e3);
}

function within(atMs: number): number {
  return Math.min(latestMs, Math.max(0, Math.round(atMs)));
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function offsetMinutes(zone: string): number | null {
  if (zone.toUpperCase() === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
