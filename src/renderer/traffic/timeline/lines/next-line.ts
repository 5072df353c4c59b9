import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { isAside, isTrouble, rowMood } from '../../../format/row-facts.ts';
import type { Line } from './fold-rows.ts';
import { isFold, rowOfLine } from './line.ts';
import { isNoise } from './noise.ts';

/** The next line below `at` (or above, for -1) that shows something that went wrong, or that it went wrong at first; null where there is none. */
export function nextError(lines: readonly Line[], at: number, by: 1 | -1): number | null {
  for (let place = at === -1 && by === -1 ? lines.length - 1 : at + by; place >= 0 && place < lines.length; place += by) {
    const line = lines[place];
    if (line !== undefined && isErrorLine(line)) return place;
  }
  return null;
}

/**
 * The row of the next turn (or of the one before, for -1) of the thread that a row is in, from all rows, newest first: the nearest one of it. A row that
 * is in no turn leads to the nearest that is.
 */
export function nextTurn(rows: readonly ExchangeRow[], from: ExchangeRow | null, by: 1 | -1): ExchangeRow | null {
  const at = from === null ? (by === 1 ? rows.length : -1) : rows.findIndex(({ id }) => id === from.id);
  // Newer ones stand before.
  for (let place = at - by; place >= 0 && place < rows.length; place -= by) {
    const row = rows[place];
    if (row === undefined || row.turnKey === null || isNoise(row)) continue;
    if (from === null || from.turnKey === null) return row;
    if (row.threadKey === from.threadKey && row.sessionId === from.sessionId && row.turnKey !== from.turnKey) return row;
  }
  return null;
}

function isErrorLine(line: Line): boolean {
  if (isFold(line) && line.kind === 'attempts') return true;
  const row = rowOfLine(line);
  const mood = rowMood(row);
  return isTrouble(mood) && !(mood === 'refused' && isAside(row));
}
