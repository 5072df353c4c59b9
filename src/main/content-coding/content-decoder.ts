import { contentCodings, type ContentCoding } from '../../domain/http/content-codings.ts';
import type { CodingLayer, Give } from './coding-layer.ts';
import { UnreadableCoding } from './unreadable-coding.ts';
import { zlibLayer } from './zlib-layer.ts';
import { ZstdLayer } from './zstd-layer.ts';

/** Takes the codings of a body off: what a piece lets be known is given for it, also when it throws. Nothing may be written then. */
export type ContentDecoder = CodingLayer;

export interface DecoderOptions {
  /** What unpacks to more is `too-large`. */
  readonly mostBytes?: number;
  /** Hears what every layer is given, outermost first: not all of it is content. */
  readonly onPacked?: (layer: number, octets: Uint8Array) => void;
}

/** The API takes files of 500 MB. */
const mostUnpackedBytes = 512 * 1024 * 1024;
/** JSON and text pack to a hundredth at best; what repeats itself, as one line of a log, to next to nothing. */
const ratioBounds = [
  { fromBytes: 8 * 1024 * 1024, largestRatio: 1000 },
  { fromBytes: 64 * 1024 * 1024, largestRatio: 250 },
] as const;
/** Unpacked at a time, so that what grows too much is noticed before it fills the memory. */
const sliceBytes = 16 * 1024;

/** A decoder for the codings of a body, or null where there is none to take off; `unknown` where we cannot. */
export function contentDecoder(contentEncoding: string | null, options: DecoderOptions = {}): ContentDecoder | 'unknown' | null {
  const codings = contentCodings(contentEncoding);
  if (codings === null) return 'unknown';
  return codings.length === 0 ? null : new LayeredDecoder(codings.map(layerFor), options);
}

function layerFor(coding: ContentCoding): CodingLayer {
  return coding === 'zstd' ? new ZstdLayer() : zlibLayer(coding);
}

/** The layers one after the other, outermost first, and the bounds that hold for each of them: one that gives nothing on costs time too. */
class LayeredDecoder implements ContentDecoder {
  readonly #layers: readonly CodingLayer[];
  readonly #unpackedBytes: number[];
  readonly #mostBytes: number;
  readonly #onPacked: DecoderOptions['onPacked'];
  #packedBytes = 0;

  constructor(layers: readonly CodingLayer[], { mostBytes = mostUnpackedBytes, onPacked }: DecoderOptions) {
    this.#layers = layers;
    this.#unpackedBytes = layers.map(() => 0);
    this.#mostBytes = mostBytes;
    this.#onPacked = onPacked;
  }

  write(octets: Uint8Array, give: Give): void {
    for (const slice of inSlices(octets)) {
      this.#packedBytes += slice.byteLength;
      this.#through(0, slice, give);
    }
  }

  end(give: Give): void {
    for (const [index, layer] of this.#layers.entries()) layer.end((octets) => this.#from(index, octets, give));
  }

  /** Slice by slice down to the last layer: what one layer makes of a slice is bounded, and what several make of it is their product. */
  #through(index: number, octets: Uint8Array, give: Give): void {
    const layer = this.#layers[index];
    if (layer === undefined) {
      give(octets);
      return;
    }
    for (const slice of inSlices(octets)) {
      this.#onPacked?.(index, slice);
      try {
        layer.write(slice, (unpacked) => this.#from(index, unpacked, give));
      } catch (error) {
        // What came is in the outer coding at least.
        throw index > 0 && isForeign(error) ? new UnreadableCoding('broken') : error;
      }
    }
  }

  #from(index: number, unpacked: Uint8Array, give: Give): void {
    const bytes = (this.#unpackedBytes[index] ?? 0) + unpacked.byteLength;
    const isBomb = ratioBounds.some(({ fromBytes, largestRatio }) => bytes > fromBytes && bytes > this.#packedBytes * largestRatio);
    if (isBomb || bytes > this.#mostBytes) throw new UnreadableCoding('too-large');
    this.#unpackedBytes[index] = bytes;
    this.#through(index + 1, unpacked, give);
  }
}

function isForeign(error: unknown): boolean {
  return error instanceof UnreadableCoding && error.reason === 'foreign';
}

function* inSlices(octets: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < octets.byteLength; start += sliceBytes) yield octets.subarray(start, start + sliceBytes);
}
