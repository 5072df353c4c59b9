/** What the reader of text with two bytes a character tells. Places are those of the body. */
export interface WideListener {
  /** The next characters of a text; the first of them stands at `start`, every other two bytes behind the one before. */
  readonly onText: (characters: Uint8Array, start: number) => void;
  /** The text ended, or was cut off within a character. */
  readonly onEnd: () => void;
}

/** So many characters in a row are text; fewer come by chance where there is none. */
const shortestText = 12;

/**
 * Follows a body byte by byte and tells what in it reads as UTF-16: characters of ASCII with a zero between them, as Windows writes
 * files. Which of the two stands first makes no difference.
 */
export class WideReader {
  readonly #listener: WideListener;
  #at = 0;
  #isBehindCharacter = false;
  #last = 0;
  /** The characters of this text that were not told yet, and where the first stands. */
  #characters: number[] = [];
  #start = 0;
  #isText = false;

  constructor(listener: WideListener) {
    this.#listener = listener;
  }

  /** From where on it cannot be said yet what belongs to a text. Its first byte may be given on: nobody knew of the zero behind it. */
  get undecidedFrom(): number {
    if (this.#characters.length > 0) return this.#start + 1;
    return this.#isText && this.#isBehindCharacter ? this.#at - 1 : Infinity;
  }

  write(bytes: Uint8Array): void {
    const isIdle = !this.#isText && this.#characters.length === 0;
    // Most bodies have no zero at all.
    const first = isIdle && !(this.#isBehindCharacter && bytes[0] === 0) ? bytes.indexOf(0) : 0;
    const from = first === -1 ? bytes.length : Math.max(0, first - 1);
    if (from > 0) {
      this.#isBehindCharacter = from === bytes.length && bytes[from - 1] !== 0;
      this.#last = bytes[from - 1] ?? 0;
    }
    const base = this.#at;
    for (let at = from; at < bytes.length; at += 1) {
      this.#at = base + at;
      this.#read(bytes[at] ?? 0);
    }
    this.#at = base + bytes.length;
    if (this.#isText) this.#tell();
  }

  /** Nothing more comes. */
  end(): void {
    this.#endText();
  }

  #read(byte: number): void {
    if (byte !== 0) {
      if (this.#isBehindCharacter) this.#endText();
      this.#last = byte;
      this.#isBehindCharacter = true;
      return;
    }
    if (this.#isBehindCharacter) {
      if (this.#characters.length === 0) this.#start = this.#at - 1;
      this.#characters.push(this.#last);
      if (this.#characters.length === shortestText) this.#isText = true;
    } else this.#endText();
    this.#isBehindCharacter = false;
  }

  #tell(): void {
    if (this.#characters.length === 0) return;
    this.#listener.onText(Uint8Array.from(this.#characters), this.#start);
    this.#characters = [];
  }

  #endText(): void {
    if (this.#isText) {
      this.#tell();
      this.#listener.onEnd();
    }
    this.#isText = false;
    this.#characters = [];
  }
}
