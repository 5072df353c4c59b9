import type { BodyMasking } from '../../domain/masking/body-masker.ts';
import { contentDecoder, type ContentDecoder } from '../content-coding/content-decoder.ts';
import type { Give } from '../content-coding/coding-layer.ts';
import { mostBytesStoredPacked } from '../store/bodies/decoded-body.ts';
import { SearchedOctets } from './searched-octets.ts';

/** Of a larger body the decoded form stays what is stored. */
const rawUpToBytes = 4 * 1024 * 1024;

/** A body under content codings, until it is known whether it may be stored as it came. */
export class CodedOctets {
  readonly codings: string;
  readonly #decoder: ContentDecoder;
  /** What each layer is given, searched as it stands: names and comments in it are no content, and pass the decoder unseen. */
  readonly #packed: SearchedOctets[];
  #raw: Uint8Array[] | null = [];
  #rawBytes = 0;
  #decodedBytes = 0;

  private constructor(codings: string, decoder: ContentDecoder, packed: SearchedOctets[]) {
    this.codings = codings;
    this.#decoder = decoder;
    this.#packed = packed;
  }

  /** Null where there is no coding to take off, `unknown` where we cannot. */
  static open(codings: string | null, masking: BodyMasking): CodedOctets | 'unknown' | null {
    const packed: SearchedOctets[] = [];
    const decoder = contentDecoder(codings, {
      onPacked: (layer, octets) => (packed[layer] ??= new SearchedOctets({ ...masking, form: 'text' }, false)).write(octets),
    });
    return decoder === null || decoder === 'unknown' ? decoder : new CodedOctets(codings ?? '', decoder, packed);
  }

  /** As it came; null when it has become too much to keep, or to be unpacked by readers. */
  get raw(): readonly Uint8Array[] | null {
    return this.#raw;
  }

  /** How many octets were given so far. */
  get decodedBytes(): number {
    return this.#decodedBytes;
  }

  /** Throws `UnreadableCoding`, like `end`. */
  write(octets: Uint8Array, keep: Give): void {
    this.#raw?.push(octets);
    this.#rawBytes += octets.byteLength;
    if (this.#rawBytes > rawUpToBytes) this.#raw = null;
    this.#decoder.write(octets, (decoded) => this.#keepDecoded(decoded, keep));
  }

  end(keep: Give): void {
    this.#decoder.end((decoded) => this.#keepDecoded(decoded, keep));
  }

  /** To be asked after the end: whether a credential stands in it as it came. */
  holdsCredential(): boolean {
    for (const octets of this.#packed) octets.end();
    return this.#packed.some(({ places }) => places.length > 0);
  }

  #keepDecoded(decoded: Uint8Array, keep: Give): void {
    this.#decodedBytes += decoded.byteLength;
    if (this.#decodedBytes > mostBytesStoredPacked) this.#raw = null;
    keep(decoded);
  }
}
