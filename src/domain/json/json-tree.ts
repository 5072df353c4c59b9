/** What a node is. A `literal` is true, false or null, or another bare word, which no reader of JSON would take. */
export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'literal';

/**
 * A JSON text with the byte range of every value in it. Nodes are numbered in the order they begin; the root is 0. The
 * node after a node's last descendant is `next`. An object's children are key, value, key, value.
 * Flat arrays, not objects: a hostile body of five million brackets must not become five million objects.
 */
export interface JsonTree {
  readonly bytes: Uint8Array;
  readonly nodeCount: number;
  readonly kinds: Uint8Array;
  /** Offset of a value's first byte, its quote included. */
  readonly starts: Int32Array;
  /** Offset after a value's last byte. */
  readonly ends: Int32Array;
  readonly nexts: Int32Array;
  /** Where the text stopped being JSON, or the length of the body. What was open there ends there. */
  readonly brokenAt: number;
  /** Whether something was open there: the text is the beginning of one. */
  readonly isCut: boolean;
}

/** How the kinds stand in `JsonTree.kinds`; 0 is none. */
export const kindCodes = { object: 1, array: 2, string: 3, number: 4, literal: 5 } as const;
const kindNames: readonly JsonKind[] = ['literal', 'object', 'array', 'string', 'number', 'literal'];

/** The kind of a node. */
export function kindOf(tree: JsonTree, node: number): JsonKind {
  return kindNames[tree.kinds[node] ?? 0] ?? 'literal';
}

/** The offset of a value's first byte, its quote included. */
export function startOf(tree: JsonTree, node: number): number {
  return tree.starts[node] ?? 0;
}

/** The offset after a value's last byte. */
export function endOf(tree: JsonTree, node: number): number {
  return tree.ends[node] ?? 0;
}

/** The items of an array, in order; nothing for other nodes. */
export function itemsOf(tree: JsonTree, node: number): readonly number[] {
  const items: number[] = [];
  if (tree.kinds[node] !== kindCodes.array) return items;
  const last = tree.nexts[node] ?? 0;
  for (let item = node + 1; item < last; item = tree.nexts[item] ?? last) items.push(item);
  return items;
}

/** The keys and values of an object, in order, repeated keys included; nothing for other nodes. */
export function membersOf(tree: JsonTree, node: number): readonly { readonly key: number; readonly value: number }[] {
  const members: { key: number; value: number }[] = [];
  if (tree.kinds[node] !== kindCodes.object) return members;
  const last = tree.nexts[node] ?? 0;
  for (let key = node + 1; key < last; ) {
    const value = tree.nexts[key] ?? last;
    // A body cut after a key has no value for it.
    if (value >= last) break;
    members.push({ key, value });
    key = tree.nexts[value] ?? last;
  }
  return members;
}

/** The value of an object's key, the last one where a key is repeated (as JSON readers do); null when there is none. */
export function memberOf(tree: JsonTree, node: number, key: string): number | null {
  let found: number | null = null;
  if (tree.kinds[node] !== kindCodes.object) return found;
  const last = tree.nexts[node] ?? 0;
  for (let name = node + 1; name < last; ) {
    const value = tree.nexts[name] ?? last;
    if (value >= last) break;
    if (isKey(tree, name, key)) found = value;
    name = tree.nexts[value] ?? last;
  }
  return found;
}

/** True when the string node spells `key` without escapes. Keys of the Messages API are plain ASCII. */
export function isKey(tree: JsonTree, node: number, key: string): boolean {
  const start = startOf(tree, node) + 1;
  if (endOf(tree, node) - start - 1 !== key.length) return false;
  for (let index = 0; index < key.length; index += 1) {
    if (tree.bytes[start + index] !== key.charCodeAt(index)) return false;
  }
  return true;
}
