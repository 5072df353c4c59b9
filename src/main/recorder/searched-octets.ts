import { BodyMasker, type BodyMasking, type MaskedPiece, type MaskedPlace } from '../../domain/masking/body-masker.ts';
import { credentialsInFields } from '../../domain/masking/credential-fields.ts';

/** Bodies that hand out credentials are small. */
const withheldUpToBytes = 256 * 1024;
/** How a stream of events begins that does not say that it is one. */
const eventStart = /^(?:event:|data:)/;
const eventStartBytes = 6;

/**
 * Octets that are searched for credentials as they come. `whole`: they are kept back to be looked through as a whole first, for
 * credentials that only the fields of a body tell; a large body is not waited for, nor a stream of events.
 */
export class SearchedOctets {
  #masking: BodyMasking;
  #masker: BodyMasker;
  /** Until it is known how the body begins. */
  #begun: Uint8Array | null;
  #withheld: Uint8Array[] | null;
  #withheldBytes = 0;

  constructor(masking: BodyMasking, whole: boolean) {
    this.#masking = masking;
    this.#masker = new BodyMasker(masking);
    this.#begun = masking.form === 'event-stream' ? null : new Uint8Array(0);
    this.#withheld = whole ? [] : null;
  }

  /** What was masked up to now. */
  get places(): readonly MaskedPlace[] {
    return this.#masker.places;
  }

  write(octets: Uint8Array): MaskedPiece[] {
    if (this.#begun === null) return this.#search(octets);
    this.#begun = Buffer.concat([this.#begun, octets]);
    return this.#begun.byteLength < eventStartBytes ? [] : this.#begin(this.#begun);
  }

  /** Nothing may be written after it. */
  end(): MaskedPiece[] {
    const begun = this.#begun === null ? [] : this.#begin(this.#begun);
    const found = this.#withheld === null ? [] : credentialsInFields(Buffer.concat(this.#withheld).toString('latin1'));
    if (found.length > 0) this.#masker = new BodyMasker({ ...this.#masking, secrets: [...this.#masking.secrets, ...found] });
    return [...begun, ...this.#release(), this.#masker.end()];
  }

  #begin(begun: Uint8Array): MaskedPiece[] {
    this.#begun = null;
    if (eventStart.test(Buffer.from(begun.subarray(0, eventStartBytes)).toString('latin1'))) {
      this.#masking = { ...this.#masking, form: 'event-stream' };
      this.#masker = new BodyMasker(this.#masking);
      this.#withheld = null;
    }
    return begun.byteLength === 0 ? [] : this.#search(begun);
  }

  #search(octets: Uint8Array): MaskedPiece[] {
    if (this.#withheld === null) return [this.#masker.write(octets)];
    this.#withheld.push(octets);
    this.#withheldBytes += octets.byteLength;
    return this.#withheldBytes > withheldUpToBytes ? this.#release() : [];
  }

  #release(): MaskedPiece[] {
    const withheld = this.#withheld ?? [];
    this.#withheld = null;
    return withheld.map((octets) => this.#masker.write(octets));
  }
}
