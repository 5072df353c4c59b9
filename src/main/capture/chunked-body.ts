import type { BodyFraming, BodyStep } from './body-framing.ts';
import { parseFieldLine } from './head-lines.ts';

/** A size line or a trailer section larger than this is no chunked coding. */
const maxLineBytes = 64 * 1024;
const lineFeed = 10;

/** Takes the chunked coding off (RFC 9112, section 7.1). Chunk extensions are passed over, a bare LF ends a line too. */
export class ChunkedBody implements BodyFraming {
  readonly endsWithConnection = false;
  readonly trailers: [string, string][] = [];
  #expects: 'size' | 'data' | 'data-end' | 'trailer' | 'nothing' = 'size';
  #dataLeft = 0;
  #line = '';
  #trailerBytes = 0;

  get isDone(): boolean {
    return this.#expects === 'nothing';
  }

  read(bytes: Uint8Array): BodyStep {
    if (this.#expects === 'data') {
      const used = Math.min(this.#dataLeft, bytes.byteLength);
      this.#dataLeft -= used;
      if (this.#dataLeft === 0) this.#expects = 'data-end';
      return { used, data: bytes.subarray(0, used), broken: false };
    }
    const end = bytes.indexOf(lineFeed);
    const used = end === -1 ? bytes.byteLength : end + 1;
    this.#line += Buffer.from(bytes.buffer, bytes.byteOffset, end === -1 ? used : end).toString('latin1');
    // Told from the first byte on, so that garbage is not gathered up as one long line.
    let broken = this.#line.length > maxLineBytes || (this.#expects === 'data-end' && !'\r'.startsWith(this.#line));
    if (!broken && end !== -1) {
      const line = this.#line.replace(/\r$/, '');
      this.#line = '';
      broken = !this.#takeLine(line);
    }
    return { used, data: null, broken };
  }

  /** False when the line cannot stand where it does. */
  #takeLine(line: string): boolean {
    if (this.#expects === 'data-end') this.#expects = 'size';
    else if (this.#expects === 'size') {
      const size = /^0*([0-9a-f]{1,12})[ \t]*(?:;.*)?$/i.exec(line)?.[1];
      if (size === undefined) return false;
      this.#dataLeft = Number.parseInt(size, 16);
      this.#expects = this.#dataLeft === 0 ? 'trailer' : 'data';
    } else if (line === '') this.#expects = 'nothing';
    else {
      this.#trailerBytes += line.length;
      if (this.#trailerBytes > maxLineBytes) return false;
      parseFieldLine(this.trailers, line);
    }
    return true;
  }
}
