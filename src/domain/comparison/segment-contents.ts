import type { CountedSegment } from '../attribution/segment.ts';
import { decodeJsonText } from '../json/json-text.ts';
import type { PromptContent, Span } from './prompt-content.ts';

/** What a segment says, without the frame of JSON around it and line ends at its end: runs of bytes of its body. */
export interface SegmentContent {
  readonly body: Uint8Array;
  readonly spans: readonly Span[];
}

/**
 * Whether two contents are spelled alike, byte for byte: the quick way to tell, for texts of the same client. It does not
 * matter where the runs are cut.
 */
export function isSpelledAlike(one: SegmentContent, other: SegmentContent): boolean {
  if (lengthOf(one) !== lengthOf(other)) return false;
  const [bytes, otherBytes] = [one.body, other.body];
  let index = -1;
  let at = 0;
  let end = 0;
  for (const span of one.spans) {
    for (let byte = span.start; byte < span.end; byte += 1) {
      while (at === end) {
        index += 1;
        ({ start: at, end } = other.spans[index] ?? { start: 0, end: -1 });
      }
      if (bytes[byte] !== otherBytes[at]) return false;
      at += 1;
    }
  }
  return true;
}

function lengthOf({ spans }: SegmentContent): number {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** A short key of how a content is spelled; those of the same key need not be alike, but nearly always are. */
export function spellingKey({ body, spans }: SegmentContent): string {
  let one = 0x811c9dc5;
  let other = 0x2f0b4c47;
  let length = 0;
  for (const { start, end } of spans) {
    length += end - start;
    for (let at = start; at < end; at += 1) {
      const byte = body[at] ?? 0;
      one = Math.imul(one ^ byte, 0x01000193);
      other = Math.imul(other ^ byte, 0x5f356495);
    }
  }
  return `${length}:${one}:${other}`;
}

/** A content as it reads: the same however its characters are escaped. */
export function decodedText({ body, spans }: SegmentContent): string {
  return spans.map(({ start, end }) => decodeJsonText(body, start, end)).join('');
}

/**
 * The contents of the segments of a body: what the model is given of each; of a request parameter its value; of frames
 * alone, and of the billing line, which is no part of the prompt, nothing. A content as a text or as an array of one, and a
 * `cache_control` that moves on, make no difference.
 */
export function segmentContents(content: PromptContent, segments: readonly CountedSegment[]): readonly SegmentContent[] {
  const { body, unitsOfBody, parameters } = content;
  let next = 0;
  return segments.map((segment) => {
    while (next < unitsOfBody.length && (unitsOfBody[next]?.end ?? 0) <= segment.start) next += 1;
    const spans: Span[] = [];
    for (let at = next; at < unitsOfBody.length; at += 1) {
      const unit = unitsOfBody[at];
      if (unit === undefined || unit.start >= segment.end) break;
      for (const { start, end } of unit.spans) {
        const span = { start: Math.max(start, segment.start), end: Math.min(end, segment.end) };
        if (span.start < span.end) spans.push(span);
      }
    }
    if (spans.length === 0) {
      const parameter = segment.source.kind === 'request-parameters' ? parameters.get(segment.path) : undefined;
      if (parameter !== undefined) spans.push(parameter);
      else if (segment.source.kind === 'unknown') spans.push(segment);
    }
    return { body, spans: withoutLineEnds(body, spans) };
  });
}

/** Line ends are escapes here. Of an escaped backslash before an `n` half is taken too, from all texts that end so. */
function withoutLineEnds(body: Uint8Array, spans: readonly Span[]): readonly Span[] {
  const last = spans.at(-1);
  if (last === undefined) return spans;
  let { end } = last;
  while (end - 2 >= last.start && body[end - 2] === 0x5c && body[end - 1] === 0x6e) end -= 2;
  return end === last.end ? spans : [...spans.slice(0, -1), { start: last.start, end }];
}
