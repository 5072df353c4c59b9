import { readImageSize } from './image-size.ts';
import { memberOf, startOf, type JsonTree } from '../json/json-tree.ts';
import { endOfContents, textOf } from '../json/node-text.ts';
import type { Source } from './source.ts';

/** What an image block's `source` says of the image: its media type, and its size where its data shows it. */
export function imageSource(tree: JsonTree, source: number | null): Source {
  if (source === null) return { kind: 'image' };
  const mediaType = textOf(tree, memberOf(tree, source, 'media_type'));
  const data = memberOf(tree, source, 'data');
  const size = data === null ? null : readImageSize(tree.bytes, startOf(tree, data) + 1, endOfContents(tree, data));
  return { kind: 'image', ...(mediaType === null ? {} : { mediaType }), ...(size === null ? {} : { width: size.width, height: size.height }) };
}
