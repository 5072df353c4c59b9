/** Microseconds since the epoch as ISO 8601 with six decimals. */
export function isoTime(atUs: number): string {
  const millisecond = new Date(Math.floor(atUs / 1000)).toISOString();
  return `${millisecond.slice(0, -1)}${String(atUs % 1000).padStart(3, '0')}Z`;
}

/**
 * The microseconds since the epoch of an ISO 8601 date or date and time, or null for anything else; `Date.parse` alone takes
 * "5" for a time in 2001, and drops what is below a millisecond. A space before the offset is taken for the "+" it was in the
 * address.
 */
export function readIsoTime(text: string): number | null {
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+ -]\d\d:\d\d)?)?$/i.exec(text);
  if (match === null) return null;
  const [, date = '', minute, second = '00', fraction = '', offset = ''] = match;
  const atMs = Date.parse(minute === undefined ? date : `${date}T${minute}:${second}${offset.replace(' ', '+').toUpperCase()}`);
  return Number.isNaN(atMs) ? null : atMs * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6));
}

export const isoOrNull = (atUs: number | null): string | null => (atUs === null ? null : isoTime(atUs));
