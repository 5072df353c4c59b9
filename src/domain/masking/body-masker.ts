import { maskCharacter, shortestVerbatim } from './mask.ts';

/** A masked run of a body, in bytes. */
export interface MaskedPlace {
  readonly start: number;
  readonly length: number;
}

/** The same run of a body, as it came and as it may be stored; one object where nothing in it is masked. */
export interface MaskedPiece {
  readonly wire: Uint8Array;
  readonly stored: Uint8Array;
}

/** How the text of a body is spelled: as it is, in the strings of JSON, or in those of the events of a stream. */
export type BodyForm = 'text' | 'json' | 'event-stream';

export interface BodyMasking {
  /** Credentials are latin-1, one character a byte; those that are too short to be told from other text are left out. */
  readonly secrets: readonly string[];
  readonly form: BodyForm;
  /** The ids of the masking rules that are off. */
  readonly rulesOff: readonly string[];
}

interface Needle {
  readonly bytes: Uint8Array;
  /** How far the search may jump when this byte stands under the needle's last. */
  readonly jumps: Int32Array;
}

/** The end of a body that is the beginning of a credential is masked too when it is this long. */
const shortestCutBytes = 4;

/** Anthropic's keys and tokens begin with this, which is no secret; what is short after it is somebody writing about them. */
const keyMark = needleOf('sk-ant-');
const dash = 45;
const dashInKeyMark = 2;
const shortestKeyBytes = 24;
const longestKeyBytes = 512;

/**
 * Masks the exact credentials given, plain or escaped as JSON does it, and whatever has the shape of one of Anthropic's keys,
 * in a body that comes in pieces; how it was cut makes no difference. Only an end of a piece that could be the beginning of
 * a credential is held back until the next. Everything else is given on at once.
 */
export class BodyMasker {
  readonly #needles: readonly Needle[];
  readonly #places: { start: number; end: number }[] = [];
  #held: Uint8Array = new Uint8Array(0);
  /** The last bytes given on, which may hold the mark of a key. */
  #tail: Uint8Array = new Uint8Array(0);
  #givenBytes = 0;

  constructor({ secrets }: BodyMasking) {
    const spellings = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
    this.#needles = [...new Set(spellings)].filter((secret) => secret.length >= shortestVerbatim).map(needleOf);
  }

  /** What was masked up to now, in order and without overlap. */
  get places(): MaskedPlace[] {
    return this.#places.map(({ start, end }) => ({ start, length: end - start }));
  }

