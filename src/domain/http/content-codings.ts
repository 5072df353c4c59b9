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
