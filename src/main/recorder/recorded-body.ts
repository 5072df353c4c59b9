import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import type { BodyMasking, MaskedPiece } from '../../domain/masking/body-masker.ts';
import { maskCharacter } from '../../domain/masking/mask.ts';
import type { BodyWrite } from '../store/exchange-writes.ts';
import type { BodySide } from '../store/reads.ts';
import { contentDecoder, UnreadableCoding, type ContentDecoder } from './content-decoder.ts';
import { SearchedOctets } from './searched-octets.ts';

/** How a body is to be searched for credentials. */
export interface BodyHandling {
  readonly masking: BodyMasking;
  /** Whether it is looked through as a whole before any of it is kept: for bodies that end soon. */
  readonly whole: boolean;
  /** Its `Content-Encoding`. */
  readonly contentEncoding: string | null;
  /** Whether all of it is masked when its coding cannot be taken off. */
  readonly masksUnreadable: boolean;
}

/** A body under a content coding, until it is known whether it may be stored as it came. */
interface Decoding {
  readonly decoder: ContentDecoder;
  /** As it came, for the case that no credential is in it; null when it has become too much to keep. */
  raw: Uint8Array[] | null;
}

/** Of a larger body the decoded form stays what is stored. */
const rawUpToBytes = 4 * 1024 * 1024;

/**
 * A body on its way to the store: masked and hashed as it comes, kept until it is written. Under a content coding it is decoded
 * and masked first, and written like that; at its end it is written as it came instead, when no credential was in it.
 */
export class RecordedBody {
  readonly #side: BodySide;
  #handling: BodyHandling = { masking: { secrets: [], form: 'text', rulesOff: [] }, whole: false, contentEncoding: null, masksUnreadable: false };
  #searched = new SearchedOctets(this.#handling.masking, false);
  #decoding: Decoding | null = null;
  /** The coding that was taken off what is stored. */
  #decodedFrom: string | null = null;
  /** All of it is masked. */
  #isHidden = false;
  #isUnsearched = false;
  readonly #wireHash: Hash = createHash('sha256');
  #wireBytes = 0;
  /** Null as long as what is stored is what came: the hashes are the same until then. */
  #storedHash: Hash | null = null;
  /** True when what is stored does not follow the wire piece by piece: its hash takes what comes at once. */
  #hashesAhead = false;
  #writtenBytes = 0;
  #pieces: Uint8Array[] = [];
  #pendingBytes = 0;
  /** What was written before is no longer what is to be stored. */
  #replaces = false;
  #end: BodyWrite['end'] = null;
  #isDirty = false;
  /** True once a part is missing: what comes after it cannot be kept either. */
  #isCut = false;

  constructor(side: BodySide) {
    this.#side = side;
  }

