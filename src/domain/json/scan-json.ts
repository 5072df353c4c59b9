import { kindCodes, type JsonTree } from './json-tree.ts';

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const colon = 0x3a;

/**
 * Reads a JSON text (RFC 8259) in one pass without recursion, so that depth costs nothing. It never throws: where the
 * text stops being JSON, reading stops, and everything still open ends there. Contents of strings are not looked at.
 */
export function scanJson(bytes: Uint8Array): JsonTree {
  const nodes = new NodeList(bytes.length);
  const length = bytes.length;
  let open = new Int32Array(64);
  let depth = 0;
  let at = 0;
  // What may come next: a value; a value or the end of an empty array; a key; a key or the end of an empty object;
  // a comma or an end.
  let expects: 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'comma-or-end' = 'value';

  for (;;) {
    at = skipSpace(bytes, at);
    if (at >= length) break;
    const byte = bytes[at];
    if (expects === 'comma-or-end') {
      if (depth === 0) break;
      const container = open[depth - 1] ?? 0;
      const isObject = nodes.kinds[container] === kindCodes.object;
      if (byte === comma) {
        at += 1;
        expects = isObject ? 'key' : 'value';
        continue;
      }
      if (byte !== (isObject ? closeBrace : closeBracket)) break;
      at += 1;
      nodes.close(container, at);
      depth -= 1;
      continue;
    }
    if ((expects === 'value-or-end' && byte === closeBracket) || (expects === 'key-or-end' && byte === closeBrace)) {
      expects = 'comma-or-end';
      continue;
    }
    if (expects === 'key' || expects === 'key-or-end') {
      if (byte !== quote) break;
      const end = endOfString(bytes, at);
      nodes.add(kindCodes.string, at, end);
      at = skipSpace(bytes, end);
      if (bytes[at] !== colon) break;
      at += 1;
      expects = 'value';
      continue;
    }
    if (byte === openBrace || byte === openBracket) {
      const isObject = byte === openBrace;
      if (depth === open.length) open = doubled(open);
      open[depth] = nodes.add(isObject ? kindCodes.object : kindCodes.array, at, -1);
      depth += 1;
      at += 1;
      expects = isObject ? 'key-or-end' : 'value-or-end';
      continue;
    }
    const start = at;
    if (byte === quote) {
      at = endOfString(bytes, at);
      nodes.add(kindCodes.string, start, at);
    } else {
      at = endOfBareWord(bytes, at);
      if (at === start) break;
      nodes.add(isNumberStart(byte) ? kindCodes.number : kindCodes.literal, start, at);
    }
    expects = 'comma-or-end';
  }
  const isCut = depth > 0;
  for (; depth > 0; depth -= 1) nodes.close(open[depth - 1] ?? 0, at);
  return nodes.finish(bytes, at, isCut);
}

class NodeList {
  kinds: Uint8Array;
  #starts: Int32Array;
  #ends: Int32Array;
  #nexts: Int32Array;
  #count = 0;

  constructor(bodyBytes: number) {
    const capacity = (bodyBytes >> 5) + 64;
    this.kinds = new Uint8Array(capacity);
    this.#starts = new Int32Array(capacity);
    this.#ends = new Int32Array(capacity);
    this.#nexts = new Int32Array(capacity);
  }

  add(kind: number, start: number, end: number): number {
    const node = this.#count;
    if (node === this.kinds.length) {
      const kinds = new Uint8Array(node * 2);
      kinds.set(this.kinds);
      this.kinds = kinds;
      this.#starts = doubled(this.#starts);
      this.#ends = doubled(this.#ends);
      this.#nexts = doubled(this.#nexts);
    }
    this.kinds[node] = kind;
    this.#starts[node] = start;
    this.#ends[node] = end;
    this.#nexts[node] = node + 1;
    this.#count += 1;
    return node;
  }

  close(node: number, end: number): void {
    this.#ends[node] = end;
    this.#nexts[node] = this.#count;
  }

  finish(bytes: Uint8Array, brokenAt: number, isCut: boolean): JsonTree {
    return {
      bytes,
      nodeCount: this.#count,
      kinds: this.kinds,
      starts: this.#starts,
      ends: this.#ends,
      nexts: this.#nexts,
      brokenAt,
      isCut,
    };
  }
}

function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2);
  larger.set(values);
  return larger;
}

/** The offset of the first byte from `from` on that is no white space (RFC 8259, section 2). */
export function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
  }
  return at;
}

/** The offset after the closing quote of the string that begins at `start`; the length of the body when it is not closed. */
function endOfString(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  for (;;) {
    const found = bytes.indexOf(quote, at);
    if (found === -1) return bytes.length;
    let escapes = 0;
    // Only back to `at`: what is before it has been judged, so that each backslash is counted once.
    while (found - escapes > at && bytes[found - escapes - 1] === backslash) escapes += 1;
    if (escapes % 2 === 0) return found + 1;
    at = found + 1;
  }
}

function endOfBareWord(bytes: Uint8Array, start: number): number {
  let at = start;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const isWordByte =
      (byte >= 0x30 && byte <= 0x39) ||
      (byte >= 0x61 && byte <= 0x7a) ||
      (byte >= 0x41 && byte <= 0x5a) ||
      byte === 0x2b ||
      byte === 0x2d ||
      byte === 0x2e;
    if (!isWordByte) break;
  }
  return at;
}

function isNumberStart(byte: number | undefined): boolean {
  return byte === 0x2d || (byte !== undefined && byte >= 0x30 && byte <= 0x39);
}
