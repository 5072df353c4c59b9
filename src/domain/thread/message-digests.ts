import { endOf, isKey, itemsOf, kindOf, memberOf, membersOf, startOf, type JsonTree } from '../json/json-tree.ts';
import { endOfContents, textOf } from '../json/node-text.ts';
import { RollingHash } from './rolling-hash.ts';

/** Digests that are read one by one: of those that are stored only what is asked for is unpacked. A list of texts is one. */
export type Digests = Pick<readonly string[], 'length' | 'at'>;

/** A conversation is compacted long before this; what comes after is in no digest. */
const mostMessages = 10_000;

/**
 * For each message of a request, a hash of it and of all messages before it, so that two requests share as many messages as their
 * lists begin alike. What Claude Code changes in a message that it sends again is left out: `cache_control`, whether one text is a string
 * or an array, and line feeds at the end of a text (both seen in 2.1.197 and 2.1.330). One pass over the bytes; nothing is decoded.
 */
export function messageDigests(tree: JsonTree): readonly string[] {
  const messages = tree.nodeCount === 0 ? null : memberOf(tree, 0, 'messages');
  if (messages === null) return [];
  const hash = new RollingHash();
  return itemsOf(tree, messages)
    .slice(0, mostMessages)
    .map((message) => {
      addMessage(hash, tree, message);
      return hash.digest();
    });
}

/** How many messages two requests have in common, from the first on. */
export function commonMessages(one: Digests, other: Digests): number {
  // Where two digests are equal all before them are, so that the border can be searched for by halves.
  let low = 0;
  let high = Math.min(one.length, other.length);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (one.at(middle - 1) === other.at(middle - 1)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Said before each piece, so that the same bytes in another place are another thing. */
const mark = { message: 11, text: 12, block: 13, end: 14 } as const;

function addMessage(hash: RollingHash, tree: JsonTree, message: number): void {
  hash.addNumber(mark.message);
  if (kindOf(tree, message) !== 'object') {
    addNode(hash, tree, message);
    return;
  }
  addMembers(hash, tree, message, ['content']);
  addContent(hash, tree, memberOf(tree, message, 'content'), false);
}

function addContent(hash: RollingHash, tree: JsonTree, content: number | null, isInResult: boolean): void {
  if (content === null) hash.addNumber(0);
  else if (kindOf(tree, content) === 'string') addText(hash, tree, content);
  else if (kindOf(tree, content) === 'array') for (const block of itemsOf(tree, content)) addBlock(hash, tree, block, isInResult);
  else addNode(hash, tree, content);
  hash.addNumber(mark.end);
}

function addBlock(hash: RollingHash, tree: JsonTree, block: number, isInResult: boolean): void {
  if (kindOf(tree, block) !== 'object') {
    addNode(hash, tree, block);
    return;
  }
  const type = textOf(tree, memberOf(tree, block, 'type'));
  const text = memberOf(tree, block, 'text');
  if (type === 'text' && text !== null && kindOf(tree, text) === 'string') {
    addText(hash, tree, text);
    addMembers(hash, tree, block, ['type', 'text']);
    return;
  }
  hash.addNumber(mark.block);
  // A result in a result does not exist; who nests them anyway gets no recursion from us.
  const isResult = type === 'tool_result' && !isInResult;
  addMembers(hash, tree, block, isResult ? ['content'] : []);
  if (isResult) addContent(hash, tree, memberOf(tree, block, 'content'), true);
}

function addText(hash: RollingHash, tree: JsonTree, node: number): void {
  hash.addNumber(mark.text);
  const start = startOf(tree, node) + 1;
  hash.addBytes(tree.bytes, start, endWithoutLineFeeds(tree.bytes, start, endOfContents(tree, node)));
}

/** Before the escapes `\n` that a string ends with. In `\\n` the backslash is text, and so is the letter. */
function endWithoutLineFeeds(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at - start >= 2 && bytes[at - 1] === 0x6e && bytes[at - 2] === 0x5c) {
    let backslashes = 1;
    while (at - 2 - backslashes >= start && bytes[at - 2 - backslashes] === 0x5c) backslashes += 1;
    if (backslashes % 2 === 0) break;
    at -= 2;
  }
  return at;
}

/** All members in their order but `cache_control` and those named. */
function addMembers(hash: RollingHash, tree: JsonTree, object: number, without: readonly string[]): void {
  for (const { key, value } of membersOf(tree, object)) {
    if (isKey(tree, key, 'cache_control') || without.some((name) => isKey(tree, key, name))) continue;
    addNode(hash, tree, key);
    addNode(hash, tree, value);
  }
}

/** A value with all that is in it, however deep: nodes stand in the order they begin. */
function addNode(hash: RollingHash, tree: JsonTree, node: number): void {
  const last = tree.nexts[node] ?? 0;
  for (let at = node; at < last; at += 1) {
    const kind = tree.kinds[at] ?? 0;
    hash.addNumber(kind);
    // How many nodes are in it says where it ends.
    hash.addNumber((tree.nexts[at] ?? at) - at);
    const named = kindOf(tree, at);
    if (named !== 'object' && named !== 'array') hash.addBytes(tree.bytes, startOf(tree, at), endOf(tree, at));
  }
}
