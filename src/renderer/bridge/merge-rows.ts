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
 * Rows, newest first, with `incoming` put in their places. Announcements can come out of order, so that a row never goes
 * back: not from finished to open, and not from analysed to not analysed. Rows for which `belongs` is false leave.
 */
export function mergeRows(
  current: readonly ExchangeRow[],
  incoming: readonly ExchangeRow[],
  belongs: (row: ExchangeRow) => boolean,
): MergedRows {
  const rows = [...current];
  for (const row of incoming) {
    const at = placeOf(rows, row);
    const existing = rows[at];
    const isThere = existing?.id === row.id;
    if (!belongs(row)) {
      if (isThere) rows.splice(at, 1);
    } else if (!isThere) rows.splice(at, 0, row);
    else rows[at] = laterOf(existing, row);
  }
  return { rows, grown: rows.length - current.length };
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

function laterOf(existing: ExchangeRow, incoming: ExchangeRow): ExchangeRow {
  const reopened = incoming.state === 'open' && existing.state !== 'open';
  const unanalysed = incoming.groupTokens === null && existing.groupTokens !== null;
  return reopened || unanalysed ? existing : incoming;
}
