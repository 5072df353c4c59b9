import { CredentialNeedles } from './credential-needles.ts';
import { DeltaReader } from './delta-reader.ts';
import { markIndexOf, type MarkIndex } from './mark-index.ts';
import { MaskedPlaces, type MaskedPlace } from './masked-places.ts';
import { SecretFinder } from './secret-finder.ts';
import { WideReader } from './wide-text.ts';

export type { MaskedPlace } from './masked-places.ts';

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

/** Never are more bytes than this held back; what is undecided by then is masked. */
export const mostHeldBytes = 65_536;
/** So many blocks of a stream are followed at once; the API streams one after the other. */
const mostTexts = 64;

/**
 * Masks a body that comes in pieces; how it was cut makes no difference. Masked are the exact credentials given, however JSON
 * escapes them, and what the masking rules find, in the text as it reads unescaped; in a stream of events also what is
 * spread over several deltas of one block, and in plain text what is UTF-16. A mask is as long as what it hides and tears no escape, so that JSON stays JSON and
 * the events stay events. Everything is given on at once but what cannot be judged yet: characters behind the mark of a secret
 * that are too few to tell, the beginning of a credential, and in a stream what came after those; never more than 64 KiB.
 */
export class BodyMasker {
  readonly #index: MarkIndex;
  readonly #needles: CredentialNeedles;
  readonly #places = new MaskedPlaces();
  readonly #body: SecretFinder;
  readonly #deltas: DeltaReader | null;
  readonly #texts = new Map<string, PlacedText>();
  readonly #wide: WideReader | null;
  #held: Uint8Array = new Uint8Array(0);
  #givenBytes = 0;

  constructor({ secrets, form, rulesOff }: BodyMasking) {
    this.#index = markIndexOf(rulesOff);
    this.#needles = CredentialNeedles.of(secrets);
    this.#body = new SecretFinder(this.#index, this.#needles, form !== 'text', (start, end) => this.#places.add(start, end));
    this.#deltas = form === 'event-stream' ? new DeltaReader({ onText: (...piece) => this.#addText(...piece), onStop: (prefix) => this.#endTexts(prefix) }) : null;
    // JSON and events are of UTF-8.
    this.#wide = form === 'text' ? new WideReader({ onText: (characters, start) => this.#addText(wideText, characters, start, 2), onEnd: () => this.#endText(wideText, false) }) : null;
  }

  /** What was masked up to now, in order and without overlap. */
  get places(): MaskedPlace[] {
    return this.#places.list;
  }

