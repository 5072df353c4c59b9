import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import type { BodyMasking, MaskedPiece } from '../../domain/masking/body-masker.ts';
import { maskCharacter } from '../../domain/masking/mask.ts';
import { codingByMagic, magicBytes } from '../content-coding/coding-by-magic.ts';
import { UnreadableCoding } from '../content-coding/unreadable-coding.ts';
import type { BodyWrite } from '../store/exchange-writes.ts';
import type { BodySide } from '../store/reads.ts';
import { ArrivalLog } from './arrival-log.ts';
import { CodedOctets } from './coded-octets.ts';
import { SearchedOctets } from './searched-octets.ts';

/** How a body is to be searched for credentials. */
export interface BodyHandling {
  readonly masking: BodyMasking;
  /** Whether it is looked through as a whole before any of it is kept: for bodies that end soon. */
  readonly whole: boolean;
  /** Its codings, those of its transfer included, as `Content-Encoding` names them. */
  readonly contentEncoding: string | null;
  /** Whether all of it is masked when its coding cannot be taken off. */
  readonly masksUnreadable: boolean;
}

/**
 * A body on its way to the store: masked and hashed as it comes, kept until it is written. Under a content coding it is decoded
 * and masked first, and written like that; at its end it is written as it came instead, when no credential was in it.
 */
