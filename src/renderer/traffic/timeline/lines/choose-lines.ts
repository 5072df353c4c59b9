import type { Line } from './fold-rows.ts';
import { lineId, rowsOfLine } from './line.ts';

/** The rows of the lines from one to another, both of them too, in whichever order; with what was chosen before. */
export function chosenBetween(lines: readonly Line[], one: string, other: string, before: ReadonlySet<string>): ReadonlySet<string> {
  const ends = [placeOfLine(lines, one), placeOfLine(lines, other)];
  const [from, until] = [Math.min(...ends), Math.max(...ends)];
  if (from === -1) return before;
  return new Set([...before, ...lines.slice(from, until + 1).flatMap((line) => rowsOfLine(line).map(({ id }) => id))]);
}

/** With the rows of a line chosen, or left out where all of them are. */
export function chosenTurned(line: Line, before: ReadonlySet<string>): ReadonlySet<string> {
  const ids = rowsOfLine(line).map(({ id }) => id);
  const chosen = new Set(before);
  const areAll = ids.every((id) => before.has(id));
  for (const id of ids) {
    if (areAll) chosen.delete(id);
    else chosen.add(id);
  }
  return chosen;
}

/** Where a line stands; -1 for one that is not there. */
export function placeOfLine(lines: readonly Line[], id: string | null): number {
  return id === null ? -1 : lines.findIndex((line) => lineId(line) === id);
}
