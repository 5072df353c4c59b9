import { readImageSize } from '../attribution/image-size.ts';
import { memberOf, startOf, type JsonTree } from '../json/json-tree.ts';
import { endOfContents, textOf } from '../json/node-text.ts';
import type { Media } from './conversation.ts';

const mostNameChars = 2000;

/** What the `source` of an image or a document says: its type, its size, and where its base64 stands in the body. */
export function readMedia(tree: JsonTree, source: number | null): Media {
  if (source === null) return { mediaType: null, data: null, address: null, width: null, height: null };
  const word = (name: string): string | null => textOf(tree, memberOf(tree, source, name))?.slice(0, mostNameChars) ?? null;
  const data = memberOf(tree, source, 'data');
  const isBase64 = data !== null && word('type') === 'base64';
  const start = data === null ? 0 : startOf(tree, data) + 1;
  const end = data === null ? 0 : endOfContents(tree, data);
  const size = isBase64 ? readImageSize(tree.bytes, start, end) : null;
  return {
    mediaType: word('media_type'),
    data: isBase64 ? { start, end, bytes: Math.floor(((end - start) * 3) / 4) } : null,
    address: word('url') ?? word('file_id'),
    width: size?.width ?? null,
    height: size?.height ?? null,
  };
}
