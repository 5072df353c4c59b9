import { transferCodings } from '../../domain/http/content-codings.ts';
import { headerValue, type HeaderList } from '../../domain/http/header-list.ts';
import type { BodyFraming, BodyStep } from './body-framing.ts';
import { ChunkedBody } from './chunked-body.ts';
import type { Head } from './head-lines.ts';

/**
 * The framing of a message's body, by RFC 9112, section 6.3. `requestMethod` is that of the request a response answers, null
 * for requests and where it is not known. `unclear`: two lengths that differ, or a coding that does not end.
 */
export function framingOf(head: Head, requestMethod: string | null): BodyFraming | 'unclear' | 'upgraded' {
  const { status } = head.start;
  if (status === 101 || (requestMethod === 'CONNECT' && status !== null && status >= 200 && status < 300)) return 'upgraded';
  if (status === 204 || status === 304 || (status !== null && requestMethod === 'HEAD')) return new CountedBody(0);
  const codings = transferCodings(head.headers);
  if (codings.length > 0) {
    if (codings.at(-1)?.toLowerCase() === 'chunked') return new ChunkedBody();
    return status === null ? 'unclear' : new CountedBody(Infinity);
  }
  const lengths = new Set(lengthsOf(head.headers));
  const [length] = lengths;
  if (length === undefined) return new CountedBody(status === null ? 0 : Infinity);
  return lengths.size === 1 && /^\d{1,15}$/.test(length) ? new CountedBody(Number(length)) : 'unclear';
}

/** A body of known length, or of infinite length: one that lasts until the connection ends. */
class CountedBody implements BodyFraming {
  #left: number;
  readonly trailers: HeaderList = [];

  constructor(length: number) {
    this.#left = length;
  }

  get isDone(): boolean {
    return this.#left === 0;
  }

  get endsWithConnection(): boolean {
    return this.#left === Infinity;
  }

  read(bytes: Uint8Array): BodyStep {
    const used = Math.min(this.#left, bytes.byteLength);
    this.#left -= used;
    return { used, data: used === bytes.byteLength ? bytes : bytes.subarray(0, used), broken: false };
  }
}

function lengthsOf(headers: HeaderList): string[] {
  const items = headerValue(headers, 'content-length')?.split(',') ?? [];
  return items.map((item) => item.trim()).filter((item) => item !== '');
}
