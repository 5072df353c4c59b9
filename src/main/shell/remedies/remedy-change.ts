import { isDeepStrictEqual } from 'node:util';
import { insertEntry, insertProperty, objectText, styleOf, type Style } from '../settings-file/insert-entry.ts';
import { inverseElsewhere } from '../settings-file/inverse-elsewhere.ts';
import { closeBlank, isBlank, removeEntry } from '../settings-file/remove-entry.ts';
import { sha256Of } from '../settings-file/settings-file.ts';
import { propertyNamed, readSettingsText, valueOf, type ObjectPlace, type Place, type SettingsText } from '../settings-file/settings-text.ts';
import { applyEdits, inverseOf, type TextEdit } from '../settings-file/text-edits.ts';
import type { EditTarget } from './edit-target.ts';
import { holdsTarget, withoutEmpty, withoutTarget, withTarget } from './target-value.ts';

/** What was written for a target: with it, the way back. `before` is the hash of the text before, null where there was none. */
export interface RemedyChange {
  readonly before: string | null;
  readonly after: string;
  readonly edits: readonly TextEdit[];
  /** The literal that stood there before; null where nothing did. */
  readonly literal: string | null;
  /** How many containers were made for it, from the innermost out. */
  readonly made: number;
}

export type Changed<Value> = ({ readonly possible: true } & Value) | { readonly possible: false; readonly why: string };

const unsafe = 'is written in a way that Whence cannot change safely';

/** A text with what the target writes, in the manner of the file. `change` is null where it says so already. `why` is the rest of a sentence about the file. */
export function withEdit(text: string | null, target: EditTarget): Changed<{ readonly text: string; readonly change: RemedyChange | null }> {
  const read = readSettingsText(text ?? '', []);
  if (!read.readable) return { possible: false, why: read.why };
  const before = valueOfText(read.text);
  if (holdsTarget(before, target)) return { possible: true, text: read.text, change: null };
  const place = placeOf(read, target);
  if (!place.possible) return place;
  const { edits, literal, made } = place;
  if (literal !== null && !target.isKnownBefore(valueOf(literal))) return { possible: false, why: `has a value for "${target.path.at(-1) ?? ''}" that Whence does not know, and could not put back` };
  const after = applyEdits(read.text, edits);
  const written = readSettingsText(after, []);
  if (!written.readable || (read.isStrict && !written.isStrict) || !isDeepStrictEqual(valueOf(after), withTarget(before, target))) return { possible: false, why: unsafe };
  return { possible: true, text: after, change: { before: text === null ? null : sha256Of(text), after: sha256Of(after), edits, literal, made } };
}

/**
 * The text as it would be without the change: the very bytes of before where it is as it was left, else the text of now with what was written alone taken
 * out. Null where no file would be left.
 */
export function withoutEdit(text: string | null, target: EditTarget, change: RemedyChange): Changed<{ readonly text: string | null; readonly isExact: boolean }> {
  if (text === null) return { possible: true, text: null, isExact: change.before === null };
  const hash = sha256Of(text);
  if (hash === change.before) return { possible: true, text, isExact: true };
  const read = readSettingsText(text, []);
  if (!read.readable) return { possible: false, why: read.why };
  const literal = change.literal === null ? null : { value: valueOf(change.literal) };
  if (literal !== null && !target.isKnownBefore(literal.value)) return { possible: false, why: 'had something else before, which Whence does not put back' };
  const wanted = withoutEmpty(withoutTarget(valueOfText(text), target, literal), target);
  const isWanted = (value: unknown): boolean => isDeepStrictEqual(withoutEmpty(value, target), wanted);
  const exact = hash === change.after ? exactlyBefore(text, change, isWanted) : null;
  if (exact !== null) return { possible: true, text: change.before === null ? null : exact, isExact: true };
  const edits = inverseElsewhere(read, change.edits, isWanted) ?? taken(read, target, change);
  const left = applyEdits(text, edits);
  const after = readSettingsText(left, []);
  if (!after.readable || (read.isStrict && !after.isStrict) || !isWanted(valueOfText(left))) return { possible: false, why: unsafe };
  const isGone = change.before === null && (after.root === null || (isBlank(left, after.root) && /^\uFEFF?\s*\{\s*\}\s*$/.test(left)));
  return { possible: true, text: isGone ? null : left, isExact: false };
}

/** The data of a text, of which one without anything in it says as much as empty braces. */
export function valueOfText(text: string): unknown {
  return text.replace('\uFEFF', '').trim() === '' ? {} : valueOf(text);
}

/** The very text of before; null where the patch does not lead to it. Whoever forges the memory of a change can forge hashes: nothing else may come out differently. */
function exactlyBefore(text: string, { before, edits }: RemedyChange, isWanted: (value: unknown) => boolean): string | null {
  try {
    const left = applyEdits(text, inverseOf(edits));
    if (before === null ? left !== '' : sha256Of(left) !== before) return null;
    return isWanted(valueOfText(left)) ? left : null;
  } catch {
    return null;
  }
}

