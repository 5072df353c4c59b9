import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { BodyMasker } from '../../domain/masking/body-masker.ts';
import type { BodyWrite } from '../store/exchange-writes.ts';
import type { BodySide } from '../store/reads.ts';
import { credentialsInside, type Inspection } from './credentials-inside.ts';

/** Bodies that hand out credentials are small. */
const inspectedUpToBytes = 256 * 1024;

/** A body on its way to the store: masked and hashed as it comes, kept until it is written. */
export class RecordedBody {
  readonly #side: BodySide;
  #masker = new BodyMasker({ secrets: [], form: 'text', rulesOff: [] });
  readonly #wireHash: Hash = createHash('sha256');
  /** Null as long as nothing was masked: the hashes are the same until then. */
  #storedHash: Hash | null = null;
  #writtenBytes = 0;
  #pieces: Uint8Array[] = [];
  #end: BodyWrite['end'] = null;
  #isDirty = false;
  /** Kept back to be looked through as a whole; null when the body is not, or is no longer. */
  #withheld: { readonly inspection: Inspection; readonly pieces: Uint8Array[] } | null = null;
  #withheldBytes = 0;
  #secrets: readonly string[] = [];
  /** True once a part is missing: what comes after it cannot be kept either. */
  #isCut = false;

  constructor(side: BodySide) {
    this.#side = side;
  }

  /** The credentials to mask. To be called before the first piece. */
  mask(secrets: readonly string[]): void {
    this.#secrets = secrets;
    this.#masker = new BodyMasker({ secrets, form: 'text', rulesOff: [] });
  }

  /**
   * Has the body looked through as a whole before any of it is kept, for credentials that only its fields tell, and under
   * its content coding. To be called before the first piece, for bodies that end soon; a large one is not waited for.
   */
  inspectWhole(inspection: Inspection): void {
    this.#withheld = { inspection, pieces: [] };
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  /** How many bytes wait to be written. */
  get pendingBytes(): number {
    return this.#pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
  }

  /** Adds a piece; answers how many bytes now wait that did not before. */
  add(bytes: Uint8Array): number {
    if (this.#isCut) return 0;
    if (this.#withheld === null) return this.#keep(this.#masker.write(bytes));
    this.#withheld.pieces.push(bytes);
    this.#withheldBytes += bytes.byteLength;
    return this.#withheldBytes > inspectedUpToBytes ? this.#release([]) : 0;
  }

  end(complete: boolean): number {
    if (this.#end !== null) return 0;
    const released = this.#release(this.#secretsInside());
    const kept = released + (this.#isCut ? 0 : this.#keep(this.#masker.end()));
    const hashes = this.#hashes(complete && !this.#isCut);
    this.#end = { complete: complete && !this.#isCut, ...hashes };
    // Where no body was there is nothing to say of it.
    this.#isDirty ||= this.#writtenBytes > 0;
    return kept;
  }

  /** Gives up the body from here on, with what waits; answers how many bytes that was. */
  cut(): number {
    const dropped = this.pendingBytes;
    this.#isCut = true;
    this.#pieces = [];
    if (this.#end !== null) this.#end = { complete: false, wireSha256: null, storedSha256: null };
    return dropped;
  }

  /** What is to be written, or null; the same again until `written` is called. */
  pendingWrite(): BodyWrite | null {
    if (!this.#isDirty) return null;
    const [only] = this.#pieces;
    const octets = this.#pieces.length === 1 && only !== undefined ? only : Buffer.concat(this.#pieces);
    return { side: this.#side, start: this.#writtenBytes, octets, masks: this.#masker.places, end: this.#end };
  }

  written(): void {
    this.#writtenBytes += this.pendingBytes;
    this.#pieces = [];
    this.#isDirty = false;
  }

  #secretsInside(): readonly string[] {
    if (this.#withheld === null) return [];
    return credentialsInside(Buffer.concat(this.#withheld.pieces), this.#withheld.inspection, this.#secrets);
  }

  #release(found: readonly string[]): number {
    const withheld = this.#withheld?.pieces ?? [];
    this.#withheld = null;
    if (found.length > 0) this.#masker = new BodyMasker({ secrets: [...this.#secrets, ...found], form: 'text', rulesOff: [] });
    return this.#isCut ? 0 : withheld.reduce((sum, bytes) => sum + this.#keep(this.#masker.write(bytes)), 0);
  }

  #keep({ wire, stored }: { readonly wire: Uint8Array; readonly stored: Uint8Array }): number {
    if (wire.byteLength === 0) return 0;
    if (stored !== wire) this.#storedHash ??= this.#wireHash.copy();
    this.#storedHash?.update(stored);
    this.#wireHash.update(wire);
    this.#pieces.push(stored);
    this.#isDirty = true;
    return stored.byteLength;
  }

  #hashes(known: boolean): { readonly wireSha256: Uint8Array | null; readonly storedSha256: Uint8Array | null } {
    if (!known) return { wireSha256: null, storedSha256: null };
    const storedSha256 = this.#storedHash?.digest() ?? null;
    const wireSha256 = this.#wireHash.digest();
    return { wireSha256, storedSha256: storedSha256 ?? wireSha256 };
  }
}
