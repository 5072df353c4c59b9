import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import type { FoldLine, Line } from './fold-rows.ts';

export function isFold(line: Line): line is FoldLine {
  return 'kind' in line && line.kind !== 'under';
}

/** The row a line shows, or that stands for those it shows. */
export function rowOfLine(line: Line): ExchangeRow {
  if (!('kind' in line)) return line;
  return line.kind === 'under' ? line.row : line.head;
}

/** What a line is told by: a row's id; folded noise has a key of its own, as its rows are lines too when it is open. */
export function lineId(line: Line): string {
  return isFold(line) && line.kind === 'noise' ? line.key : rowOfLine(line).id;
}

/** The rows a line stands for: what is folded in it too. */
export function rowsOfLine(line: Line): readonly ExchangeRow[] {
  if (!isFold(line)) return [rowOfLine(line)];
  if (line.isOpen) return line.kind === 'noise' ? [] : [line.head];
  return line.kind === 'noise' ? line.rows : [line.head, ...line.rows];
}

/** Whether two lines are drawn alike. */
export function isSameLine(a: Line, b: Line): boolean {
  if (a === b) return true;
  if (!('kind' in a) || !('kind' in b) || a.kind !== b.kind) return false;
  if (a.kind === 'under' || b.kind === 'under') return a.kind === 'under' && b.kind === 'under' && a.row === b.row && a.fold === b.fold;
  return a.key === b.key && a.isOpen === b.isOpen && a.head === b.head && a.rows.length === b.rows.length && a.rows.every((row, index) => row === b.rows[index]);
}
