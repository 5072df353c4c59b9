import { forEachPiece, wholeCharacters } from './text-pieces.ts';

/** Counts the tokens of a text. It is given pieces of at most `longestPiece` characters (UTF-16), which may come again and again. */
export type TokenEncoder = (text: string) => number;

/** The longest piece that is counted as it stands, in UTF-16 units. No word of a language is longer. */
export const longestPiece = 96;

/** Of a longer piece, evenly spread samples of this length are looked at: one for each `sampleEvery` units, and no more than `mostSamples`. */
const sampleLength = 64;
const sampleEvery = 512;
const mostSamples = 64;

/**
 * The work that is allowed for: as much at once, and then as much for each unit of the text. A piece of n bytes that was not met
 * before takes n² of it for merging and as much as 10 bytes do for all else, about 0.15 µs each. Prose, code and JSON stay within it; of
 * a megabyte of base64 or random words, which are made of pieces that never come again, it reaches for one in five.
 */
const workAtOnce = 800_000;
const workForUnit = 5;
const workForPiece = 100;

/**
 * Counts a text in time linear in its length, whatever it holds. Byte-pair encoders are quadratic in a piece that they merge
 * within (10,000 dashes take seconds), so a piece longer than any word is sampled, and a text that is nothing but new words is
 * counted as far as the work allowed reaches and taken for the same throughout: what is left out is spread over the text, and
 * counts as the pieces of its length do that were counted. Every other text has the encoder's own count.
 */
export function countText(text: string, encoder: TokenEncoder): number {
  return new TextCount(encoder).count(text);
}

class TextCount {
  readonly #encoder: TokenEncoder;
  readonly #known = new Map<string, number>();
  #allowed = workAtOnce;
  /** Of pieces that were not met before, by their length in bytes. */
  readonly #ofLength = new Map<number, NewPieces>();

  constructor(encoder: TokenEncoder) {
    this.#encoder = encoder;
  }

  count(text: string): number {
    let tokens = 0;
    forEachPiece(text, (piece) => {
      tokens += piece.length > longestPiece ? this.#ofLong(piece) : this.#ofShort(piece);
      this.#allowed += piece.length * workForUnit;
    });
    return Math.ceil(tokens + this.#ofSkipped());
  }

  #ofShort(piece: string): number {
    const known = this.#known.get(piece);
    if (known !== undefined) return known;
    const bytes = utf8Length(piece);
    if (this.#allowed <= 0) {
      this.#piecesOf(bytes).skipped += 1;
      return 0;
    }
    return this.#ofNew(piece, bytes);
  }

  #ofNew(piece: string, bytes: number): number {
    const tokens = this.#encoder(piece);
    this.#known.set(piece, tokens);
    this.#allowed -= bytes * bytes + workForPiece;
    const alike = this.#piecesOf(bytes);
    alike.counted += 1;
    alike.tokens += tokens;
    return tokens;
  }

  #piecesOf(bytes: number): NewPieces {
    const known = this.#ofLength.get(bytes);
    if (known !== undefined) return known;
    const none: NewPieces = { counted: 0, tokens: 0, skipped: 0 };
    this.#ofLength.set(bytes, none);
    return none;
  }

  #ofSkipped(): number {
    let countedBytes = 0;
    let countedTokens = 0;
    for (const [bytes, { counted, tokens }] of this.#ofLength) {
      countedBytes += counted * bytes;
      countedTokens += tokens;
    }
    let sum = 0;
    for (const [bytes, { counted, tokens, skipped }] of this.#ofLength) {
      // Where none of that length was counted they count by their bytes.
      sum += skipped === 0 ? 0 : skipped * (counted === 0 ? (bytes * countedTokens) / countedBytes : tokens / counted);
    }
    return sum;
  }

  #ofLong(piece: string): number {
    const samples = Math.min(mostSamples, Math.ceil(piece.length / sampleEvery));
    const stride = piece.length / samples;
    let tokens = 0;
    let units = 0;
    for (let index = 0; index < samples && (index === 0 || this.#allowed > 0); index += 1) {
      const start = wholeCharacters(piece, Math.floor(index * stride));
      const sample = piece.slice(start, wholeCharacters(piece, start + sampleLength));
      tokens += this.#known.get(sample) ?? this.#ofNew(sample, utf8Length(sample));
      units += sample.length;
    }
    return (tokens * piece.length) / units;
  }
}

interface NewPieces {
  counted: number;
  /** Of those counted. */
  tokens: number;
  skipped: number;
}

/** The bytes of a text in UTF-8. */
function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    // Each half of a pair stands for two of the four bytes.
    if (unit >= 0x80) bytes += unit < 0x800 || (unit & 0xf800) === 0xd800 ? 1 : 2;
  }
  return bytes;
}
