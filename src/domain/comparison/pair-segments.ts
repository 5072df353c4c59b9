import type { CountedSegment } from '../attribution/segment.ts';
import type { SourceKind } from '../attribution/source.ts';
import { decodedText, isSpelledAlike, spellingKey, type SegmentContent } from './segment-contents.ts';

/** A segment with what it is told apart by. `index` is that in the list of its request. */
export interface ComparedSegment {
  readonly index: number;
  /** The key of its source. */
  readonly key: string;
  readonly segment: CountedSegment;
  readonly content: SegmentContent;
}

/** Indexes of segments of the two requests that belong together. */
export interface SegmentPair {
  readonly before: number;
  readonly after: number;
}

export interface PairedSegments {
  /** Of the same source and content. */
  readonly same: readonly SegmentPair[];
  /** Of the same source at the same place, with another content. */
  readonly changed: readonly SegmentPair[];
}

/**
 * Pairs the segments of two requests, each at most once: first what says the same, as far as both begin and end alike; then
 * the first with the first of what says the same between; then, of what is left, what has the same source at the same place,
 * or is the only one left of a source that a request states once. Turning the two requests around turns the pairs around.
 */
export function pairSegments(before: readonly ComparedSegment[], after: readonly ComparedSegment[]): PairedSegments {
  const same: SegmentPair[] = [];
  const pairAlike = (one: ComparedSegment | undefined, other: ComparedSegment | undefined): boolean => {
    if (one === undefined || other === undefined || !isAlike(one, other)) return false;
    same.push({ before: one.index, after: other.index });
    return true;
  };
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && pairAlike(before[head], after[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && pairAlike(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  let left: Left = { before: before.slice(head, before.length - tail), after: after.slice(head, after.length - tail) };
  left = pairInOrder(left, ({ key, content }) => `${key} ${spellingKey(content)}`, same, isAlike);
  left = pairInOrder(left, ({ key, content }) => `${key} ${decodedText(content)}`, same);
  const changed: SegmentPair[] = [];
  left = pairInOrder(left, ({ key, segment }) => `${key} ${placeOf(segment.path)}`, changed);
  pairLonely(left, changed);
  return { same, changed };
}

function isAlike(one: ComparedSegment, other: ComparedSegment): boolean {
  return one.key === other.key && isSpelledAlike(one.content, other.content);
}

/** What has no partner yet. */
interface Left {
  readonly before: readonly ComparedSegment[];
  readonly after: readonly ComparedSegment[];
}

type KeyOf = (compared: ComparedSegment) => string;

/** Pairs the first with the first, the second with the second of those that have the same key. */
function pairInOrder(left: Left, keyOf: KeyOf, pairs: SegmentPair[], mayPair = (_one: ComparedSegment, _other: ComparedSegment) => true): Left {
  const waiting = grouped(left.after, keyOf);
  const taken = new Set<number>();
  const alone = left.before.filter((one) => {
    const partners = waiting.get(keyOf(one));
    const partner = partners?.members[partners.next];
    if (partners === undefined || partner === undefined || !mayPair(one, partner)) return true;
    partners.next += 1;
    taken.add(partner.index);
    pairs.push({ before: one.index, after: partner.index });
    return false;
  });
  return { before: alone, after: left.after.filter(({ index }) => !taken.has(index)) };
}

function pairLonely(left: Left, pairs: SegmentPair[]): void {
  const partners = statedOnce(left.after);
  for (const [key, { members }] of statedOnce(left.before)) {
    const [one, ...more] = members;
    const [other, ...others] = partners.get(key)?.members ?? [];
    if (one !== undefined && other !== undefined && more.length === 0 && others.length === 0) {
      pairs.push({ before: one.index, after: other.index });
    }
  }
}

function statedOnce(list: readonly ComparedSegment[]): ReadonlyMap<string, Waiting> {
  const stated = list.filter(({ segment }) => kindsStatedOnce.has(segment.source.kind));
  return grouped(stated, ({ key }) => key);
}

/** What a request states once for each name: a file, a tool, a listing. What is said in a conversation has no such identity. */
const kindsStatedOnce: ReadonlySet<SourceKind> = new Set<SourceKind>([
  'system-prompt',
  'subagent-prompt',
  'tool-definition',
  'mcp-tool-definition',
  'mcp-instructions',
  'mcp-status',
  'skill-listing',
  'agent-listing',
  'memory-file',
  'environment',
  'output-style',
  'mode',
]);

interface Waiting {
  readonly members: ComparedSegment[];
  next: number;
}

function grouped(list: readonly ComparedSegment[], keyOf: KeyOf): ReadonlyMap<string, Waiting> {
  const groups = new Map<string, Waiting>();
  for (const member of list) {
    const key = keyOf(member);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { members: [member], next: 0 });
    else group.members.push(member);
  }
  return groups;
}

/** A path by which a content is at the same place as a text and as an array of one. */
function placeOf(path: string): string {
  const block = path.replace(/\.text$/, '');
  return block === 'system' || block.endsWith('.content') ? `${block}[0]` : block;
}
