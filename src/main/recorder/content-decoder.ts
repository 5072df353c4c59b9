import { Decompress } from 'fzstd';
import { BrotliDecompress, Gunzip, Inflate, InflateRaw } from 'minizlib';
import { beginsAsZlib } from '../../domain/http/begins-as-zlib.ts';
import { contentCodings, type ContentCoding } from '../../domain/http/content-codings.ts';

/**
 * Takes a content coding off as it comes, at once: what a piece lets be known is answered for it. All of it throws
 * `UnreadableCoding` on what is not in that coding.
 */
export interface ContentDecoder {
  write(octets: Uint8Array): Uint8Array[];
  /** Nothing may be written after it. Throws when the data ended early. */
  end(): Uint8Array[];
}

/** The data is not in its coding, ended early, or unpacks to more than is looked through. */
export class UnreadableCoding extends Error {
  readonly reason: 'broken' | 'cut-off' | 'too-large';

  constructor(reason: UnreadableCoding['reason']) {
    super(`reading a content coding: ${reason}`);
    this.reason = reason;
  }
}

/** Beyond this a body is not looked through: a few kilobytes of compressed zeros can claim gigabytes. */
export const decodedBytesLimit = 64 * 1024 * 1024;
/** JSON and text pack to a hundredth at best. Small bodies of one repeated word may do so better. */
const largestRatio = 1000;
const ratioHoldsFromBytes = 1024 * 1024;
/** Unpacked at a time, so that what grows too much is noticed before it fills the memory. */
const sliceBytes = 16 * 1024;
const slicesOutputLimit = sliceBytes * largestRatio + ratioHoldsFromBytes;

/** A decoder for a `Content-Encoding`, or null where there is none to take off; `unknown` where we cannot. */
export function contentDecoder(contentEncoding: string | null): ContentDecoder | 'unknown' | null {
  const codings = contentCodings(contentEncoding);
  if (codings === null) return 'unknown';
  return codings.length === 0 ? null : new LayeredDecoder(codings.map(layerFor));
}

function layerFor(coding: ContentCoding): ContentDecoder {
  switch (coding) {
    case 'gzip':
      return new ZlibLayer(() => new Gunzip(zlibOptions()));
    case 'deflate':
      return new ZlibLayer((first) => (beginsAsZlib(first) ? new Inflate(zlibOptions()) : new InflateRaw(zlibOptions())));
    case 'br':
      return new ZlibLayer(() => new BrotliDecompress(zlibOptions()));
    case 'zstd':
      return new ZstdLayer();
  }
}

/** The layers one after the other, outermost first, and the bounds that hold for all of them together. */
class LayeredDecoder implements ContentDecoder {
  readonly #layers: readonly ContentDecoder[];
  #packedBytes = 0;
  #decodedBytes = 0;

  constructor(layers: readonly ContentDecoder[]) {
    this.#layers = layers;
  }

  write(octets: Uint8Array): Uint8Array[] {
    const decoded: Uint8Array[] = [];
    for (const slice of inSlices(octets)) {
      this.#packedBytes += slice.byteLength;
      this.#through(0, slice, decoded);
    }
    return decoded;
  }

  end(): Uint8Array[] {
    const decoded: Uint8Array[] = [];
    for (const [index, layer] of this.#layers.entries()) for (const piece of layer.end()) this.#through(index + 1, piece, decoded);
    return decoded;
  }

  /** Slice by slice down to the last layer: what one layer makes of a slice is bounded, and what several make of it is their product. */
  #through(from: number, octets: Uint8Array, decoded: Uint8Array[]): void {
    const layer = this.#layers[from];
    if (layer === undefined) {
      decoded.push(octets);
      this.#count(octets.byteLength);
      return;
    }
    for (const slice of inSlices(octets)) for (const piece of layer.write(slice)) this.#through(from + 1, piece, decoded);
  }

  #count(bytes: number): void {
    this.#decodedBytes += bytes;
    const isBomb = this.#decodedBytes > ratioHoldsFromBytes && this.#decodedBytes > this.#packedBytes * largestRatio;
    if (isBomb || this.#decodedBytes > decodedBytesLimit) throw new UnreadableCoding('too-large');
  }
}

function inSlices(octets: Uint8Array): Uint8Array[] {
  const slices: Uint8Array[] = [];
  for (let start = 0; start < octets.byteLength; start += sliceBytes) slices.push(octets.subarray(start, start + sliceBytes));
  return slices;
}

