import { endOf, isKey, itemsOf, kindOf, memberOf, membersOf, startOf, type JsonTree } from '../json/json-tree.ts';
import { textOf } from '../json/node-text.ts';

/** A `cache_control` with the comma that sets it off: bytes `start` to `end` of a body. */
export interface CacheMark {
  readonly start: number;
  readonly end: number;
  /** How long its entry lives when nobody uses it: five minutes, unless an hour is asked for (prompt caching guide). */
  readonly lifetime: '5m' | '1h';
}

/**
 * The marks of a block: its own, and those of the blocks in a tool's result. What a tool's schema or a call's input calls
 * `cache_control` is none. A mark of null is none either.
 */
export function cacheMarks(tree: JsonTree, block: number): readonly CacheMark[] {
  const members = membersOf(tree, block);
  const marks: CacheMark[] = [];
  members.forEach(({ key, value }, index) => {
    if (isKey(tree, key, 'content')) {
      for (const inner of itemsOf(tree, value)) marks.push(...ownMarks(tree, inner));
    } else if (isKey(tree, key, 'cache_control')) marks.push(...markOf(tree, members, index));
  });
  return marks;
}

type Members = ReturnType<typeof membersOf>;

function ownMarks(tree: JsonTree, block: number): readonly CacheMark[] {
  const members = membersOf(tree, block);
  return members.flatMap(({ key }, index) => (isKey(tree, key, 'cache_control') ? markOf(tree, members, index) : []));
}

function markOf(tree: JsonTree, members: Members, index: number): readonly CacheMark[] {
  const member = members[index];
  if (member === undefined || kindOf(tree, member.value) !== 'object') return [];
  const before = members[index - 1];
  const after = members[index + 1];
  const lifetime = textOf(tree, memberOf(tree, member.value, 'ttl')) === '1h' ? '1h' : '5m';
  if (before !== undefined) return [{ start: endOf(tree, before.value), end: endOf(tree, member.value), lifetime }];
  return [{ start: startOf(tree, member.key), end: after === undefined ? endOf(tree, member.value) : startOf(tree, after.key), lifetime }];
}