type Placed = Changed<{ readonly edits: readonly TextEdit[]; readonly literal: string | null; readonly made: number }>;

function placeOf(read: SettingsText, { path, how, value }: EditTarget): Placed {
  const { text, root } = read;
  const style = styleOf(read);
  const [outer, inner] = path;
  const written = valueText(value, style);
  const leaf = (indent: string): string => (how === 'set' ? written : listText(indent, written, style));
  const whole = (indent: string): string => (inner === undefined ? leaf(indent) : objectText(indent, [[inner, leaf]], style));
  const lists = how === 'add' ? 1 : 0;
  const made = (containers: number): number => containers + lists;
  if (root === null) return { possible: true, edits: [{ offset: text.length, removed: '', inserted: objectText('', [[outer, whole]], style) + style.lineEnd }], literal: null, made: made(path.length - 1) };
  const twice = namedTwice(text, root, outer);
  if (twice !== null) return { possible: false, why: twice };
  const property = propertyNamed(root, outer);
  if (property === null) return { possible: true, edits: insertProperty(text, root, outer, whole, style), literal: null, made: made(path.length - 1) };
  if (inner === undefined) return entryOf(text, property.value, { how, written, name: outer, style });
  if (!isObject(property.value)) return { possible: false, why: `has a "${outer}" that is no object` };
  const again = namedTwice(text, property.value, inner);
  if (again !== null) return { possible: false, why: again };
  const own = propertyNamed(property.value, inner);
  if (own === null) return { possible: true, edits: insertProperty(text, property.value, inner, leaf, style), literal: null, made: made(0) };
  return entryOf(text, own.value, { how, written, name: inner, style });
}

function entryOf(text: string, place: Place, { how, written, name, style }: { readonly how: EditTarget['how']; readonly written: string; readonly name: string; readonly style: Style }): Placed {
  if (how === 'set') {
    const literal = text.slice(place.start, place.end);
    return { possible: true, edits: [{ offset: place.start, removed: literal, inserted: written }], literal, made: 0 };
  }
  if (place.items === null) return { possible: false, why: `has a "${name}" that is no list` };
  return { possible: true, edits: insertEntry(text, { ...place, entries: place.items }, () => written, style), literal: null, made: 0 };
}

/** The edits that take what was written out of a text that has been changed since, with the containers that were made for it and are empty. */
function taken(settings: SettingsText, { path, how, value }: EditTarget, { literal, made }: RemedyChange): readonly TextEdit[] {
  // Somebody else has set it otherwise since: that is theirs.
  if (!holdsTarget(valueOfText(settings.text), { path, how, value, isKnownBefore: () => false })) return [];
  const edits: TextEdit[] = [];
  let now = settings;
  const take = (next: readonly TextEdit[]): void => {
    edits.push(...next);
    const read = readSettingsText(applyEdits(now.text, next), []);
    if (!read.readable) throw new Error('taking it out would break the file');
    now = read;
  };
  const there = atPath(now.root, path);
  if (there === null) return [];
  if (how === 'set') {
    if (literal !== null) take([{ offset: there.value.start, removed: now.text.slice(there.value.start, there.value.end), inserted: literal }]);
    else take(removeEntry(now.text, there.holder.properties, there.property));
  } else {
    const item = there.value.items?.find(({ start, end }) => isDeepStrictEqual(valueOf(now.text.slice(start, end)), value));
    if (item !== undefined) take(removeEntry(now.text, there.value.items ?? [], item));
  }
  const containers = how === 'add' ? [path, path.slice(0, -1)] : [path.slice(0, -1)];
  for (const container of containers.slice(0, made)) {
    const left = container.length === 0 ? null : atPath(now.root, container);
    if (left !== null && isBlank(now.text, left.value)) take(removeEntry(now.text, left.holder.properties, left.property));
  }
  take(closeBlank(now.text, now.root));
  return edits;
}

function atPath(root: ObjectPlace | null, path: readonly string[]) {
  let holder = root;
  for (const [index, name] of path.entries()) {
    const property = propertyNamed(holder, name);
    if (holder === null || property === null) return null;
    if (index === path.length - 1) return { holder, property, value: property.value };
    holder = isObject(property.value) ? property.value : null;
  }
  return null;
}

function namedTwice(text: string, object: ObjectPlace, name: string): string | null {
  const again = object.properties.filter((property) => property.name === name)[1];
  return again === undefined ? null : `has "${name}" twice, the second time at line ${text.slice(0, again.start).split('\n').length}`;
}

function isObject(place: Place): place is ObjectPlace {
  return place.properties !== null;
}

function valueText(value: EditTarget['value'], { space }: Style): string {
  return typeof value === 'object' ? `{${space}"serverName":${space}${JSON.stringify(value.serverName)}${space}}` : JSON.stringify(value);
}

function listText(indent: string, item: string, { inOneLine, lineEnd, step }: Style): string {
  return inOneLine ? `[${item}]` : `[${lineEnd}${indent}${step}${item}${lineEnd}${indent}]`;
}
