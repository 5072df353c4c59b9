import type { Alphabet } from './alphabet.ts';
import { alphabets } from './alphabet.ts';
import { shapedRules, type Shape } from './masking-rules.ts';

/** The characters a secret goes on with. */
export interface Run {
  readonly alphabet: Alphabet;
  /** The code of the quote that ends it; 0 for none. */
  readonly quote: number;
  /** How many backslashes that quote was spelled with. */
  readonly backslashes: number;
}

/** Something that a secret may stand behind, found by its last two bytes. */
export type Mark =
  | { readonly kind: 'shape'; readonly bytes: Uint8Array; readonly ignoresCase: boolean; readonly shape: Shape; readonly run: Run }
  /** The end of an address's scheme, percent-encoded as often as addresses stand around it. */
  | { readonly kind: 'url'; readonly bytes: Uint8Array; readonly ignoresCase: boolean; readonly timesEncoded: number }
  | { readonly kind: 'assignment'; readonly bytes: Uint8Array; readonly ignoresCase: false }
  /** An escape of a character that could be part of another mark. */
  | { readonly kind: 'escape'; readonly bytes: Uint8Array; readonly ignoresCase: false };

/** What to look for in a text, given the rules that are on. */
export interface MarkIndex {
  /** By two bytes that follow one another, the first times 256: which of the groups ends so; 0 for none. */
  readonly groupOfPair: Uint8Array;
  readonly groups: readonly (readonly Mark[])[];
  /** 1 for every code that a mark, or a name that says secret, has. */
  readonly codes: Uint8Array;
  readonly rulesOff: ReadonlySet<string>;
}

const known = new Map<string, MarkIndex>();

export function markIndexOf(rulesOff: readonly string[]): MarkIndex {
  const key = rulesOff.toSorted().join();
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = makeIndex(new Set(rulesOff));
  // The settings change seldom; what nobody asks for any more is not worth a list of its uses.
  if (known.size >= 16) known.clear();
  known.set(key, made);
  return made;
}

function makeIndex(rulesOff: ReadonlySet<string>): MarkIndex {
  const marksOfPair = new Map<number, Mark[]>();
  const add = (mark: Mark, first: number, last: number): void => {
    const pair = first * 256 + last;
    marksOfPair.set(pair, [...(marksOfPair.get(pair) ?? []), mark]);
  };
  for (const mark of marksOf(rulesOff)) {
    const [first = 0, last = 0] = mark.bytes.subarray(-2);
    for (const a of casesOf(first, mark.ignoresCase)) for (const b of casesOf(last, mark.ignoresCase)) add(mark, a, b);
  }
  if (['env-assignment', 'aws-key', 'azure-key', 'authorization'].some((id) => !rulesOff.has(id))) {
    const assignment: Mark = { kind: 'assignment', bytes: new Uint8Array(0), ignoresCase: false };
    for (const before of octets('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"\'`] \t')) {
      for (const operator of octets('=:')) add(assignment, before, operator);
    }
    for (const pair of [':=']) add(assignment, pair.charCodeAt(0), pair.charCodeAt(1));
  }
  const escape: Mark = { kind: 'escape', bytes: new Uint8Array(0), ignoresCase: false };
  for (const letter of octets('u/')) add(escape, octets('\\')[0] ?? 0, letter);
  return { ...grouped(marksOfPair), codes: codesOf([...marksOfPair.values()].flat()), rulesOff };
}

function marksOf(rulesOff: ReadonlySet<string>): Mark[] {
  const isOn = ({ id }: { readonly id: string }): boolean => !rulesOff.has(id);
  const marks = shapedRules.filter(isOn).flatMap(({ shapes }) =>
    shapes.flatMap((shape) => {
      const run: Run = { alphabet: shape.alphabet, quote: 0, backslashes: 0 };
      return shape.marks.map((mark): Mark => ({ kind: 'shape', bytes: octets(mark), ignoresCase: shape.ignoresCase ?? false, shape, run }));
    }),
  );
  if (!isOn({ id: 'url-password' })) return marks;
  return [...marks, ...['://', '%3a%2f%2f', '%253a%252f%252f'].map((mark, timesEncoded): Mark => ({ kind: 'url', bytes: octets(mark), ignoresCase: timesEncoded > 0, timesEncoded }))];
}

function grouped(marksOfPair: ReadonlyMap<number, readonly Mark[]>): Pick<MarkIndex, 'groupOfPair' | 'groups'> {
  const groupOfPair = new Uint8Array(65_536);
  const groups: (readonly Mark[])[] = [[]];
  for (const [pair, marks] of marksOfPair) {
    let group = groups.findIndex((other) => other.length === marks.length && other.every((mark, index) => mark === marks[index]));
    if (group === -1) group = groups.push(marks) - 1;
    groupOfPair[pair] = group;
  }
  if (groups.length > 256) throw new Error('The masking rules have more marks than a byte can number.');
  return { groupOfPair, groups };
}

function codesOf(marks: readonly Mark[]): Uint8Array {
  const codes = new Uint8Array(alphabets.wordDashAndDot.includes);
  for (const code of octets('=:"\' ')) codes[code] = 1;
  for (const { bytes } of marks) for (const byte of bytes) codes[byte] = 1;
  return codes;
}

function casesOf(code: number, ignoresCase: boolean): number[] {
  const letter = String.fromCharCode(code);
  return ignoresCase ? [...new Set([letter.toLowerCase(), letter.toUpperCase()])].map((one) => one.charCodeAt(0)) : [code];
}

export function octets(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return bytes;
}
