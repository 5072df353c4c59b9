import { isDeepStrictEqual } from 'node:util';
import { commaBehind, endOfComments } from './set-properties.ts';
import { propertyNamed, readSettingsText, valueOf, type ObjectPlace, type Property, type SettingsText } from './settings-text.ts';
import { applyEdits, inverseOf, type TextEdit } from './text-edits.ts';

/** A variable of `env` that was set: to what, and the literal that stood there before, or null where the variable was new. */
export interface SetValue {
  readonly name: string;
  readonly value: string;
  readonly before: string | null;
}

/**
 * The edits that take these variables out of a text that has been changed since they were set, or put back what stood there before. A variable
 * that has another value by now is left alone. An `env` that was made for them goes when it is empty.
 */
export function removeEnvValues(settings: SettingsText, set: readonly SetValue[], madeEnv: boolean): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let now = settings;
  const take = (next: readonly TextEdit[]): void => {
    edits.push(...next);
    const read = readSettingsText(applyEdits(now.text, next), []);
    if (!read.readable) throw new Error('taking the variables out would break the file');
    now = read;
  };
  for (const { name, value, before } of set) {
    const property = propertyNamed(now.env, name);
    if (property === null || now.env === null || property.value.text !== value) continue;
    const { start, end } = property.value;
    take(before === null ? removeProperty(now.text, now.env, property) : [{ offset: start, removed: now.text.slice(start, end), inserted: before }]);
  }
  const property = propertyNamed(now.root, 'env');
  if (madeEnv && property !== null && now.root !== null && now.env !== null && isBlank(now.text, now.env)) take(removeProperty(now.text, now.root, property));
  return edits;
}

/**
 * The edits that lead back although the text has been changed since, where what was inserted stands in it exactly once and nothing but our variables
 * would change, and no comma would be left over; null where it cannot be told. They bring back more of the bytes than taking the variables out.
 */
export function inverseElsewhere({ text, isStrict }: SettingsText, made: readonly TextEdit[], wanted: unknown): readonly TextEdit[] | null {
  const edits: TextEdit[] = [];
  let now = text;
  if (made.length === 0) return null;
  for (const { removed, inserted } of inverseOf(made)) {
    const offset = now.indexOf(removed);
    if (removed.length < 2 || offset === -1 || now.indexOf(removed, offset + 1) !== -1) return null;
    const edit = { offset, removed, inserted };
    now = applyEdits(now, [edit]);
    edits.push(edit);
  }
  const read = readSettingsText(now, []);
  return read.readable && (read.isStrict || !isStrict) && isDeepStrictEqual(valueOf(now), wanted) ? edits : null;
}

/** Whether an object has neither properties nor comments. */
export function isBlank(text: string, object: ObjectPlace): boolean {
  return object.properties.length === 0 && endOfComments(text, object.start + 1) === object.start + 1;
}

function removeProperty(text: string, object: ObjectPlace, property: Property): readonly TextEdit[] {
  const index = object.properties.indexOf(property);
  const previous = object.properties[index - 1];
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
