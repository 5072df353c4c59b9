import { BrotliDecompress, Gunzip, Inflate, InflateRaw } from 'minizlib';
import { beginsAsZlib } from '../../domain/http/begins-as-zlib.ts';
import type { ContentCoding } from '../../domain/http/content-codings.ts';
import type { CodingLayer, Give } from './coding-layer.ts';
import { UnreadableCoding } from './unreadable-coding.ts';

type ZlibCoding = Exclude<ContentCoding, 'zstd'>;

type ZlibStream = Gunzip | Inflate | InflateRaw | BrotliDecompress;

/** What one slice may become: this much is in memory at once. */
const mostOutputBytes = 17 * 1024 * 1024;

/** Node's zlib, which minizlib lets run at once. */
export function zlibLayer(coding: ZlibCoding): CodingLayer {
  switch (coding) {
    case 'gzip':
      return new ZlibLayer(() => new Gunzip(zlibOptions()));
    case 'deflate':
      return new ZlibLayer((first) => (beginsAsZlib(first) ? new Inflate(zlibOptions()) : new InflateRaw(zlibOptions())));
    case 'br':
      return new ZlibLayer(() => new BrotliDecompress(zlibOptions()));
  }
}

/** New ones for each stream: minizlib notes its own in them. It hands them on to Node, of whose options its types do not know all. */
function zlibOptions(): ConstructorParameters<typeof Gunzip>[0] & { readonly maxOutputLength: number } {
  return { maxOutputLength: mostOutputBytes };
}

class ZlibLayer implements CodingLayer {
  readonly #open: (firstByte: number) => ZlibStream;
  #reading: ZlibReading | null = null;
  #hasGiven = false;

  constructor(open: (firstByte: number) => ZlibStream) {
    this.#open = open;
  }

  write(octets: Uint8Array, give: Give): void {
    const [first] = octets;
    if (first === undefined) return;
    const open = (): ZlibReading => new ZlibReading(this.#open(first));
    const isFirst = this.#reading === null;
    const note = (decoded: Uint8Array): void => {
      this.#hasGiven = true;
      give(decoded);
    };
    this.#reading ??= open();
    try {
      this.#reading.write(octets, note);
    } catch (error) {
      if (!(error instanceof UnreadableCoding) || error.reason !== 'broken') throw error;
      // What stands before the error is lost with it. A body that is short is all of it.
      if (isFirst) giveBeginning(octets, open, note);
      throw new UnreadableCoding(this.#hasGiven ? 'broken' : 'foreign');
    }
  }

  end(give: Give): void {
    // Nothing at all is taken for an empty body.
    this.#reading?.end(give);
  }
}

/** Gives what the longest beginning that can be read says. */
function giveBeginning(octets: Uint8Array, open: () => ZlibReading, give: Give): void {
  let readable: Uint8Array[] = [];
  let length = 0;
  for (let step = 2 ** Math.ceil(Math.log2(octets.byteLength)); step >= 1; step /= 2) {
    if (length + step > octets.byteLength) continue;
    const decoded: Uint8Array[] = [];
    try {
      open().write(octets.subarray(0, length + step), (piece) => decoded.push(piece));
    } catch {
      continue;
    }
    length += step;
    readable = decoded;
  }
  for (const piece of readable) give(piece);
}

class ZlibReading {
  readonly #stream: ZlibStream;
  #decoded: Uint8Array[] = [];
  #problem: unknown = null;

  constructor(stream: ZlibStream) {
    this.#stream = stream;
    stream.on('data', (octets) => this.#decoded.push(octets));
    stream.on('error', (error: unknown) => (this.#problem ??= error));
  }

  write(octets: Uint8Array, give: Give): void {
    this.#stream.write(Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength));
    this.#give(give);
    // After the end nothing is read any more. Some senders fill up with zeros there.
    const readBytes = this.#stream.handle?.bytesWritten ?? 0;
    if (octets.subarray(readBytes).some((octet) => octet !== 0)) throw new UnreadableCoding('trailing');
  }

  end(give: Give): void {
    this.#stream.end();
    this.#give(give);
  }

  #give(give: Give): void {
    const decoded = this.#decoded;
    this.#decoded = [];
    for (const octets of decoded) give(octets);
    if (this.#problem !== null) throw new UnreadableCoding(reasonOf(this.#problem));
  }
}

function reasonOf(problem: unknown): UnreadableCoding['reason'] {
  const code = problem instanceof Error && 'code' in problem ? problem.code : null;
  if (code === 'ERR_BUFFER_TOO_LARGE') return 'too-large';
  return code === 'Z_BUF_ERROR' ? 'cut-off' : 'broken';
}
