/** What comes of a part of a HAR file: an entry's JSON, or that there was one that is larger than is taken. */
export type SplitEntry = Uint8Array | 'too-large';

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const comma = 0x2c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/** Of what stands around the entries. */
const mostBytesAround = 1024 * 1024;
const mostKeyBytes = 64;

/**
 * Finds where each entry of a HAR file (`log.entries`) begins and ends, however the file is cut into chunks; what an entry says is not looked at,
 * so that one that is no JSON does not end the others. No more than one entry is in memory, and none that is larger than `mostEntryBytes`; none of more
 * than `mostEntryValues` is given, for three octets of JSON can be an object of sixty, and nobody can stop who reads it.
 */
export class EntrySplitter {
  readonly #mostEntryBytes: number;
  readonly #mostEntryValues: number;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Of the object at depth 1 and that at depth 2: the key whose value is read. */
  readonly #keys: string[] = ['', '', ''];
  #text: number[] = [];
  /** `before` the list of entries, `among` them, or `after` it. */
  #place: 'before' | 'among' | 'after' = 'before';
  #entry: Uint8Array[] | null = null;
  #entryBytes = 0;
  /** What it holds of lists, objects and commas. */
  #entryValues = 0;
  #isInEntry = false;
  #around: Uint8Array[] = [];
  #aroundBytes = 0;

  constructor(mostEntryBytes: number, mostEntryValues: number) {
    this.#mostEntryBytes = mostEntryBytes;
    this.#mostEntryValues = mostEntryValues;
  }

  /** Whether the list of entries was there, and has ended. */
  get state(): 'before' | 'among' | 'after' {
    return this.#place;
  }

  /** The file without its entries, or null where that is no JSON, or too much. To be asked at the end. */
  around(): unknown {
    try {
      // Some tools begin their files with a byte order mark.
      const json: unknown = JSON.parse(Buffer.concat(this.#around).toString('utf8').replace(/^\uFEFF/, ''));
      return json;
    } catch {
      return null;
    }
  }

  *write(chunk: Uint8Array): Generator<SplitEntry> {
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const octet = chunk[at] ?? 0;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (octet === backslash) this.#escaped = true;
        else if (octet === quote) this.#inString = false;
        if (!this.#isInEntry) this.#addToText(octet);
        continue;
      }
      if (this.#place === 'among' && this.#depth === 2 && (octet === comma || octet === closeBracket)) {
        if (this.#isInEntry) yield* this.#endEntry(chunk.subarray(start, at));
        start = at;
        if (octet === comma) {
          start = at + 1;
          continue;
        }
        this.#place = 'after';
        this.#depth += 1;
      } else if (this.#place === 'among' && !this.#isInEntry && octet > 0x20) {
        this.#isInEntry = true;
        this.#entry = [];
        this.#entryValues = 0;
        start = at;
      }
      if (octet === comma || octet === openBrace || octet === openBracket) this.#entryValues += 1;
      if (octet === quote) {
        this.#inString = true;
        this.#text = [];
      } else if (octet === openBrace || octet === openBracket) {
        this.#depth += 1;
        if (octet === openBracket && this.#isListOfEntries()) {
          this.#keep(chunk.subarray(start, at + 1));
          start = at + 1;
          this.#place = 'among';
          // Entries stand at the depth of the list, which is not counted.
          this.#depth = 2;
        }
      } else if (octet === closeBrace || octet === closeBracket) this.#depth -= 1;
      else if (octet === colon && !this.#isInEntry && (this.#depth === 1 || this.#depth === 2)) this.#keys[this.#depth] = String.fromCharCode(...this.#text.slice(0, -1));
    }
    const rest = chunk.subarray(start);
    if (this.#isInEntry) this.#keepOfEntry(rest);
    else if (this.#place !== 'among') this.#keep(rest);
  }

  #isListOfEntries(): boolean {
    return this.#place === 'before' && this.#depth === 3 && this.#keys[1] === 'log' && this.#keys[2] === 'entries';
  }

  #addToText(octet: number): void {
    if (this.#text.length < mostKeyBytes) this.#text.push(octet);
  }

  *#endEntry(last: Uint8Array): Generator<SplitEntry> {
    this.#keepOfEntry(last);
    yield this.#entry === null ? 'too-large' : Buffer.concat(this.#entry);
    this.#entry = null;
    this.#entryBytes = 0;
    this.#isInEntry = false;
  }

  #keepOfEntry(octets: Uint8Array): void {
    this.#entryBytes += octets.length;
    if (this.#entryBytes > this.#mostEntryBytes || this.#entryValues > this.#mostEntryValues) this.#entry = null;
    // The memory of a chunk may be used again for the next.
    this.#entry?.push(Buffer.from(octets));
  }

  #keep(octets: Uint8Array): void {
    this.#aroundBytes += octets.length;
    if (this.#aroundBytes <= mostBytesAround) this.#around.push(Buffer.from(octets));
  }
}
