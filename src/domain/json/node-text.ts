import { decodeJsonText } from './json-text.ts';
import { endOf, kindOf, startOf, type JsonTree } from './json-tree.ts';

/** Reads the text of a string node; null for other nodes. */
export function textOf(tree: JsonTree, node: number | null): string | null {
  if (node === null || kindOf(tree, node) !== 'string') return null;
  const start = startOf(tree, node) + 1;
  return decodeJsonText(tree.bytes, start, endOfContents(tree, node));
}

/** The offset of a string's closing quote; the end of the body where it was cut before one. */
export function endOfContents(tree: JsonTree, node: number): number {
  const end = endOf(tree, node);
  return end - startOf(tree, node) >= 2 && tree.bytes[end - 1] === 0x22 ? end - 1 : end;
}

/** True when a string node's contents begin with `ascii`, which holds nothing that JSON escapes. Nothing is decoded. */
export function beginsWith(tree: JsonTree, node: number, ascii: string): boolean {
  const start = startOf(tree, node) + 1;
  for (let index = 0; index < ascii.length; index += 1) {
    if (tree.bytes[start + index] !== ascii.charCodeAt(index)) return false;
  }
  return true;
}
