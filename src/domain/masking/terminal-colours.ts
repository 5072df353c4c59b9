import type { CharacterReader } from './escaped-text.ts';

/*
 * Terminals are told colours within the text: an escape, a bracket, numbers and a letter (ECMA-48, section 5.4). Tools put such
 * codes around whatever they find, in the middle of an assignment too, and source files spell the escape in several ways.
 */

const escape = 27;
const backslash = 92;
const bracket = 91;
/** Behind it stands the name of a set of characters, which some tools set back together with the colours. */
const parenthesis = 40;
const mostNumbers = 24;
const mostBackslashes = 16;
const spellings = ['u001b', 'u001B', 'x1b', 'x1B', '033', 'e'];

/** Where the code begins that ends before `end`; `end` itself where none does. */
export function startOfColour(data: Uint8Array, end: number): number {
  if (!isLetter(data[end - 1])) return end;
  let at = end - 2;
  while (at > end - mostNumbers && isOfNumbers(data[at])) at -= 1;
  if (data[at] !== bracket && (data[at] !== parenthesis || at !== end - 2)) return end;
  if (data[at - 1] === escape) return at - 1;
  for (const spelling of spellings) {
    let first = at - spelling.length;
    if (data[first - 1] !== backslash || !isSpelled(data, first, spelling)) continue;
    while (at - first < mostBackslashes && data[first - 1] === backslash) first -= 1;
    return first;
  }
  return end;
}

/** Where the text goes on behind the code that begins at `at`: `at` itself where none does, null where that cannot be said yet. */
export function behindColour(reader: CharacterReader, data: Uint8Array, at: number, isWhole: boolean): number | null {
  const first = data[at];
  if (first !== escape && first !== backslash) return at;
  if (!reader.read(data, at, isWhole)) return isWhole ? at : null;
  const began: number = reader.code;
  if (began === backslash) {
    const spelling = spellings.find((one) => isSpelled(data, reader.next, one.slice(0, data.length - reader.next)));
    if (spelling === undefined) return at;
    if (reader.next + spelling.length > data.length) return isWhole ? at : null;
    reader.next += spelling.length;
  } else if (began !== escape) return at;
  if (!reader.read(data, reader.next, isWhole)) return isWhole ? at : null;
  const opened = reader.code;
  if (opened !== bracket && opened !== parenthesis) return at;
  for (let read = 0; read < mostNumbers; read += 1) {
    if (!reader.read(data, reader.next, isWhole)) return isWhole ? at : null;
    if (isLetter(reader.code)) return reader.next;
    if (opened !== bracket || !isOfNumbers(reader.code)) return at;
  }
  return at;
}

/** The text as terminals show it. */
export function withoutColours(text: string): string {
  return text.includes('[') || text.includes('(') ? text.replaceAll(spelledColour, '') : text;
}

const spelledColour = /(?:(?![\t\r\n])[^ -~]|\^\[|\\(?:u001b|x1b|033|e))(?:\[[\d;:?]{0,24}[a-z]|\([a-z])/gi;

function isSpelled(data: Uint8Array, at: number, spelling: string): boolean {
  for (let index = 0; index < spelling.length; index += 1) if (data[at + index] !== spelling.charCodeAt(index)) return false;
  return true;
}

/** Digits, and what stands between them. */
function isOfNumbers(code: number | undefined): boolean {
  return code !== undefined && ((code >= 48 && code <= 59) || code === 63);
}

function isLetter(code: number | undefined): boolean {
  return code !== undefined && ((code >= 65 && code <= 90) || (code >= 97 && code <= 122));
}
