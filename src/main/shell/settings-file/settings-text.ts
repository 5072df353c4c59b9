import { parse, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';

const byteOrderMark = '\uFEFF';
/** Settings have some levels. What goes through all of them goes down on the stack, which holds a few thousand. */
const deepest = 200;

/** A property of a JSON object, by its places in the text. */
export interface Property {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Where its colon is. */
  readonly colon: number;
  readonly value: Place;
}

export interface Place {
  readonly start: number;
  readonly end: number;
  /** Null where it is no object. */
  readonly properties: readonly Property[] | null;
  /** Null where it is no array. */
  readonly items: readonly Place[] | null;
  /** Null where it is no string. */
  readonly text: string | null;
}

export interface ObjectPlace extends Place {
  readonly properties: readonly Property[];
}

/** The settings of Claude Code as text, and what of it is to be changed. `root` is null in a file with nothing in it. */
export interface SettingsText {
  readonly text: string;
  readonly root: ObjectPlace | null;
  readonly env: ObjectPlace | null;
  /** False where it has comments or trailing commas, which Claude Code 2.1 refuses together with the whole file. */
  readonly isStrict: boolean;
}

export type ReadSettingsText = ({ readonly readable: true } & SettingsText) | { readonly readable: false; readonly why: string };

/** Reads a text without changing anything of it. `names` are the variables that must not stand in `env` twice. `why` is the rest of a sentence. */
export function readSettingsText(text: string, names: readonly string[]): ReadSettingsText {
  const body = text.startsWith(byteOrderMark) ? text.slice(1) : text;
  const base = text.length - body.length;
  const strict = isStrictJson(body);
  if (body.trim() === '') return { readable: true, text, root: null, env: null, isStrict: true };
  const errors: ParseError[] = [];
  let root: Place | null;
  try {
    const tree = parseTree(body, errors, { allowTrailingComma: true });
    root = tree === undefined ? null : placeOf(tree, base);
  } catch {
    return refused('is nested too deeply to be read');
  }
  const [mistake] = errors;
  if (mistake !== undefined) {
    return refused(`is not JSON at ${placeWords(text, mistake.offset + base)} (${mistakeWords(mistake)})`);
  }
  if (root === null || !isObject(root)) return refused('holds no JSON object');
  const envs = root.properties.filter(({ name }) => name === 'env');
  const [first, second] = envs;
  if (second !== undefined) return refused(`has "env" twice, the second time at ${placeWords(text, second.start)}`);
  if (first === undefined) return { readable: true, text, root, env: null, isStrict: strict };
  if (!isObject(first.value)) return refused(`has an "env" that is no object, at ${placeWords(text, first.value.start)}`);
  const env = first.value;
  for (const name of names) {
    const again = env.properties.filter((property) => property.name === name)[1];
    if (again !== undefined) return refused(`has "${name}" twice in "env", the second time at ${placeWords(text, again.start)}`);
  }
  return { readable: true, text, root, env, isStrict: strict };
}

/** What a text that can be read says, as data. */
export function valueOf(text: string): unknown {
  return parse(text.startsWith(byteOrderMark) ? text.slice(1) : text, [], { allowTrailingComma: true });
}

export function propertyNamed(object: ObjectPlace | null, name: string): Property | null {
  return object?.properties.find((property) => property.name === name) ?? null;
}

function refused(why: string): ReadSettingsText {
  return { readable: false, why };
}

function isObject(place: Place): place is ObjectPlace {
  return place.properties !== null;
}

function placeOf(node: Node, base: number, depth = 0): Place {
  if (depth > deepest) throw new RangeError('nested too deeply');
  const start = node.offset + base;
  return {
    start,
    end: start + node.length,
    properties: node.type === 'object' ? (node.children ?? []).map((child) => propertyOf(child, base, depth + 1)) : null,
    items: node.type === 'array' ? (node.children ?? []).map((child) => placeOf(child, base, depth + 1)) : null,
    text: node.type === 'string' && typeof node.value === 'string' ? node.value : null,
  };
}

function propertyOf(node: Node, base: number, depth: number): Property {
  const [name, value] = node.children ?? [];
  const start = node.offset + base;
  return {
    name: typeof name?.value === 'string' ? name.value : '',
    start,
    end: value === undefined ? start + node.length : value.offset + value.length + base,
    colon: (node.colonOffset ?? node.offset) + base,
    value: value === undefined ? { start, end: start, properties: null, items: null, text: null } : placeOf(value, base, depth),
  };
}

function isStrictJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

function placeWords(text: string, offset: number): string {
  return `line ${text.slice(0, offset).split('\n').length}`;
}

/** Without a word of the text: there may be a key in it. */
function mistakeWords({ error }: ParseError): string {
  return printParseErrorCode(error)
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}