  /** To be called before the first piece. */
  begin(handling: BodyHandling): void {
    this.#handling = handling;
    this.#searched = new SearchedOctets(handling.masking, handling.whole);
    const decoder = contentDecoder(handling.contentEncoding);
    this.#hashesAhead = decoder !== null;
    this.#storedHash = decoder === null ? null : createHash('sha256');
    if (decoder === 'unknown') this.#isHidden = handling.masksUnreadable;
    else if (decoder !== null) {
      this.#decoding = { decoder, raw: [] };
      this.#decodedFrom = handling.contentEncoding;
    }
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  /** True where it was too large, when unpacked, to be searched for credentials, and is stored as it came. */
  get isUnsearched(): boolean {
    return this.#isUnsearched;
  }

  /** Adds a piece; answers how many bytes now wait that did not before. */
  add(bytes: Uint8Array): number {
    if (this.#isCut) return 0;
    const before = this.#pendingBytes;
    this.#wireBytes += bytes.byteLength;
    if (this.#hashesAhead) this.#wireHash.update(bytes);
    if (this.#decoding !== null) this.#addCoded(this.#decoding, bytes);
    else if (this.#isHidden) this.#keepHidden(bytes.byteLength);
    else this.#keepAll(this.#searched.write(bytes));
    return this.#pendingBytes - before;
  }

  end(complete: boolean): number {
    if (this.#end !== null) return 0;
    const before = this.#pendingBytes;
    const isWhole = this.#decoding === null ? this.#endPlain() : this.#endCoded(this.#decoding, complete);
    const hashes = this.#hashes(complete && !this.#isCut);
    this.#end = { complete: complete && isWhole && !this.#isCut, ...hashes };
    // Where no body was there is nothing to say of it.
    this.#isDirty ||= this.#writtenBytes > 0;
    return this.#pendingBytes - before;
  }

  /** Gives up the body from here on, with what waits; answers how many bytes that was. */
  cut(): number {
    const dropped = this.#pendingBytes;
    this.#isCut = true;
    this.#decoding = null;
    this.#pieces = [];
    this.#pendingBytes = 0;
    if (this.#end !== null) this.#end = { complete: false, wireSha256: null, storedSha256: null };
    return dropped;
  }

  /** What is to be written, or null; the same again until `written` is called. */
  pendingWrite(): BodyWrite | null {
    if (!this.#isDirty) return null;
    const masks = this.#isHidden ? [{ start: 0, length: this.#wireBytes }] : this.#searched.places;
    return {
      side: this.#side,
      start: this.#writtenBytes,
      replaces: this.#replaces,
      octets: this.#pieces,
      masks,
      decodedFrom: this.#decodedFrom,
      end: this.#end,
    };
  }

  written(): void {
    this.#writtenBytes += this.#pendingBytes;
    this.#pieces = [];
    this.#pendingBytes = 0;
    this.#replaces = false;
    this.#isDirty = false;
  }

  #addCoded(decoding: Decoding, bytes: Uint8Array): void {
    decoding.raw?.push(bytes);
    if (this.#wireBytes > rawUpToBytes) decoding.raw = null;
    try {
      for (const octets of decoding.decoder.write(bytes)) this.#keepAll(this.#searched.write(octets));
    } catch (error) {
      this.#giveUpDecoding(decoding, error);
    }
  }

  #endPlain(): boolean {
    if (!this.#isCut && !this.#isHidden) this.#keepAll(this.#searched.end());
    return true;
  }

  /** Answers whether all of it was looked through. */
  #endCoded(decoding: Decoding, complete: boolean): boolean {
    let isWhole = true;
    try {
      for (const octets of decoding.decoder.end()) this.#keepAll(this.#searched.write(octets));
    } catch (error) {
      isWhole = false;
      if (!(error instanceof UnreadableCoding && error.reason === 'cut-off')) {
        this.#giveUpDecoding(decoding, error);
        return this.#endPlain();
      }
    }
    this.#decoding = null;
    this.#keepAll(this.#searched.end());
    const isClean = this.#searched.places.length === 0;
    if (complete && isWhole && isClean && decoding.raw !== null) this.#storeAsItCame(decoding.raw);
    return isWhole;
  }

  #storeAsItCame(raw: readonly Uint8Array[]): void {
    this.#beginAnew();
    this.#decodedFrom = null;
    this.#storedHash = null;
    for (const octets of raw) this.#addPiece(octets);
  }

  /** What is not in its coding, or unpacks to too much, is hidden where it may hand out credentials, or else stored as it came. */
  #giveUpDecoding(decoding: Decoding, error: unknown): void {
    if (!(error instanceof UnreadableCoding)) throw error;
    this.#decoding = null;
    this.#decodedFrom = null;
    this.#searched.end();
    this.#isHidden = this.#handling.masksUnreadable || this.#searched.places.length > 0;
    this.#beginAnew();
    this.#storedHash = createHash('sha256');
    this.#searched = new SearchedOctets({ ...this.#handling.masking, form: 'text' }, false);
    if (this.#isHidden) this.#keepHidden(this.#wireBytes);
    else if (decoding.raw === null) this.cut();
    else {
      this.#isUnsearched = error.reason === 'too-large';
      for (const octets of decoding.raw) this.#keepAll(this.#searched.write(octets));
    }
  }

  #beginAnew(): void {
    this.#replaces ||= this.#writtenBytes > 0;
    this.#writtenBytes = 0;
    this.#pieces = [];
    this.#pendingBytes = 0;
    this.#isDirty = true;
  }

  #keepAll(pieces: readonly MaskedPiece[]): void {
    if (this.#isCut) return;
    for (const { wire, stored } of pieces) {
      if (wire.byteLength === 0) continue;
      if (stored !== wire && !this.#hashesAhead) this.#storedHash ??= this.#wireHash.copy();
      this.#storedHash?.update(stored);
      if (!this.#hashesAhead) this.#wireHash.update(wire);
      this.#addPiece(stored);
    }
  }

  #keepHidden(bytes: number): void {
    const stored = new Uint8Array(bytes).fill(maskCharacter.charCodeAt(0));
    this.#storedHash?.update(stored);
    this.#addPiece(stored);
  }

  #addPiece(stored: Uint8Array): void {
    this.#pieces.push(stored);
    this.#pendingBytes += stored.byteLength;
    this.#isDirty = true;
  }

  #hashes(known: boolean): { readonly wireSha256: Uint8Array | null; readonly storedSha256: Uint8Array | null } {
    if (!known) return { wireSha256: null, storedSha256: null };
    const storedSha256 = this.#storedHash?.digest() ?? null;
    const wireSha256 = this.#wireHash.digest();
    return { wireSha256, storedSha256: storedSha256 ?? wireSha256 };
  }
}
