/** Where the texts of a body end, in ascending order; the last is the end of the body. Empty for an empty body. */
export type TextEnds = readonly number[];

interface Grain {
  /** A string of so many bytes is a text of its own, without its quotes. */
  readonly longStringBytes: number;
  /** What frames strings is cut after an element of a list of the outermost object, when it is as long as this. */
  readonly framingBytes: number;
}

const fine: Grain = { longStringBytes: 192, framingBytes: 256 };
/** A body of two hundred thousand small messages would be as many texts, and take half a minute to store. */
const coarse: Grain = { longStringBytes: 2048, framingBytes: 4096 };
const fineUpToBytes = 8 * 1024 * 1024;
/** No text is longer. */
const longestTextBytes = 1024 * 1024;

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;

/**
 * Cuts a body where Claude Code repeats itself: the next request of a conversation has the same tools, system prompt and messages, in JSON that
 * is written the same, but for a cache mark that moves. So each long string is a text, and so is what stands between two of them. Any octets
 * are cut into texts that make them up; what is not JSON, by length alone. The same strings and frames are the same texts wherever they stand.
 */
export function splitBody(octets: Uint8Array): TextEnds {
  const ends = isJson(octets) ? jsonEnds(octets, octets.length <= fineUpToBytes ? fine : coarse) : [];
  return withinLength(ends, octets.length);
}

/** Whether `splitBody` takes a body for JSON: it begins as an object or a list. */
export function isJson(octets: Uint8Array): boolean {
  return octets[0] === openBrace || octets[0] === openBracket;
}

/** Frames end behind the quote that opens a long string, and begin with the one that closes it. */
function jsonEnds(octets: Uint8Array, { longStringBytes, framingBytes }: Grain): number[] {
  const ends: number[] = [];
  let depth = 0;
  let textStart = 0;
  const cut = (at: number): void => {
    ends.push(at);
    textStart = at;
  };
  for (let at = 0; at < octets.length; at += 1) {
    const byte = octets[at];
    if (byte === quote) {
      const end = endOfContents(octets, at + 1);
      if (end - at - 1 >= longStringBytes) {
        cut(at + 1);
        cut(end);
      }
      at = end;
    } else if (byte === openBrace || byte === openBracket) depth += 1;
    else if (byte === closeBrace || byte === closeBracket) depth -= 1;
    // A frame that began with a quote would be taken for the end of a string.
    else if (byte === comma && depth === 2 && at + 1 - textStart >= framingBytes && octets[at + 1] !== quote) cut(at + 1);
  }
  return ends;
}

/** The offset of the quote that closes the string whose contents begin at `start`; the end of the body where there is none. */
function endOfContents(octets: Uint8Array, start: number): number {
  for (let from = start; ; ) {
    const end = octets.indexOf(quote, from);
    if (end === -1) return octets.length;
    let slashes = 0;
    while (end - slashes > start && octets[end - slashes - 1] === backslash) slashes += 1;
    if (slashes % 2 === 0) return end;
    from = end + 1;
  }
}

function withinLength(ends: readonly number[], length: number): number[] {
  const bounded: number[] = [];
  let start = 0;
  for (const end of ends.at(-1) === length ? ends : [...ends, length]) {
    while (end - start > longestTextBytes) {
      start += longestTextBytes;
      bounded.push(start);
    }
    if (end > start) bounded.push(end);
    start = end;
  }
  return bounded;
}
