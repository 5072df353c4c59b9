import { BodyMasker, type BodyMasking, type MaskedPiece, type MaskedPlace } from '../../domain/masking/body-masker.ts';
import { credentialsInFields } from '../../domain/masking/credential-fields.ts';

/** Bodies that hand out credentials are small. */
const withheldUpToBytes = 256 * 1024;

/**
 * Octets that are searched for credentials as they come. `whole`: they are kept back to be looked through as a whole first, for
 * credentials that only the fields of a body tell; a large body is not waited for.
 */
export class SearchedOctets {
  readonly #masking: BodyMasking;
  #masker: BodyMasker;
  #withheld: Uint8Array[] | null;
  #withheldBytes = 0;

  constructor(masking: BodyMasking, whole: boolean) {
    this.#masking = masking;
    this.#masker = new BodyMasker(masking);
    this.#withheld = whole ? [] : null;
  }

  /** What was masked up to now. */
  get places(): readonly MaskedPlace[] {
    return this.#masker.places;
  }

  write(octets: Uint8Array): MaskedPiece[] {
    if (this.#withheld === null) return [this.#masker.write(octets)];
    this.#withheld.push(octets);
    this.#withheldBytes += octets.byteLength;
    return this.#withheldBytes > withheldUpToBytes ? this.#release() : [];
  }

  /** Nothing may be written after it. */
  end(): MaskedPiece[] {
    const found = this.#withheld === null ? [] : credentialsInFields(Buffer.concat(this.#withheld).toString('latin1'));
    if (found.length > 0) this.#masker = new BodyMasker({ ...this.#masking, secrets: [...this.#masking.secrets, ...found] });
    return [...this.#release(), this.#masker.end()];
  }

  #release(): MaskedPiece[] {
    const withheld = this.#withheld ?? [];
    this.#withheld = null;
    return withheld.map((octets) => this.#masker.write(octets));
  }
}
