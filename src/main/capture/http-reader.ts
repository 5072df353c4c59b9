import type { HeaderList } from '../../domain/http/header-list.ts';
import type { BodyFraming } from './body-framing.ts';
import { framingOf } from './framing-of.ts';
import { parseFieldLine, parseStartLine } from './head-lines.ts';
import type { Head, StartLine } from './head-lines.ts';

/** What is read from one direction of a connection. Offsets count the bytes of that direction, from its first one. */
export type HttpEvent =
  /** The first byte of a message, or of an interim head, was seen. */
  | { readonly kind: 'begin'; readonly offset: number }
  | { readonly kind: 'head'; readonly head: Head }
  /** A 1xx head; the response proper is yet to come. */
  | { readonly kind: 'interim'; readonly head: Head }
  /** A piece of the body, transfer coding taken off. A view into the bytes given. */
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  | { readonly kind: 'trailers'; readonly headers: HeaderList }
  /** The message is whole; `offset` is the byte after its last one. */
  | { readonly kind: 'end'; readonly offset: number }
  /** The rest of the connection is no HTTP any more (101, or CONNECT granted). */
  | { readonly kind: 'upgraded' }
  | { readonly kind: 'tunnelled'; readonly bytes: number }
  /** Not HTTP/1.1, or a body whose length is not clear: nothing more is read. */
  | { readonly kind: 'garbage' };

type ReaderState =
  | { readonly in: 'start-line' }
  | { readonly in: 'fields'; readonly startLine: string; readonly start: StartLine }
  | { readonly in: 'body'; readonly framing: BodyFraming }
  | { readonly in: 'tunnel' }
  | { readonly in: 'garbage' };

/** Larger heads are taken for garbage. Servers refuse them far earlier. */
const maxHeadBytes = 1024 * 1024;
const lineFeed = 10;
const carriageReturn = 13;

/**
 * Reads one direction of an HTTP/1.x connection from fragments of any size, every byte once. It never throws and never
 * changes what it is given. RFC 9112; a bare LF ends a line too. For responses `requestMethod` says which request the
 * response that begins now answers.
 */
export class HttpReader {
  #state: ReaderState = { in: 'start-line' };
  #line = '';
  #headBytes = 0;
  #headers: [string, string][] = [];
  #offset = 0;
  #begun = false;
  #paused = false;
  readonly #emit: (event: HttpEvent) => void;
  readonly #requestMethod: (() => string | null) | null;

  constructor(emit: (event: HttpEvent) => void, requestMethod: (() => string | null) | null = null) {
    this.#emit = emit;
    this.#requestMethod = requestMethod;
  }

  /** True from the first byte of a message to its last. */
  get isInMessage(): boolean {
    return this.#state.in === 'fields' || this.#state.in === 'body' || (this.#state.in === 'start-line' && this.#begun);
  }

  /** Reads on, and answers with what was left unread: nothing, unless `pause` was called meanwhile. */
  read(bytes: Uint8Array): Uint8Array {
    let rest = bytes;
    while (rest.byteLength > 0 && !this.#paused) {
      const used = this.#readFrom(rest);
      this.#offset += used;
      rest = rest.subarray(used);
    }
    return rest;
  }

