import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import type { BodyMasking, MaskedPiece } from '../../domain/masking/body-masker.ts';
import { maskCharacter } from '../../domain/masking/mask.ts';
import { contentDecoder, type ContentDecoder } from '../content-coding/content-decoder.ts';
import { UnreadableCoding } from '../content-coding/unreadable-coding.ts';
import { mostBytesStoredPacked } from '../store/decoded-body.ts';
import type { BodyWrite } from '../store/exchange-writes.ts';
import type { BodySide } from '../store/reads.ts';
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
  /** As it came, for the case that no credential is in it; null when it has become too much to keep, or to be unpacked by readers. */
  raw: Uint8Array[] | null;
  /** What each layer is given, searched as it stands: names and comments in it are no content, and pass the decoder unseen. */
  readonly packed: SearchedOctets[];
  decodedBytes: number;
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
  /** The rest of it is not read any more: the decoded form of what came before is all that is kept. */
  #isStopped = false;
  #isTooLarge = false;
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
    const packed: SearchedOctets[] = [];
    const decoder = contentDecoder(handling.contentEncoding, {
      onPacked: (layer, octets) => (packed[layer] ??= new SearchedOctets({ ...handling.masking, form: 'text' }, false)).write(octets),
    });
    this.#hashesAhead = decoder !== null;
    this.#storedHash = decoder === null ? null : createHash('sha256');
    if (decoder === 'unknown') this.#isHidden = handling.masksUnreadable;
    else if (decoder !== null) {
      this.#decoding = { decoder, raw: [], packed, decodedBytes: 0 };
      this.#decodedFrom = handling.contentEncoding;
    }
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  /** True where it unpacks to more than is read: what comes after that is not kept. */
  get isTooLarge(): boolean {
    return this.#isTooLarge;
  }

  /** Adds a piece; answers how many bytes now wait that did not before. */
  add(bytes: Uint8Array): number {
    if (this.#isCut) return 0;
    const before = this.#pendingBytes;
    this.#wireBytes += bytes.byteLength;
    if (this.#hashesAhead) this.#wireHash.update(bytes);
    if (this.#isStopped) return 0;
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
      decoding.decoder.write(bytes, (octets) => this.#keepDecoded(decoding, octets));
    } catch (error) {
      this.#giveUpDecoding(decoding, error);
    }
  }

  #keepDecoded(decoding: Decoding, octets: Uint8Array): void {
    decoding.decodedBytes += octets.byteLength;
    if (decoding.decodedBytes > mostBytesStoredPacked) decoding.raw = null;
    this.#keepAll(this.#searched.write(octets));
  }

  /** Answers whether all of it is kept. */
  #endPlain(): boolean {
    if (!this.#isCut && !this.#isHidden && !this.#isStopped) this.#keepAll(this.#searched.end());
    return !this.#isStopped;
  }

  #endCoded(decoding: Decoding, complete: boolean): boolean {
    try {
      decoding.decoder.end((octets) => this.#keepDecoded(decoding, octets));
    } catch (error) {
      this.#giveUpDecoding(decoding, error);
      return this.#endPlain();
    }
    this.#decoding = null;
    this.#keepAll(this.#searched.end());
    for (const packed of decoding.packed) packed.end();
    const isClean = [this.#searched, ...decoding.packed].every(({ places }) => places.length === 0);
    if (complete && isClean && decoding.raw !== null) this.#storeAsItCame(decoding.raw);
    return true;
  }

  #storeAsItCame(raw: readonly Uint8Array[]): void {
    this.#beginAnew();
    this.#decodedFrom = null;
    this.#storedHash = null;
    for (const octets of raw) this.#addPiece(octets);
  }

  /**
   * What could be read stays, decoded: packed still, the rest could hold anything. What is in none of its codings is searched as it
   * stands; what is in one of them, but not in the next, or may hand out credentials, is hidden.
   */
  #giveUpDecoding(decoding: Decoding, error: unknown): void {
    if (!(error instanceof UnreadableCoding)) throw error;
    this.#decoding = null;
    const { reason } = error;
    const hasUnread = reason === 'foreign' || reason === 'broken' || reason === 'too-large';
    if (hasUnread && this.#handling.masksUnreadable) this.#hide();
    else if (reason === 'foreign' && decoding.raw !== null) this.#storePlain(decoding.raw);
    else if (reason === 'foreign' || (reason === 'broken' && decoding.decodedBytes === 0)) this.#hide();
    else {
      this.#isTooLarge = reason === 'too-large';
      this.#stop();
    }
  }

  #stop(): void {
    this.#isStopped = true;
    this.#keepAll(this.#searched.end());
    this.#isDirty = true;
  }

  #hide(): void {
    this.#isHidden = true;
    this.#beginUncoded();
    this.#keepHidden(this.#wireBytes);
  }

  #storePlain(raw: readonly Uint8Array[]): void {
    this.#beginUncoded();
    this.#searched = new SearchedOctets(this.#handling.masking, this.#handling.whole);
    for (const octets of raw) this.#keepAll(this.#searched.write(octets));
  }

  #beginUncoded(): void {
    this.#beginAnew();
    this.#decodedFrom = null;
    this.#storedHash = createHash('sha256');
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
