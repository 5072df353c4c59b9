import type { Confidence, Segment } from './segment.ts';
import type { Source } from './source.ts';

/**
 * Lays segments end to end, so that they cover the body whatever the walk over it does. Each `take` reaches from where
 * the last one ended: what stands before a value (its key, its brackets) becomes part of the value's segment.
 */
export interface SegmentWriter {
  /** Ends a segment at `end`. Nothing happens when that is not past what has been taken. */
  take(end: number, path: string, source: Source, confidence: Confidence): void;
  /** Lets the last segment reach to `end`: the closing punctuation of what it belongs to. */
  extend(end: number): void;
  readonly taken: number;
  readonly segments: readonly Segment[];
}

export function createSegmentWriter(): SegmentWriter {
  const segments: Segment[] = [];
  let taken = 0;
  return {
    take(end, path, source, confidence) {
      if (end <= taken) return;
      segments.push({ start: taken, end, path, source, confidence });
      taken = end;
    },
    extend(end) {
      const last = segments.at(-1);
      if (last === undefined || end <= taken) return;
      segments[segments.length - 1] = { ...last, end };
      taken = end;
    },
    get taken() {
      return taken;
    },
    segments,
  };
}
