import type { CountedSegment } from '../attribution/segment.ts';

/** What the API adds itself: tokens without bytes, at the end of the body. */
export function overheadSegment(bodyLength: number, tokens: number): CountedSegment {
  return { start: bodyLength, end: bodyLength, path: '', source: { kind: 'api-overhead' }, confidence: 'likely', tokens };
}
