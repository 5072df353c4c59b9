import { shortestVerbatim } from './mask.ts';
import { octets } from './mark-index.ts';

class Needle {
  readonly bytes: Uint8Array;
  /** How far the search may jump when this byte stands under the needle's last. */
  readonly jumps: Int32Array;
  #borders: Int32Array | null = null;

  constructor(text: string) {
    const bytes = octets(text);
    const last = bytes.byteLength - 1;
    this.bytes = bytes;
    this.jumps = new Int32Array(256).fill(bytes.byteLength);
    for (let index = 0; index < last; index += 1) this.jumps[bytes[index] ?? 0] = last - index;
  }

  /** For each length of the needle's beginning, how much of it is its end too. */
  get borders(): Int32Array {
    this.#borders ??= bordersOf(this.bytes);
    return this.#borders;
  }
}

/** The exact credentials to be found, and how they are spelled in JSON and in JSON within it. */
export class CredentialNeedles {
  readonly spelled: readonly Needle[];
  readonly plain: readonly Needle[];
  readonly longestBytes: number;
  /** 1 for every byte of a credential. */
  readonly codes = new Uint8Array(256);

  /** Credentials are latin-1, one character a byte; those that are too short to be told from other text are left out. */
  constructor(secrets: readonly string[]) {
    const plain = [...new Set(secrets)].filter((secret) => secret.length >= shortestVerbatim);
    this.plain = plain.map((secret) => new Needle(secret));
    const escapedOnly = plain.filter((secret) => /["\\/\p{Cc}]/u.test(secret)).flatMap((secret) => {
      const once = escaped(secret);
      return [...once, ...once.flatMap(escaped)];
    });
    this.spelled = [...this.plain, ...[...new Set(escapedOnly)].filter((text) => !plain.includes(text)).map((text) => new Needle(text))];
    this.longestBytes = Math.max(0, ...this.spelled.map(({ bytes }) => bytes.byteLength));
    for (const { bytes } of this.plain) for (const byte of bytes) this.codes[byte] = 1;
  }
}

/** As JSON escapes it, with and without a backslash before the slash. */
function escaped(text: string): string[] {
  const plain = JSON.stringify(text).slice(1, -1);
  return [plain, plain.replaceAll('/', '\\/')];
}

/** Calls back with the place of every needle in the data from `from` to `to`, overlapping ones too. */
export function findNeedles(needles: readonly Needle[], data: Uint8Array, from: number, to: number, found: (start: number, end: number) => void): void {
  for (const needle of needles) search(needle, data, from, to, found);
}

/** How many of the bytes before `to` are the beginning of a needle that may go on behind it. */
export function longestBeginning(needles: readonly Needle[], data: Uint8Array, to: number): number {
  let longest = 0;
  for (const needle of needles) {
    const from = Math.max(0, to - needle.bytes.byteLength + 1);
    // Nearly always there is not even its first byte.
    const first = data.indexOf(needle.bytes[0] ?? 0, from);
    if (first !== -1 && first < to - longest) longest = Math.max(longest, walk(needle, data, first, to, null));
  }
  return longest;
}

/** Horspool's search: the longer the credential, the fewer bytes are looked at. Text made to slow it is walked through instead. */
function search(needle: Needle, data: Uint8Array, from: number, to: number, found: (start: number, end: number) => void): void {
  const { bytes, jumps } = needle;
  const last = bytes.byteLength - 1;
  let comparisonsLeft = 4 * (to - from) + 1024;
  for (let at = from; at + last < to; at += jumps[data[at + last] ?? 0] ?? 1) {
    if (data[at + last] !== bytes[last]) continue;
    let same = 0;
    while (same < last && data[at + same] === bytes[same]) same += 1;
    if (same === last) found(at, at + bytes.byteLength);
    comparisonsLeft -= same;
    if (comparisonsLeft < 0) {
      walk(needle, data, at + 1, to, found);
      return;
    }
  }
}

/** Knuth, Morris and Pratt's search, which looks at no byte more than twice; answers how much of the needle the data ends with. */
function walk({ bytes, borders }: Needle, data: Uint8Array, from: number, to: number, found: ((start: number, end: number) => void) | null): number {
  let same = 0;
  for (let at = from; at < to; at += 1) {
    while (same > 0 && (same === bytes.byteLength || data[at] !== bytes[same])) same = borders[same - 1] ?? 0;
    if (data[at] === bytes[same]) same += 1;
    if (same === bytes.byteLength) found?.(at + 1 - same, at + 1);
  }
  return same === bytes.byteLength ? (borders[same - 1] ?? 0) : same;
}

function bordersOf(bytes: Uint8Array): Int32Array {
  const borders = new Int32Array(bytes.byteLength);
  let same = 0;
  for (let at = 1; at < bytes.byteLength; at += 1) {
    while (same > 0 && bytes[at] !== bytes[same]) same = borders[same - 1] ?? 0;
    if (bytes[at] === bytes[same]) same += 1;
    borders[at] = same;
  }
  return borders;
}
