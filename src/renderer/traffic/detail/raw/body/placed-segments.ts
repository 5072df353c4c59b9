import type { SegmentView } from '../../../../../contract/context-view.ts';
import { lastAtMost, type ByteOffsets } from './byte-offsets.ts';

/** A segment where it stands in the text that is shown. `index` is its place in the context. */
export interface PlacedSegment {
  readonly from: number;
  readonly to: number;
  readonly index: number;
  readonly segment: SegmentView;
}

/** A run of the shown text. */
export interface TextRun {
  readonly from: number;
  readonly to: number;
}

/** From places of the text as sent to those of the text that is shown: where a run begins, and where it ends (exclusive). */
export interface TextMap {
  readonly startOf: (sentOffset: number) => number;
  readonly endOf: (sentOffset: number) => number;
}

/** Where bytes `start` to `end` of the body stand in the text that is shown; without a map that is the text as sent. */
export function runOfBytes(start: number, end: number, offsets: ByteOffsets, map: TextMap | null): TextRun {
  const [from, to] = [offsets.textAt(start), offsets.textAt(end)];
  return map === null ? { from, to } : { from: map.startOf(from), to: Math.max(map.startOf(from), map.endOf(to)) };
}

/** The segments that have bytes, in the order of the body. */
export function placeSegments(segments: readonly SegmentView[], offsets: ByteOffsets, map: TextMap | null): readonly PlacedSegment[] {
  return segments.flatMap((segment, index) => {
    const { from, to } = runOfBytes(segment.start, segment.end, offsets, map);
    return from < to ? [{ from, to, index, segment }] : [];
  });
}

/** The segment a place is in, or the one before it where it is between two; null without any. */
export function segmentAt(placed: readonly PlacedSegment[], place: number): PlacedSegment | null {
  return placed[lastAtMost(startsOf(placed), place)] ?? null;
}

/** The segments that have a part between two places. */
export function segmentsBetween(placed: readonly PlacedSegment[], from: number, to: number): readonly PlacedSegment[] {
  const first = lastAtMost(startsOf(placed), from);
  const found: PlacedSegment[] = [];
  for (let at = first; at < placed.length; at += 1) {
    const segment = placed[at];
    if (segment === undefined || segment.from >= to) break;
    if (segment.to > from) found.push(segment);
  }
  return found;
}

// Looked up with every line that comes into sight.
const starts = new WeakMap<readonly PlacedSegment[], readonly number[]>();

function startsOf(placed: readonly PlacedSegment[]): readonly number[] {
  const known = starts.get(placed);
  if (known !== undefined) return known;
  const list = placed.map(({ from }) => from);
  starts.set(placed, list);
  return list;
}

/** `start-end` of a place as bytes; null for what is none. */
export function parseBytes(text: string | null): { readonly start: number; readonly end: number } | null {
  const [, start, end] = /^(\d{1,12})-(\d{1,12})$/.exec(text ?? '') ?? [];
  if (start === undefined || end === undefined || Number(end) < Number(start)) return null;
  return { start: Number(start), end: Number(end) };
}
