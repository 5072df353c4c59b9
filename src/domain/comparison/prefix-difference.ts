import type { CountedSegment } from '../attribution/segment.ts';
import type { Source } from '../attribution/source.ts';
import { sourceKey } from '../attribution/source-key.ts';
import { readJsonText } from '../json/json-text.ts';
import type { PromptContent, PromptUnit } from './prompt-content.ts';
import { decodedText, isSpelledAlike } from './segment-contents.ts';

/** A prompt as it is compared from its beginning. */
export interface ReadPrompt {
  readonly content: PromptContent;
  readonly segments: readonly CountedSegment[];
}

/** Where a prompt first says something else than the one before. */
export interface PrefixDifference {
  /** How many units before it are the same. */
  readonly units: number;
  /** Of the source at fault: it says something else, is new there, or is gone from there. */
  readonly change: 'changed' | 'added' | 'removed';
  readonly source: Source;
  /** The index of the segment in the later request; null where that ends before. */
  readonly segment: number | null;
}

/**
 * The first difference between the beginnings of two prompts, of which the first `units` of the earlier are looked at. As the
 * cache compares: exactly, but for `cache_control` and for how a text is spelled and framed. Null where all of it is there.
 */
export function prefixDifference(before: ReadPrompt, after: ReadPrompt, units: number): PrefixDifference | null {
  for (let index = 0; index < units; index += 1) {
    const one = before.content.units[index];
    const other = after.content.units[index];
    if (one === undefined) return null;
    if (other === undefined) {
      const gone = segmentAt(before.segments, one.start);
      return { units: index, change: 'removed', source: gone?.source ?? { kind: 'unknown' }, segment: null };
    }
    const offset = one.place === other.place ? differenceIn(before.content, one, after.content, other) : 0;
    if (offset !== null) return differenceAt(before, one, after, other, index, offset);
  }
  return null;
}

/** The character at which two units begin to differ; null when they are the same. */
function differenceIn(before: PromptContent, one: PromptUnit, after: PromptContent, other: PromptUnit): number | null {
  const contentBefore = { body: before.body, spans: one.spans };
  const contentAfter = { body: after.body, spans: other.spans };
  if (isSpelledAlike(contentBefore, contentAfter)) return null;
  const textBefore = decodedText(contentBefore);
  const textAfter = decodedText(contentAfter);
  if (textBefore === textAfter) return null;
  let offset = 0;
  while (offset < textBefore.length && textBefore.charCodeAt(offset) === textAfter.charCodeAt(offset)) offset += 1;
  return offset;
}

function differenceAt(before: ReadPrompt, one: PromptUnit, after: ReadPrompt, other: PromptUnit, units: number, offset: number): PrefixDifference {
  const was = segmentAt(before.segments, byteAt(before.content.body, one, offset));
  const is = segmentAt(after.segments, byteAt(after.content.body, other, offset));
  const sourceBefore: Source = was?.source ?? { kind: 'unknown' };
  const sourceAfter: Source = is?.source ?? { kind: 'unknown' };
  const segment = is?.index ?? null;
  if (sourceKey(sourceBefore) !== sourceKey(sourceAfter)) {
    if (!holds(after.segments, sourceBefore)) return { units, change: 'removed', source: sourceBefore, segment };
    if (!holds(before.segments, sourceAfter)) return { units, change: 'added', source: sourceAfter, segment };
  }
  return { units, change: 'changed', source: sourceAfter, segment };
}

/** The byte of a character of a unit, by its first run; those that have more are tools, which are one segment anyway. */
function byteAt(body: Uint8Array, unit: PromptUnit, offset: number): number {
  const [span = unit] = unit.spans;
  // A text that is the beginning of the other ends where it differs: its last byte is still its own.
  return Math.max(span.start, Math.min(readJsonText(body, span.start, span.end).offsetAt(offset), span.end - 1));
}

function segmentAt(segments: readonly CountedSegment[], offset: number): (CountedSegment & { readonly index: number }) | null {
  const index = segments.findIndex(({ start, end }) => start <= offset && offset < end);
  const segment = segments[index];
  return segment === undefined ? null : { ...segment, index };
}

function holds(segments: readonly CountedSegment[], source: Source): boolean {
  const key = sourceKey(source);
  return segments.some((segment) => sourceKey(segment.source) === key);
}
