import { itemsOf, kindOf, memberOf, type JsonTree } from '../json/json-tree.ts';
import { textOf } from '../json/node-text.ts';

/** The string nodes of a content's texts, in order: the content itself, or those of its text blocks. None for no content. */
export function contentTextNodes(tree: JsonTree, content: number | null): readonly number[] {
  if (content === null) return [];
  if (kindOf(tree, content) === 'string') return [content];
  return itemsOf(tree, content).flatMap((block) => {
    const text = memberOf(tree, block, 'text');
    return text !== null && kindOf(tree, text) === 'string' ? [text] : [];
  });
}

/** The texts of a content, decoded, in order. */
export function contentTexts(tree: JsonTree, content: number | null): readonly string[] {
  return contentTextNodes(tree, content).map((node) => textOf(tree, node) ?? '');
}