/** New ones for each stream: minizlib notes its own in them. It hands them on to Node, of whose options its types do not know all. */
function zlibOptions(): ConstructorParameters<typeof Gunzip>[0] & { readonly maxOutputLength: number } {
  return { maxOutputLength: slicesOutputLimit };
}

type ZlibStream = Gunzip | Inflate | InflateRaw | BrotliDecompress;

/** Node's zlib, which minizlib lets run at once. */
class ZlibLayer implements ContentDecoder {
  readonly #open: (firstByte: number) => ZlibStream;
  #stream: ZlibStream | null = null;
  #decoded: Uint8Array[] = [];
  #problem: unknown = null;

  constructor(open: (firstByte: number) => ZlibStream) {
    this.#open = open;
  }

  write(octets: Uint8Array): Uint8Array[] {
    const [first] = octets;
    if (first === undefined) return [];
    this.#stream ??= this.#listened(this.#open(first));
    this.#stream.write(Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength));
    return this.#take();
  }

  end(): Uint8Array[] {
    // Nothing at all is taken for an empty body.
    this.#stream?.end();
    return this.#take();
  }

  #listened(stream: ZlibStream): ZlibStream {
    stream.on('data', (octets) => this.#decoded.push(octets));
    stream.on('error', (error: unknown) => (this.#problem ??= error));
    return stream;
  }

  #take(): Uint8Array[] {
    if (this.#problem !== null) throw new UnreadableCoding(reasonOf(this.#problem));
    const decoded = this.#decoded;
    this.#decoded = [];
    return decoded;
  }
}

function reasonOf(problem: unknown): UnreadableCoding['reason'] {
  const code = problem instanceof Error && 'code' in problem ? problem.code : null;
  if (code === 'ERR_BUFFER_TOO_LARGE') return 'too-large';
  return code === 'Z_BUF_ERROR' ? 'cut-off' : 'broken';
}

const zstdMagic = 0xfd2fb528;
const largestZstdHead = 18;
/** The window is taken into memory whole. It may be 8 MB over HTTP (RFC 9659), and a frame sent as one segment is its own. */
const largestZstdWindow = 32 * 1024 * 1024;

/** Node has none before version 22. Data is known block by block, and senders end a block where they flush. */
class ZstdLayer implements ContentDecoder {
  #decoded: Uint8Array[] = [];
  #begun: Uint8Array | null = new Uint8Array(0);
  #written = 0;
  readonly #stream = new Decompress((octets) => this.#decoded.push(octets));

  write(octets: Uint8Array): Uint8Array[] {
    this.#written += octets.byteLength;
    if (this.#begun === null) return this.#push(octets);
    const begun = Buffer.concat([this.#begun, octets]);
    this.#begun = begun;
    if (begun.byteLength < largestZstdHead) return [];
    return this.#pushBegun(begun);
  }

  end(): Uint8Array[] {
    const decoded = this.#begun === null || this.#written === 0 ? [] : this.#pushBegun(this.#begun);
    if (this.#written > 0) decoded.push(...this.#push(new Uint8Array(0), true));
    return decoded;
  }

  #pushBegun(begun: Uint8Array): Uint8Array[] {
    this.#begun = null;
    if (zstdWindow(begun) > largestZstdWindow) throw new UnreadableCoding('too-large');
    return this.#push(begun);
  }

  #push(octets: Uint8Array, isLast = false): Uint8Array[] {
    try {
      this.#stream.push(octets, isLast);
    } catch {
      throw new UnreadableCoding(isLast ? 'cut-off' : 'broken');
    }
    const decoded = this.#decoded;
    this.#decoded = [];
    return decoded;
  }
}

/** How much memory a frame asks for (RFC 8878, section 3.1.1.1). */
function zstdWindow(head: Uint8Array): number {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.byteLength < 6 || view.getUint32(0, true) !== zstdMagic) throw new UnreadableCoding('broken');
  const descriptor = view.getUint8(4);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  if (!isSingleSegment) {
    const window = view.getUint8(5);
    const base = 2 ** (10 + (window >> 3));
    return base + (base / 8) * (window & 7);
  }
  const at = 5 + ([0, 1, 2, 4][descriptor & 3] ?? 0);
  const sizeBytes = [1, 2, 4, 8][descriptor >> 6] ?? 1;
  if (head.byteLength < at + sizeBytes) throw new UnreadableCoding('cut-off');
  if (sizeBytes === 1) return view.getUint8(at);
  if (sizeBytes === 2) return view.getUint16(at, true) + 256;
  return sizeBytes === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
}