  /** Stops reading at once: what the next bytes are is not known yet. */
  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
  }

  /** The sender has no more. Ends a body that lasts until then; says whether the message before was whole. */
  end(): 'whole' | 'cut' {
    if (this.#state.in === 'body' && this.#state.framing.endsWithConnection) {
      this.#endMessage();
      return 'whole';
    }
    return this.isInMessage ? 'cut' : 'whole';
  }

  /** From here on the bytes are counted only. */
  tunnel(): void {
    this.#state = { in: 'tunnel' };
  }

  /** How many of these bytes were used up; at least one. */
  #readFrom(bytes: Uint8Array): number {
    switch (this.#state.in) {
      case 'garbage':
        return bytes.byteLength;
      case 'tunnel':
        this.#emit({ kind: 'tunnelled', bytes: bytes.byteLength });
        return bytes.byteLength;
      case 'body':
        return this.#readBody(this.#state.framing, bytes);
      case 'start-line':
        // Blank lines before a message are skipped (RFC 9112, section 2.2) and begin nothing.
        if (!this.#begun && (bytes[0] === carriageReturn || bytes[0] === lineFeed)) return 1;
        if (!this.#begun) {
          this.#begun = true;
          this.#emit({ kind: 'begin', offset: this.#offset });
          if (!couldStart(bytes[0])) {
            this.#giveUp();
            return bytes.byteLength;
          }
        }
        return this.#readHeadLine(bytes);
      case 'fields':
        return this.#readHeadLine(bytes);
    }
  }

  #readHeadLine(bytes: Uint8Array): number {
    const end = bytes.indexOf(lineFeed);
    const used = end === -1 ? bytes.byteLength : end + 1;
    this.#line += latin1(bytes, end === -1 ? used : end);
    this.#headBytes += used;
    if (this.#headBytes > maxHeadBytes) this.#giveUp();
    else if (end !== -1) {
      const line = this.#line.endsWith('\r') ? this.#line.slice(0, -1) : this.#line;
      this.#line = '';
      this.#takeHeadLine(line, this.#offset + used);
    }
    return used;
  }

  #takeHeadLine(line: string, offset: number): void {
    if (this.#state.in === 'start-line') {
      const start = parseStartLine(line, this.#requestMethod === null ? 'request' : 'response');
      if (start === null) this.#giveUp();
      else this.#state = { in: 'fields', startLine: line, start };
    } else if (this.#state.in === 'fields') {
      if (line !== '') parseFieldLine(this.#headers, line);
      else this.#takeHead({ startLine: this.#state.startLine, start: this.#state.start, headers: this.#headers }, offset);
    }
  }

  #takeHead(head: Head, offset: number): void {
    this.#headers = [];
    this.#headBytes = 0;
    const { status } = head.start;
    if (status !== null && status >= 100 && status < 200 && status !== 101) {
      this.#emit({ kind: 'interim', head });
      this.#state = { in: 'start-line' };
      this.#begun = false;
      return;
    }
    const framing = framingOf(head, status === null ? null : (this.#requestMethod?.() ?? null));
    this.#emit({ kind: 'head', head });
    if (framing === 'unclear') this.#giveUp();
    else if (framing === 'upgraded') {
      this.#emit({ kind: 'upgraded' });
      this.tunnel();
    } else {
      this.#state = { in: 'body', framing };
      if (framing.isDone) this.#endMessage(offset);
    }
  }

  #readBody(framing: BodyFraming, bytes: Uint8Array): number {
    const step = framing.read(bytes);
    if (step.data !== null) this.#emit({ kind: 'data', bytes: step.data });
    if (step.broken) this.#giveUp();
    else if (framing.isDone) {
      if (framing.trailers.length > 0) this.#emit({ kind: 'trailers', headers: framing.trailers });
      this.#endMessage(this.#offset + step.used);
    }
    return step.used;
  }

  #endMessage(offset: number = this.#offset): void {
    this.#state = { in: 'start-line' };
    this.#begun = false;
    this.#emit({ kind: 'end', offset });
  }

  #giveUp(): void {
    this.#state = { in: 'garbage' };
    this.#line = '';
    this.#headers = [];
    this.#emit({ kind: 'garbage' });
  }
}

/** A method or `HTTP` is made of these alone, so that TLS or noise is told from HTTP by its first byte. */
function couldStart(byte: number | undefined): boolean {
  return byte !== undefined && /[!#$%&'*+\-.^_`|~0-9A-Za-z]/.test(String.fromCharCode(byte));
}

function latin1(bytes: Uint8Array, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, end).toString('latin1');
}