  /** The next piece, as it may be stored. The bytes given are left as they are. */
  write(bytes: Uint8Array): MaskedPiece {
    const data = this.#held.byteLength === 0 ? bytes : joined(this.#held, bytes);
    const begunKey = this.#find(data);
    const sure = Math.min(data.byteLength - longestBeginning(data, this.#needles), begunKey);
    this.#held = copyOf(data.subarray(sure));
    return this.#give(data, sure);
  }

  /** What was held back. Nothing may be written after it. */
  end(): MaskedPiece {
    const held = this.#held;
    this.#held = new Uint8Array(0);
    if (held.byteLength >= shortestCutBytes) this.#add(this.#givenBytes, this.#givenBytes + held.byteLength);
    return this.#give(held, held.byteLength);
  }

  /** Answers where the secret part of a key begins that may go on in the next piece; the end of the data when none does. */
  #find(data: Uint8Array): number {
    const found: { start: number; end: number }[] = [];
    for (const needle of this.#needles) {
      for (let at = indexOf(data, needle, 0); at !== -1; at = indexOf(data, needle, at + 1)) {
        found.push({ start: this.#givenBytes + at, end: this.#givenBytes + at + needle.bytes.byteLength });
      }
    }
    const seen = joined(this.#tail, data);
    const offset = this.#givenBytes - this.#tail.byteLength;
    let begunKey = data.byteLength;
    for (let at = indexOfKeyMark(seen, 0); at !== -1; ) {
      const start = at + keyMark.bytes.byteLength;
      const end = endOfKey(seen, start);
      if (end === seen.byteLength && end - start < longestKeyBytes) begunKey = start - this.#tail.byteLength;
      if (end - start >= shortestKeyBytes) found.push({ start: offset + start, end: offset + end });
      at = indexOfKeyMark(seen, end);
    }
    for (const { start, end } of found.toSorted((a, b) => a.start - b.start)) this.#add(start, end);
    return begunKey;
  }

  /** Adds a place and joins it with those it touches; none begins before what was given on already. */
  #add(start: number, end: number): void {
    let from = start;
    let to = end;
    for (let last = this.#places.at(-1); last !== undefined && last.end >= start; last = this.#places.at(-1)) {
      from = Math.min(from, last.start);
      to = Math.max(to, last.end);
      this.#places.pop();
    }
    this.#places.push({ start: from, end: to });
  }

  #give(data: Uint8Array, bytes: number): MaskedPiece {
    const from = this.#givenBytes;
    this.#givenBytes += bytes;
    const wire = bytes === data.byteLength ? data : data.subarray(0, bytes);
    this.#tail = copyOf(joined(this.#tail, wire.subarray(-keyMark.bytes.byteLength)).subarray(-keyMark.bytes.byteLength));
    let stored = wire;
    for (let index = this.#places.length - 1; index >= 0; index -= 1) {
      const place = this.#places[index];
      if (place === undefined || place.end <= from) break;
      if (place.start >= from + bytes) continue;
      if (stored === wire) stored = copyOf(wire);
      stored.fill(maskCharacter.charCodeAt(0), Math.max(0, place.start - from), Math.min(bytes, place.end - from));
    }
    return { wire, stored };
  }
}

/** Every byte of every body is searched for it, so the array's own search for one byte leads the way: more than twice as fast. */
function indexOfKeyMark(data: Uint8Array, from: number): number {
  const { bytes } = keyMark;
  for (let found = data.indexOf(dash, from + dashInKeyMark); found !== -1; found = data.indexOf(dash, found + 1)) {
    const at = found - dashInKeyMark;
    if (at + bytes.byteLength <= data.byteLength && startsAt(data, at, bytes, bytes.byteLength)) return at;
  }
  return -1;
}

function endOfKey(data: Uint8Array, start: number): number {
  const most = Math.min(data.byteLength, start + longestKeyBytes);
  let end = start;
  while (end < most && isOfKey(data[end] ?? 0)) end += 1;
  return end;
}

/** Letters, digits, dash and underscore. */
function isOfKey(byte: number): boolean {
  return (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || (byte >= 48 && byte <= 57) || byte === dash || byte === 95;
}

function needleOf(secret: string): Needle {
  const bytes = Uint8Array.from(secret, (character) => character.charCodeAt(0));
  const jumps = new Int32Array(256).fill(bytes.byteLength);
  for (const [index, byte] of bytes.subarray(0, -1).entries()) jumps[byte] = bytes.byteLength - 1 - index;
  return { bytes, jumps };
}

/** Horspool's search: the longer the credential, the fewer bytes are looked at. */
function indexOf(data: Uint8Array, needle: Needle, from: number): number {
  const { bytes, jumps } = needle;
  const last = bytes.byteLength - 1;
  for (let at = from; at + last < data.byteLength; at += jumps[data[at + last] ?? 0] ?? 1) {
    if (data[at + last] === bytes[last] && startsAt(data, at, bytes, last)) return at;
  }
  return -1;
}

/** How many of the last bytes are the beginning of a credential that may go on in the next piece. */
function longestBeginning(data: Uint8Array, needles: readonly Needle[]): number {
  let longest = 0;
  for (const { bytes } of needles) {
    for (let length = Math.min(bytes.byteLength - 1, data.byteLength); length > longest; length -= 1) {
      if (startsAt(data, data.byteLength - length, bytes, length)) longest = length;
    }
  }
  return longest;
}

function startsAt(data: Uint8Array, at: number, bytes: Uint8Array, length: number): boolean {
  for (let index = 0; index < length; index += 1) {
    if (data[at + index] !== bytes[index]) return false;
  }
  return true;
}

/** Not `slice`: Node's subclass of these arrays has one that shares the memory. */
function copyOf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.byteLength + second.byteLength);
  whole.set(first);
  whole.set(second, first.byteLength);
  return whole;
}
