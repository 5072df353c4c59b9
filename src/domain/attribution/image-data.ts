import { endOf, kindOf, memberOf, startOf, type JsonTree } from '../json/json-tree.ts';
import { endOfContents, textOf } from '../json/node-text.ts';
import { scanJson } from '../json/scan-json.ts';
import { utf8Text } from '../octets/octets-as-text.ts';
import { canBeDrawn, readImageSize } from './image-size.ts';

/** An image that stands in a body. */
export interface ImageData {
  readonly mediaType: ImageType;
  readonly base64: string;
}

/** The types that the Messages API takes (vision guide). None of them can hold a script. */
const imageTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;
export type ImageType = (typeof imageTypes)[number];

/** The window holds it as text several times over. */
const mostBase64 = 11_000_000;

/** The image whose data stands within bytes `start` to `end` of a request body; null where there is none that can be shown. */
export function imageData(body: Uint8Array, start: number, end: number): ImageData | null {
  const tree = scanJson(body);
  for (let node = 0; node < tree.nodeCount && startOf(tree, node) < end; node += 1) {
    if (kindOf(tree, node) !== 'object' || endOf(tree, node) <= start) continue;
    const image = imageOf(tree, node, start, end);
    if (image !== null) return image;
  }
  return null;
}

function imageOf(tree: JsonTree, node: number, start: number, end: number): ImageData | null {
  const data = memberOf(tree, node, 'data');
  if (data === null || kindOf(tree, data) !== 'string') return null;
  const stated = textOf(tree, memberOf(tree, node, 'media_type'));
  const mediaType = imageTypes.find((type) => type === stated);
  const [from, to] = [startOf(tree, data) + 1, endOfContents(tree, data)];
  if (mediaType === undefined || to <= start || from >= end) return null;
  const size = readImageSize(tree.bytes, from, to);
  if (to - from > mostBase64 || size === null || !canBeDrawn(size)) return null;
  const base64 = utf8Text(tree.bytes.subarray(from, to));
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? { mediaType, base64 } : null;
}
