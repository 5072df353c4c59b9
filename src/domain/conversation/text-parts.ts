import type { Segment } from '../attribution/segment.ts';
import { sourceKey } from '../attribution/source-key.ts';
import type { Source } from '../attribution/source.ts';
import { decodeJsonText } from '../json/json-text.ts';
import { endOf, startOf, type JsonTree } from '../json/json-tree.ts';
import { endOfContents } from '../json/node-text.ts';
import { utf8Text } from '../octets/octets-as-text.ts';
import type { JsonPart, TextPart } from './conversation.ts';

/** Of one part; of all of them, with what is taken first for what stands last. */
export const mostPartChars = 20_000;
const mostTotalChars = 4_000_000;
/** A character takes at most as many bytes, and an escape that is cut is not among the characters given. */
const bytesPerChar = 6;
const mostParts = 400;

/** Cuts texts of a body into parts by source, as long as there is room. */
export class TextParts {
  readonly #tree: JsonTree;
  readonly #segments: readonly Segment[];
  #charsLeft = mostTotalChars;

  constructor(tree: JsonTree, segments: readonly Segment[]) {
    this.#tree = tree;
    this.#segments = segments;
  }

  /** The parts of a string node; together they are its text, but for what is cut. None for an empty one. */
  of(node: number): readonly TextPart[] {
    const start = startOf(this.#tree, node) + 1;
    const end = endOfContents(this.#tree, node);
    if (start >= end) return [];
    return this.#runs(start, end).map((run) => ({ ...this.#cut(run.start, run.end, true), source: run.source }));
  }

  /** A value as its JSON. */
  json(node: number): JsonPart {
    return this.#cut(startOf(this.#tree, node), endOf(this.#tree, node), false);
  }

  #cut(start: number, end: number, isString: boolean): JsonPart {
    const chars = Math.min(mostPartChars, this.#charsLeft);
    const { bytes } = this.#tree;
    const until = Math.min(end, start + chars * bytesPerChar + bytesPerChar);
    const text = isString ? decodeJsonText(bytes, start, until) : utf8Text(bytes.subarray(start, until));
    const isCut = until < end || text.length > chars;
    const kept = isCut ? text.slice(0, chars) : text;
    this.#charsLeft -= kept.length;
    return { start, end, text: kept, isCut };
  }

  #runs(start: number, end: number): readonly { readonly start: number; readonly end: number; readonly source: Source | null }[] {
    const runs: { start: number; end: number; source: Source | null; key: string | null }[] = [];
    let at = start;
    for (let index = this.#firstAfter(start); at < end && runs.length < mostParts; index += 1) {
      const segment = this.#segments[index];
      if (segment === undefined || segment.start > at) break;
      const until = Math.min(end, segment.end);
      if (until <= at) continue;
      const key = sourceKey(segment.source);
      const last = runs.at(-1);
      if (last?.key === key) last.end = until;
      else runs.push({ start: at, end: until, source: segment.source, key });
      at = until;
    }
    if (at < end) runs.push({ start: at, end, source: null, key: null });
    return runs;
  }

  /** The index of the first segment that ends after this offset. */
  #firstAfter(offset: number): number {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#segments[middle]?.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
