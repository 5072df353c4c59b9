import { headerValue, type HeaderList } from './header-list.ts';

/** A content coding that we take off, by its usual name. */
export type ContentCoding = 'gzip' | 'deflate' | 'br' | 'zstd';

const codingNamed: ReadonlyMap<string, ContentCoding> = new Map([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
  ['x-deflate', 'deflate'],
  ['br', 'br'],
  ['zstd', 'zstd'],
]);

/** More codings on top of one another than anybody has a use for. */
const mostCodings = 4;

/**
 * The codings that a `Content-Encoding` names (RFC 9110, section 8.4), in the order in which they are to be taken off: the last
 * one first. Null where we do not know one of them, or they are too many. Whoever searches a body for credentials and whoever
 * unpacks it to be looked at both ask here: nobody is to see what could not be searched.
 */
export function contentCodings(contentEncoding: string | null): readonly ContentCoding[] | null {
  const names = (contentEncoding ?? '').split(',').map((name) => name.trim().toLowerCase());
  const codings: ContentCoding[] = [];
  for (const name of names.toReversed()) {
    if (name === '' || name === 'identity') continue;
    const coding = codingNamed.get(name);
    if (coding === undefined || codings.length === mostCodings) return null;
    codings.push(coding);
  }
  return codings;
}

/**
 * The codings that are on a body as it is framed, named as in a `Content-Encoding`; null where there are none. Transfer codings are
 * outside the content's (RFC 9112, section 6.1), and only `chunked` at their end belongs to the framing.
 */
export function bodyCodings(headers: HeaderList): string | null {
  const content = headerValue(headers, 'content-encoding');
  const transfer = transferCodings(headers);
  // Some say it twice and do it once.
  const unframed = transfer.slice(0, transfer.findLastIndex((coding) => coding.toLowerCase() !== 'chunked') + 1);
  if (unframed.length === 0) return content;
  return [...(content === null ? [] : [content]), ...unframed].join(', ');
}

/** The codings that a `Transfer-Encoding` names, the last one outermost. */
export function transferCodings(headers: HeaderList): string[] {
  const items = headerValue(headers, 'transfer-encoding')?.split(',') ?? [];
  return items.map((item) => item.trim()).filter((item) => item !== '');
}
