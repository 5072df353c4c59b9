import { expect, test } from 'vitest';
import type { SegmentView } from '../../../../../contract/context-view.ts';
import { attribute } from '../../../../../domain/attribution/attribute.ts';
import { claudeRequest } from '../../../../../../test-support/claude-request.ts';
import { byteOffsets } from './byte-offsets.ts';
import { indentJson } from './indent-json.ts';
import { parseBytes, placeSegments, segmentAt, segmentsBetween } from './placed-segments.ts';

const { body } = claudeRequest();
const bytes = new TextEncoder().encode(body);
const segments: readonly SegmentView[] = attribute(bytes, []).segments.map((segment) => ({ ...segment, tokens: 1, tokensByState: null, costMicroUsd: null }));
const offsets = byteOffsets(body);

/** Without the white space between tokens: that of strings is escaped or a blank. */
const squeezed = (text: string) => text.replaceAll(/\n */g, '').replaceAll('": ', '":');

test('segments of a body with other than ASCII stand over their own bytes', () => {
  const placed = placeSegments(segments, offsets, null);
  expect(placed.map(({ from, to }) => body.slice(from, to)).join('')).toBe(body);
  for (const { from, to, segment } of placed) expect(body.slice(from, to)).toBe(new TextDecoder().decode(bytes.slice(segment.start, segment.end)));
});

test('in the indented text as well, but for white space', () => {
  const indented = indentJson(body);
  const placed = placeSegments(segments, offsets, indented);
  expect(placed).toHaveLength(segments.length);
  for (const { from, to, segment } of placed) {
    expect(squeezed(indented?.text.slice(from, to) ?? '')).toBe(squeezed(new TextDecoder().decode(bytes.slice(segment.start, segment.end))));
  }
});

test('a place is in the segment that covers it', () => {
  const placed = placeSegments(segments, offsets, null);
  const [, second, third] = placed;
  expect(segmentAt(placed, second?.from ?? 0)).toBe(second);
  expect(segmentAt(placed, (second?.to ?? 0) - 1)).toBe(second);
  expect(segmentsBetween(placed, (second?.to ?? 0) - 1, (third?.from ?? 0) + 1)).toEqual([second, third]);
  expect(segmentAt([], 4)).toBeNull();
});

test('bytes of a place are two figures in order', () => {
  expect(parseBytes('120-4800')).toEqual({ start: 120, end: 4800 });
  for (const text of [null, '', '9-3', 'a-b', '1-2-3', '-1-2']) expect(parseBytes(text)).toBeNull();
});
