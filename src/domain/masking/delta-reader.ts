/** What the reader of a stream of events tells. Places are those of the body. */
export interface DeltaListener {
  /** The next piece of a block's text, as it is spelled in JSON. */
  readonly onText: (text: string, piece: Uint8Array, start: number) => void;
  /** Nothing more comes for the texts whose names begin so. */
  readonly onStop: (prefix: string) => void;
}

const dataField = [100, 97, 116, 97, 58];
const [lineFeed, carriageReturn, quote, backslash] = [10, 13, 34, 92];
/** A key or a type that is longer is none that matters. */
const longestWord = 32;

/**
 * Follows a stream of server-sent events byte by byte and tells the strings that the deltas of the Messages API carry: those
 * in `delta`, and in `content_block`, which begins a block. Texts are named by the block's index and the field. What is no such
 * stream is read over. (Fields and line ends: the HTML standard, section 9.2; events: Anthropic's "Streaming messages".)
 */
export class DeltaReader {
  readonly #listener: DeltaListener;
  #at = 0;
  #line: 'field' | 'data' | 'other' = 'field';
  #fieldBytes = 0;
  #wasReturn = false;

  // The event's JSON.
  #depth = 0;
  #isObject = 0;
  #expectsKey = false;
  #inString = false;
  #isEscape = false;
  #string: 'key' | 'word' | 'text' | 'other' = 'other';
  #word = '';
  /** The key at depth 1 and at depth 2, the type, and the index as far as it was read. */
  #key = '';
  #innerKey = '';
  #type = '';
  #digits = '';
  #index: string | null = null;
  /** Texts that came before their index did. */
  #waiting: { readonly field: string; readonly piece: Uint8Array; readonly start: number }[] = [];
  #textStart = -1;

  constructor(listener: DeltaListener) {
    this.#listener = listener;
  }

  /** Where the first text stands whose block is not known yet; Infinity when there is none. */
  get waitsFrom(): number {
    return this.#waiting[0]?.start ?? Infinity;
  }

  write(bytes: Uint8Array): void {
    const base = this.#at;
    this.#textStart = this.#inString && this.#string === 'text' ? 0 : -1;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === lineFeed || byte === carriageReturn) {
        this.#endText(bytes, at, base);
        if (byte === carriageReturn || !this.#wasReturn) this.#endLine();
        this.#wasReturn = byte === carriageReturn;
        continue;
      }
      this.#wasReturn = false;
      if (this.#line === 'data') this.#readJson(byte, bytes, at, base);
      else if (this.#line === 'field') this.#readField(byte, base + at);
    }
    this.#endText(bytes, bytes.length, base);
    this.#at = base + bytes.length;
  }

  /** Gives up waiting for an index: the texts that wait belong to no known block. */
  flush(): void {
    for (const { field, piece, start } of this.#waiting.splice(0)) this.#listener.onText(`${this.#index ?? ''}/${field}`, piece, start);
  }

  #readField(byte: number, at: number): void {
    // A byte order mark may stand before everything.
    if (at < 3 && byte === [0xef, 0xbb, 0xbf][at]) return;
    this.#line = byte === dataField[this.#fieldBytes] ? 'field' : 'other';
    this.#fieldBytes += 1;
    if (this.#line === 'field' && this.#fieldBytes === dataField.length) this.#line = 'data';
  }

  #endLine(): void {
    const isEmpty = this.#line === 'field' && this.#fieldBytes === 0;
    this.#line = 'field';
    this.#fieldBytes = 0;
    if (this.#inString) this.#inString = false;
    if (isEmpty) this.#endEvent();
  }

  #endEvent(): void {
    this.flush();
    this.#depth = 0;
    this.#isObject = 0;
    this.#expectsKey = false;
    this.#key = this.#innerKey = this.#type = this.#digits = '';
    this.#index = null;
  }

  #readJson(byte: number, bytes: Uint8Array, at: number, base: number): void {
    if (this.#inString) {
      if (this.#isEscape) this.#isEscape = false;
      else if (byte === backslash) this.#isEscape = true;
      else if (byte === quote) {
        this.#endText(bytes, at, base);
        this.#endString();
        return;
      }
      if (this.#string !== 'text' && this.#word.length < longestWord) this.#word += String.fromCharCode(byte);
      return;
    }
    if (this.#digits !== '' && (byte < 48 || byte > 57)) this.#endIndex();
    switch (byte) {
      case quote:
        this.#beginString(at + 1);
        break;
      case 0x7b: // {
      case 0x5b: // [
        this.#depth += 1;
        if (this.#depth <= 2) this.#isObject = byte === 0x7b ? this.#isObject | (1 << this.#depth) : this.#isObject & ~(1 << this.#depth);
        this.#expectsKey = byte === 0x7b;
        break;
      case 0x7d: // }
      case 0x5d: // ]
        this.#depth -= 1;
        this.#expectsKey = false;
        if (this.#depth === 0) this.#endObject();
        break;
      case 0x2c: // ,
        this.#expectsKey = this.#depth <= 2 && (this.#isObject & (1 << this.#depth)) !== 0;
        break;
      case 0x3a: // :
        this.#expectsKey = false;
        break;
      default:
        if (byte >= 48 && byte <= 57 && this.#depth === 1 && this.#key === 'index' && this.#index === null && this.#digits.length < 9) this.#digits += String.fromCharCode(byte);
    }
  }

  #beginString(textStart: number): void {
    const { kind } = this.#place();
    this.#inString = true;
    this.#isEscape = false;
    this.#word = '';
    this.#string = kind;
    this.#textStart = kind === 'text' ? textStart : -1;
  }

  #place(): { readonly kind: 'key' | 'word' | 'text' | 'other' } {
    if (this.#depth < 1 || this.#depth > 2) return { kind: 'other' };
    if (this.#expectsKey) return { kind: 'key' };
    if (this.#depth === 1) return { kind: this.#key === 'type' ? 'word' : 'other' };
    const isText = (this.#isObject & 4) !== 0 && (this.#key === 'delta' || this.#key === 'content_block') && this.#innerKey !== 'type';
    return { kind: isText ? 'text' : 'other' };
  }

  #endString(): void {
    this.#inString = false;
    if (this.#string === 'key' && this.#depth === 1) {
      this.#key = this.#word;
      this.#innerKey = '';
    } else if (this.#string === 'key') this.#innerKey = this.#word;
    else if (this.#string === 'word') this.#type = this.#word;
    this.#string = 'other';
  }

  #endText(bytes: Uint8Array, end: number, base: number): void {
    const start = this.#textStart;
    this.#textStart = -1;
    if (start === -1 || end <= start) return;
    const piece = bytes.subarray(start, end);
    if (this.#index === null) this.#waiting.push({ field: this.#innerKey, piece: new Uint8Array(piece), start: base + start });
    else this.#listener.onText(`${this.#index}/${this.#innerKey}`, piece, base + start);
  }

  #endIndex(): void {
    this.#index = this.#digits;
    this.#digits = '';
    this.flush();
  }

  #endObject(): void {
    if (this.#type === 'content_block_stop' && this.#index !== null) this.#listener.onStop(`${this.#index}/`);
  }
}