  /** The next piece, as it may be stored. The bytes given are left as they are. */
  write(bytes: Uint8Array): MaskedPiece {
    const data = this.#held.byteLength === 0 ? bytes : joined(this.#held, bytes);
    let readTo = this.#givenBytes + this.#held.byteLength;
    const end = readTo + bytes.byteLength;
    let undecided = this.#undecidedFrom();
    while (readTo < end) {
      // The bound is met at one place, however the body is cut.
      const to = Math.min(end, undecided + mostHeldBytes, readTo + mostHeldBytes);
      const piece = bytes.subarray(bytes.byteLength - (end - readTo), bytes.byteLength - (end - to));
      this.#body.write(piece);
      this.#deltas?.write(piece);
      this.#wide?.write(piece);
      readTo = to;
      undecided = this.#undecidedFrom();
      if (undecided + mostHeldBytes <= readTo) undecided = this.#giveUp(readTo);
    }
    const sure = Math.min(data.byteLength, undecided - this.#givenBytes);
    // Not `slice`: Node's subclass of these arrays has one that shares the memory.
    this.#held = new Uint8Array(data.subarray(sure));
    return this.#give(sure === data.byteLength ? data : data.subarray(0, sure));
  }

  /** What was held back. Nothing may be written after it. */
  end(): MaskedPiece {
    this.#deltas?.flush();
    this.#wide?.end();
    this.#body.end(true);
    for (const text of this.#texts.values()) text.finder.end(true);
    const held = this.#held;
    this.#held = new Uint8Array(0);
    return this.#give(held);
  }

  #give(wire: Uint8Array): MaskedPiece {
    const stored = this.#places.mask(wire, this.#givenBytes);
    this.#givenBytes += wire.byteLength;
    return { wire, stored };
  }

  #undecidedFrom(): number {
    let from = Math.min(this.#body.undecidedFrom, this.#deltas?.waitsFrom ?? Infinity, this.#wide?.undecidedFrom ?? Infinity);
    for (const text of this.#texts.values()) from = Math.min(from, text.undecidedFrom);
    return from;
  }

  /** Masks what has been undecided for too long, and whatever goes on from it. */
  #giveUp(readTo: number): number {
    this.#deltas?.flush();
    for (const text of [{ finder: this.#body, undecidedFrom: this.#body.undecidedFrom }, ...this.#texts.values()]) {
      if (text.undecidedFrom + mostHeldBytes <= readTo) text.finder.maskUndecided();
    }
    return this.#undecidedFrom();
  }

  #addText(name: string, piece: Uint8Array, start: number, bytesEach = 1): void {
    let text = this.#texts.get(name);
    if (text === undefined) {
      text = new PlacedText(this.#index, this.#needles, this.#places, bytesEach);
      this.#texts.set(name, text);
      const [oldest] = this.#texts.keys();
      if (this.#texts.size > mostTexts && oldest !== undefined) this.#endText(oldest, true);
    }
    text.write(piece, start);
  }

  #endTexts(prefix: string): void {
    for (const name of this.#texts.keys()) if (name.startsWith(prefix)) this.#endText(name, false);
  }

  #endText(name: string, isCut: boolean): void {
    this.#texts.get(name)?.finder.end(isCut);
    this.#texts.delete(name);
  }
}

/** The name of the text that has two bytes a character. */
const wideText = 'wide';

/** One text that the deltas of a stream make up, or that has zeros between its characters, and where in the body its pieces stand. */
class PlacedText {
  readonly finder: SecretFinder;
  readonly #pieces: { readonly start: number; readonly length: number; readonly inBody: number }[] = [];
  readonly #bytesEach: number;
  /** What stands before it was given on when nobody knew yet that a text begins there. */
  #judgedFrom = Infinity;
  #length = 0;

  constructor(index: MarkIndex, needles: CredentialNeedles, places: MaskedPlaces, bytesEach: number) {
    this.#bytesEach = bytesEach;
    this.finder = new SecretFinder(index, needles, bytesEach === 1, (start, end) => {
      for (const piece of this.#pieces) {
        const from = Math.max(start, piece.start);
        const to = Math.min(end, piece.start + piece.length);
        if (from < to) places.add(Math.max(this.#judgedFrom, piece.inBody + (from - piece.start) * bytesEach), piece.inBody + (to - piece.start) * bytesEach);
      }
    });
  }

  /** Where in the body that stands which cannot be judged yet. */
  get undecidedFrom(): number {
    const undecided = this.finder.undecidedFrom;
    if (undecided === Infinity) return Infinity;
    const piece = this.#pieces.find(({ start, length }) => undecided < start + length);
    return piece === undefined ? Infinity : Math.max(this.#judgedFrom, piece.inBody + Math.max(0, undecided - piece.start) * this.#bytesEach);
  }

  write(bytes: Uint8Array, inBody: number): void {
    this.#judgedFrom = Math.min(this.#judgedFrom, inBody + this.#bytesEach - 1);
    this.#pieces.push({ start: this.#length, length: bytes.byteLength, inBody });
    this.#length += bytes.byteLength;
    this.finder.write(bytes);
    const needed = Math.min(this.#length, this.finder.undecidedFrom);
    while ((this.#pieces[0]?.start ?? 0) + (this.#pieces[0]?.length ?? Infinity) <= needed) this.#pieces.shift();
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.byteLength + second.byteLength);
  whole.set(first);
  whole.set(second, first.byteLength);
  return whole;
}
