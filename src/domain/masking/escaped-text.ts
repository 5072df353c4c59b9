/*
 * Captured text is escaped as often as it was put into another text: a tool's result is a string of JSON, and may hold JSON
 * itself. Nothing here counts how deep it stands. Any number of backslashes before the letter of an escape is read as that
 * escape, so that a secret is found at every depth; the offsets of what was read stay with it.
 */

const backslash = 92;
/** What stands deeper than this is read as backslashes. An even number, so that no pair of them is torn. */
export const mostBackslashes = 16;
/** No character is spelled with more bytes. */
export const longestCharacterBytes = mostBackslashes + 5;

const escapes = new Uint8Array(256);
for (const [letter, code] of [['n', 10], ['r', 13], ['t', 9], ['b', 8], ['f', 12], ['"', 34], ["'", 39], ['/', 47]] as const) {
  escapes[letter.charCodeAt(0)] = code;
}
const letterU = 117;

/** Reads characters of a text one by one; what it read last is in its fields, so that reading makes no garbage. */
export class CharacterReader {
  /** The character's code: of UTF-8 every byte is one, as it came. */
  code = 0;
  /** Where the next character begins. */
  next = 0;
  /** How many backslashes it was spelled with. */
  backslashes = 0;

  /** Reads the character at `at`; answers false when the data ends before it does. */
  read(data: Uint8Array, at: number, isWhole: boolean): boolean {
    if (at >= data.byteLength) return false;
    const first = data[at] ?? 0;
    if (first !== backslash) return this.#is(first, at + 1, 0);
    let letterAt = at + 1;
    while (letterAt < at + mostBackslashes && data[letterAt] === backslash) letterAt += 1;
    const backslashes = letterAt - at;
    if (backslashes === mostBackslashes) return this.#is(backslash, letterAt, backslashes);
    const letter = data[letterAt];
    if (letter === undefined) return isWhole && this.#is(backslash, letterAt, backslashes);
    const code = escapes[letter] ?? 0;
    if (code !== 0) return this.#is(code, letterAt + 1, backslashes);
    if (letter !== letterU) return this.#is(backslash, letterAt, backslashes);
    const hex = hexadecimal(data, letterAt + 1);
    if (hex === 'cut') return isWhole && this.#is(backslash, letterAt, backslashes);
    return hex === null ? this.#is(backslash, letterAt, backslashes) : this.#is(hex, letterAt + 5, backslashes);
  }

  #is(code: number, next: number, backslashes: number): true {
    this.code = code;
    this.next = next;
    this.backslashes = backslashes;
    return true;
  }
}

/** The code that the four digits of `\uXXXX` tell; null when they are none. */
export function hexadecimal(data: Uint8Array, at: number): number | 'cut' | null {
  let code = 0;
  for (let index = at; index < at + 4; index += 1) {
    const byte = data[index];
    if (byte === undefined) return 'cut';
    const digit = byte >= 48 && byte <= 57 ? byte - 48 : byte >= 97 && byte <= 102 ? byte - 87 : byte >= 65 && byte <= 70 ? byte - 55 : -1;
    if (digit === -1) return null;
    code = code * 16 + digit;
  }
  return code;
}

/** Where the character begins that the byte at `at` is part of. */
export function startOfCharacter(data: Uint8Array, at: number): number {
  let start = at;
  for (let before = 1; before <= 4; before += 1) {
    if (data[at - before] === letterU && data[at - before - 1] === backslash) start = at - before;
  }
  const letter = data[start];
  const isLetter = letter !== undefined && (letter === letterU || letter === backslash || (escapes[letter] ?? 0) !== 0);
  if (!isLetter) return at;
  let first = start;
  while (first > 0 && start - first < mostBackslashes && data[first - 1] === backslash) first -= 1;
  return first === start ? at : first;
}

/**
 * How many bytes from `at` on still belong to an escape of JSON that began before it, counted as JSON does: a backslash after a
 * backslash is a character, and one before what is no escape tears nothing. -1 when the data ends before that can be told.
 */
export function tornBytes(data: Uint8Array, at: number): number {
  if (isEscaped(data, at)) {
    const letter = data[at];
    if (letter === undefined) return -1;
    if (letter === letterU) return bytesOfNumber(data, at);
    return letter === backslash || escapes[letter] !== 0 ? 1 : 0;
  }
  for (let before = 1; before <= 4; before += 1) {
    if (data[at - before] !== letterU || !isEscaped(data, at - before)) continue;
    const bytes = bytesOfNumber(data, at - before);
    return bytes > 0 ? bytes - before : bytes;
  }
  return 0;
}

/** How long `uXXXX` at `at` is: 0 when these are no four digits, -1 when the data ends before that can be told. */
function bytesOfNumber(data: Uint8Array, at: number): number {
  const code = hexadecimal(data, at + 1);
  return code === null ? 0 : code === 'cut' ? -1 : 5;
}

function isEscaped(data: Uint8Array, at: number): boolean {
  let first = at;
  while (first > 0 && at - first < 1024 && data[first - 1] === backslash) first -= 1;
  return (at - first) % 2 === 1;
}

/** Characters with the places where they stood: `starts` has one more, the end of the last. Codes past 255 are 0. */
export interface ReadCharacters {
  readonly codes: Uint8Array;
  readonly starts: Int32Array;
  readonly length: number;
}

/** The characters from `from`, or a little before it where an escape would be torn, to `to`; one that is cut is left out. */
export function readCharacters(data: Uint8Array, from: number, to: number): ReadCharacters {
  const reader = new CharacterReader();
  let at = startOfCharacter(data, Math.max(0, from));
  const codes = new Uint8Array(Math.max(0, to - at));
  const starts = new Int32Array(codes.byteLength + 1);
  let length = 0;
  while (at < to && reader.read(data, at, false) && reader.next <= to) {
    codes[length] = reader.code > 255 ? 0 : reader.code;
    starts[length] = at;
    length += 1;
    at = reader.next;
  }
  starts[length] = at;
  return { codes, starts, length };
}

/** The text that ends at `end`, no longer than these bytes, as it reads unescaped. */
export function textBefore(data: Uint8Array, end: number, bytes: number): string {
  const { codes, length } = readCharacters(data, end - bytes, end);
  let text = '';
  for (let index = 0; index < length; index += 1) text += String.fromCharCode(codes[index] ?? 0);
  return text;
}