export class RecordedBody {
  readonly #side: BodySide;
  #handling: BodyHandling = { masking: { secrets: [], form: 'text', rulesOff: [] }, whole: false, contentEncoding: null, masksUnreadable: false };
  #searched = new SearchedOctets(this.#handling.masking, false);
  /** What came before it can be told by its first octets whether it is under a coding that it does not name. */
  #begun: Uint8Array | null = null;
  #coded: CodedOctets | null = null;
  /** The codings that it turned out not to be in. */
  #foreignTo: string | null = null;
  /** The coding that was taken off what is stored. */
  #decodedFrom: string | null = null;
  /** All of it is masked. */
  #isHidden = false;
  /** The rest of it is not read any more: the decoded form of what came before is all that is kept. */
  #isStopped = false;
  #isTooLarge = false;
  /** When what came came, by its octets on the wire: masks keep lengths, so that they are those of what is stored. */
  readonly #arrivals = new ArrivalLog();
  /** The same by the octets of the decoded form, as long as that may be what is stored. */
  readonly #decodedArrivals = new ArrivalLog();
  /** Written again only when a third is new: a stream that goes on for long is not written over and over. */
  #writtenArrivals = 0;
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
    const coded = CodedOctets.open(handling.contentEncoding, handling.masking);
    this.#isHidden = coded === 'unknown' && handling.masksUnreadable;
    if (this.#isHidden) this.#hashAhead();
    else if (coded === 'unknown' || coded === null) this.#begun = new Uint8Array(0);
    else this.#beginCoded(coded);
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  /** True where it unpacks to more than is read: what comes after that is not kept. */
  get isTooLarge(): boolean {
    return this.#isTooLarge;
  }

  /** Adds a piece, which came at `atUs` if that is known; answers how many bytes now wait that did not before. */
  add(bytes: Uint8Array, atUs: number | null = null): number {
    if (this.#isCut) return 0;
    const before = this.#pendingBytes;
    if (atUs !== null && this.#side === 'response') this.#arrivals.add(this.#wireBytes, atUs);
    this.#wireBytes += bytes.byteLength;
    if (this.#hashesAhead) this.#wireHash.update(bytes);
    if (this.#isStopped) return 0;
    if (this.#begun !== null) this.#addBegun(this.#begun, bytes, atUs);
    else if (this.#coded !== null) this.#addCoded(this.#coded, bytes, atUs);
    else if (this.#isHidden) this.#keepHidden(bytes.byteLength);
    else this.#keepAll(this.#searched.write(bytes));
    return this.#pendingBytes - before;
  }

  end(complete: boolean): number {
    if (this.#end !== null) return 0;
    const before = this.#pendingBytes;
    const isWhole = this.#endOpened(complete);
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
    this.#begun = null;
    this.#coded = null;
    this.#pieces = [];
    this.#pendingBytes = 0;
    if (this.#end !== null) this.#end = { complete: false, wireSha256: null, storedSha256: null };
    return dropped;
  }

  /** What is to be written, or null; the same again until `written` is called. Times are told as from the start of the response, where that is known. */
  pendingWrite(startedAtUs: number | null = null): BodyWrite | null {
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
      ...(startedAtUs === null || !this.#hasNewArrivals() ? {} : { arrivals: this.#storedArrivals.packed(startedAtUs) }),
    };
  }

  written(): void {
    this.#writtenBytes += this.#pendingBytes;
    this.#pieces = [];
    this.#pendingBytes = 0;
    this.#replaces = false;
    if (this.#hasNewArrivals()) this.#writtenArrivals = this.#storedArrivals.count;
    this.#isDirty = false;
  }

  get #storedArrivals(): ArrivalLog {
    return this.#decodedFrom === null ? this.#arrivals : this.#decodedArrivals;
  }

  #hasNewArrivals(): boolean {
    const { count } = this.#storedArrivals;
    return count > 0 && (this.#end !== null || count >= this.#writtenArrivals * 1.5);
  }

  #addBegun(before: Uint8Array, bytes: Uint8Array, atUs: number | null): void {
    const begun = before.byteLength === 0 ? bytes : Buffer.concat([before, bytes]);
    if (begun.byteLength >= magicBytes) this.#open(begun, atUs);
    else this.#begun = new Uint8Array(begun);
  }

  #open(begun: Uint8Array, atUs: number | null): void {
    this.#begun = null;
    const coding = codingByMagic(begun);
    const coded = coding === this.#foreignTo ? null : CodedOctets.open(coding, this.#handling.masking);
    if (coded === null || coded === 'unknown') {
      this.#keepAll(this.#searched.write(begun));
      return;
    }
    if (!this.#hashesAhead) this.#wireHash.update(begun);
    this.#beginCoded(coded);
    this.#addCoded(coded, begun, atUs);
  }

  #beginCoded(coded: CodedOctets): void {
    this.#coded = coded;
    this.#decodedFrom = coded.codings;
    this.#hashAhead();
  }

  #addCoded(coded: CodedOctets, bytes: Uint8Array, atUs: number | null): void {
    const { decodedBytes } = coded;
    try {
      coded.write(bytes, (octets) => this.#keepAll(this.#searched.write(octets)));
    } catch (error) {
      this.#giveUpDecoding(coded, error);
    }
    if (atUs !== null && this.#side === 'response' && coded.decodedBytes > decodedBytes) this.#decodedArrivals.add(decodedBytes, atUs);
  }

  /** Answers whether all of it is kept. */
  #endOpened(complete: boolean): boolean {
    if (this.#begun !== null) this.#open(this.#begun, null);
    return this.#coded === null ? this.#endPlain() : this.#endCoded(this.#coded, complete);
  }

  #endPlain(): boolean {
    if (!this.#isCut && !this.#isHidden && !this.#isStopped) this.#keepAll(this.#searched.end());
    return !this.#isStopped;
  }

  #endCoded(coded: CodedOctets, complete: boolean): boolean {
    try {
      coded.end((octets) => this.#keepAll(this.#searched.write(octets)));
    } catch (error) {
      this.#giveUpDecoding(coded, error);
      return this.#endOpened(complete);
    }
    this.#coded = null;
    this.#keepAll(this.#searched.end());
    const isClean = this.#searched.places.length === 0 && !coded.holdsCredential();
    if (complete && isClean && coded.raw !== null) this.#storeAsItCame(coded.raw);
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
  #giveUpDecoding(coded: CodedOctets, error: unknown): void {
    if (!(error instanceof UnreadableCoding)) throw error;
    this.#coded = null;
    const { reason } = error;
    const hasUnread = reason === 'foreign' || reason === 'broken' || reason === 'too-large';
    if (hasUnread && this.#handling.masksUnreadable) this.#hide();
    else if (reason === 'foreign' && coded.raw !== null) this.#beginForeign(Buffer.concat(coded.raw), coded.codings);
    else if (reason === 'foreign' || (reason === 'broken' && coded.decodedBytes === 0)) this.#hide();
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

  /** It may be in another coding than it names. */
  #beginForeign(raw: Uint8Array, codings: string): void {
    this.#beginUncoded();
    this.#searched = new SearchedOctets(this.#handling.masking, this.#handling.whole);
    this.#foreignTo = codings;
    this.#addBegun(new Uint8Array(0), raw, null);
  }

  #beginUncoded(): void {
    this.#beginAnew();
    this.#decodedFrom = null;
    this.#hashAhead();
  }

  #hashAhead(): void {
    this.#hashesAhead = true;
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
