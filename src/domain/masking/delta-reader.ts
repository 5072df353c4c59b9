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
/** Nothing deeper than this is told. */
const deepest = 8;

/**
 * Follows a stream of server-sent events byte by byte and tells the strings that the deltas of the Messages API carry: those
 * in `delta`, and in `content_block`, which begins a block. Texts are named by the block's index and the field. Gateways have
 * deltas of their own, deeper in the event, most of them in a choice that has the index. What is no such stream is read over. (Fields and line ends: the HTML standard, section 9.2; events: Anthropic's "Streaming messages".)
 */
export class DeltaReader {
  readonly #listener: DeltaListener;
  #at = 0;
  #line: 'field' | 'data' | 'other' = 'field';
  #fieldBytes = 0;
  #wasReturn = false;

  // The event's JSON.
  #depth = 0;
  /** By depth, a bit for every object. */
  #isObject = 0;
  #expectsKey = false;
  #inString = false;
  #isEscape = false;
  #string: 'key' | 'word' | 'text' | 'other' = 'other';
  #word = '';
  /** The keys by depth, how deep the strings of a delta stand, the type, and the index as far as it was read. */
  readonly #keys: string[] = [];
  #deltaDepth = 0;
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
    this.#keys.length = this.#deltaDepth = 0;
    this.#type = this.#digits = '';
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
        this.#open(byte === 0x7b);
        break;
      case 0x7d: // }
      case 0x5d: // ]
        this.#depth -= 1;
        if (this.#depth < this.#deltaDepth) this.#deltaDepth = 0;
        this.#expectsKey = false;
        if (this.#depth === 0) this.#endObject();
        break;
      case 0x2c: // ,
        this.#expectsKey = this.#isInObject();
        break;
      case 0x3a: // :
        this.#expectsKey = false;
        break;
      default:
        if (byte >= 48 && byte <= 57 && this.#index === null && this.#digits.length < 9 && this.#isIndex()) this.#digits += String.fromCharCode(byte);
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

  #open(isObject: boolean): void {
    const parent = this.#isInObject() ? this.#keys[this.#depth] : undefined;
    this.#depth += 1;
    this.#expectsKey = isObject && this.#depth <= deepest;
    if (this.#depth < 1 || this.#depth > deepest) return;
    this.#isObject = isObject ? this.#isObject | (1 << this.#depth) : this.#isObject & ~(1 << this.#depth);
    this.#keys[this.#depth] = '';
    if (isObject && this.#deltaDepth === 0 && (parent === 'delta' || (parent === 'content_block' && this.#depth === 2))) this.#deltaDepth = this.#depth;
    if (this.#isChoice()) {
      this.flush();
      this.#index = null;
    }
  }

  #isInObject(): boolean {
    return this.#depth > 0 && this.#depth <= deepest && (this.#isObject & (1 << this.#depth)) !== 0;
  }

  #isChoice(): boolean {
    return this.#depth === 3 && this.#keys[1] === 'choices' && this.#isInObject();
  }

  #isIndex(): boolean {
    return this.#keys[this.#depth] === 'index' && (this.#depth === 1 || this.#isChoice());
  }

  #place(): { readonly kind: 'key' | 'word' | 'text' | 'other' } {
    if (!this.#isInObject()) return { kind: 'other' };
    if (this.#expectsKey) return { kind: 'key' };
    if (this.#depth === 1) return { kind: this.#keys[1] === 'type' ? 'word' : 'other' };
    // Within those of the Messages API stand whole texts.
    const isText = this.#deltaDepth > 0 && (this.#depth === this.#deltaDepth || this.#deltaDepth > 2) && this.#keys[this.#depth] !== 'type';
    return { kind: isText ? 'text' : 'other' };
  }

  #endString(): void {
    this.#inString = false;
    if (this.#string === 'key') this.#keys[this.#depth] = this.#word;
    else if (this.#string === 'word') this.#type = this.#word;
    this.#string = 'other';
  }

  #endText(bytes: Uint8Array, end: number, base: number): void {
    const start = this.#textStart;
    this.#textStart = -1;
    if (start === -1 || end <= start) return;
    const piece = bytes.subarray(start, end);
    const field = this.#keys.slice(this.#deltaDepth, this.#depth + 1).join('.');
    if (this.#index === null) this.#waiting.push({ field, piece: new Uint8Array(piece), start: base + start });
    else this.#listener.onText(`${this.#index}/${field}`, piece, base + start);
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
