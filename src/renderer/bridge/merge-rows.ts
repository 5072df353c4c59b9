import type { ExchangeRow } from '../../contract/exchange-view.ts';
import { sessionKeyOf } from '../../contract/session-key.ts';

/** The session a row is listed under: the one it named, or the one of its host for those that named none. */
export function sessionOfRow(row: ExchangeRow): string {
  return sessionKeyOf(row);
}

interface MergedRows {
  readonly rows: readonly ExchangeRow[];
  /** How many rows there are now that were not there before, less those that left. */
  readonly grown: number;
}

/**
 * Rows, newest first, with `incoming` put in their places and those of the ids that are `leaving` gone. Announcements can come out of order, so that a
 * row never goes back: not from finished to open, and not from analysed to not analysed.
 */
export function mergeRows(current: readonly ExchangeRow[], incoming: readonly ExchangeRow[], leaving: ReadonlySet<string>): MergedRows {
  const rows = leaving.size === 0 ? [...current] : current.filter(({ id }) => !leaving.has(id));
  for (const row of incoming) {
    const at = placeOf(rows, row);
    const existing = rows[at];
    if (existing?.id === row.id) rows[at] = laterOf(existing, row);
    else rows.splice(at, 0, row);
  }
  return { rows, grown: rows.length - current.length };
}

/**
 * Rows, newest first, with a page of the store in the place of what stood between its ends: after `newerThan`, or from the newest on for null, to its own
 * last row, or to the oldest where it is the last page. Rows in between that it does not have are gone from the store.
 */
export function withPage(current: readonly ExchangeRow[], page: readonly ExchangeRow[], newerThan: ExchangeRow | null, isLast: boolean): readonly ExchangeRow[] {
  const from = newerThan === null ? 0 : placeAfter(current, newerThan);
  const oldest = page.at(-1);
  const until = isLast || oldest === undefined ? current.length : placeAfter(current, oldest);
  if (from >= until) return [...current.slice(0, from), ...page, ...current.slice(from)];
  const known = new Map(current.slice(from, until).map((row) => [row.id, row]));
  const merged = page.map((row) => {
    const existing = known.get(row.id);
    return existing === undefined ? row : laterOf(existing, row);
  });
  return [...current.slice(0, from), ...merged, ...current.slice(until)];
}

/** Below zero when `a` is listed before `b`: newest first, and by id where two began in the same microsecond. */
export function compareNewestFirst(a: ExchangeRow, b: ExchangeRow): number {
  const byTime = b.timing.requestStartedAtUs - a.timing.requestStartedAtUs;
  if (byTime !== 0) return byTime;
  return a.id === b.id ? 0 : a.id < b.id ? 1 : -1;
}

function placeOf(rows: readonly ExchangeRow[], row: ExchangeRow): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = rows[middle];
    if (other !== undefined && compareNewestFirst(other, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function placeAfter(rows: readonly ExchangeRow[], row: ExchangeRow): number {
  const at = placeOf(rows, row);
  return rows[at]?.id === row.id ? at + 1 : at;
}

function laterOf(existing: ExchangeRow, incoming: ExchangeRow): ExchangeRow {
  const reopened = incoming.state === 'open' && existing.state !== 'open';
  const unanalysed = incoming.groupTokens === null && existing.groupTokens !== null;
  return reopened || unanalysed ? existing : incoming;
}
