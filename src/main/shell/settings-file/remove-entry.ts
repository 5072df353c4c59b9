import { commaBehind, endOfComments } from './insert-entry.ts';
import type { Place } from './settings-text.ts';
import type { TextEdit } from './text-edits.ts';

interface Entry {
  readonly start: number;
  readonly end: number;
}

/** Whether an object or an array has neither entries nor comments. */
export function isBlank(text: string, object: Place): boolean {
  return (object.properties ?? object.items ?? []).length === 0 && endOfComments(text, object.start + 1) === object.start + 1;
}

/** The edits that close the braces of an object in which nothing is left but white space: it was an empty one before something was written into it, most likely. */
export function closeBlank(text: string, object: Place | null): readonly TextEdit[] {
  if (object === null || !isBlank(text, object)) return [];
  const removed = text.slice(object.start + 1, object.end - 1);
  return removed === '' ? [] : [{ offset: object.start + 1, removed, inserted: '' }];
}

/** The edits that take an entry of an object or an array out, with its comma and the line that it has to itself. */
export function removeEntry(text: string, entries: readonly Entry[], property: Entry): readonly TextEdit[] {
  const index = entries.indexOf(property);
  const previous = entries[index - 1];
  const behind = commaBehind(text, property.end);
  const before = behind === null && previous !== undefined ? commaBehind(text, previous.end) : null;
  const isNext = behind !== null && /^[ \t]*$/.test(text.slice(property.end, behind));
  const end = isNext ? behind + 1 : property.end;
  const cuts: { readonly from: number; readonly to: number }[] = [lineCut(text, property.start, end)];
  if (behind !== null && !isNext) cuts.push({ from: behind, to: behind + 1 });
  if (before !== null) cuts.push({ from: before, to: before + 1 });
  // From the end on, so that no cut moves another.
  return cuts.toSorted((one, other) => other.from - one.from).map(({ from, to }) => ({ offset: from, removed: text.slice(from, to), inserted: '' }));
}

/** What goes with a property: its whole line where it has one to itself, else the blanks before it, or behind it where it begins its line. */
function lineCut(text: string, start: number, end: number): { readonly from: number; readonly to: number } {
  // Not by a pattern that ends with them: it would begin at each of many anew.
  let lineStart = start;
  while (isBlankSign(text[lineStart - 1])) lineStart -= 1;
  const blanksBehind = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  const beginsLine = text[lineStart - 1] === '\n';
  if (!beginsLine) return { from: lineStart, to: end };
  const next = text[end + blanksBehind];
  // Whatever else stands on the line must not come behind the line before it, which may end with a comment.
  if (next !== '\n' && next !== '\r') return { from: start, to: end + blanksBehind };
  const lineEnd = text[lineStart - 2] === '\r' ? 2 : 1;
  return { from: lineStart - lineEnd, to: end + blanksBehind };
}

function isBlankSign(sign: string | undefined): boolean {
  return sign === ' ' || sign === '\t';
}
