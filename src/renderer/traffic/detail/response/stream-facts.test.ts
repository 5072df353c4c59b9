import { expect, test } from 'vitest';
import { axisMarks, countUntil, firstTokenAt, laneOf, momentsOf, pausesIn } from './stream-facts.ts';

const event = (type: string, data: object, afterUs: number | null = null) => ({ type, index: null, summary: '', start: 0, end: 1, afterUs, data: JSON.stringify(data) });
const delta = (type: string) => event('content_block_delta', { type: 'content_block_delta', delta: { type } });

test('events stand on the line of what they bring', () => {
  expect([event('ping', {}), event('error', {}), event('message_start', {}), delta('text_delta'), delta('thinking_delta'), delta('signature_delta'), delta('input_json_delta')].map(laneOf)).toEqual([
    'ping',
    'error',
    'message',
    'text',
    'thinking',
    'thinking',
    'tool input',
  ]);
});

test('moments count from the start of the request, or are numbers where no time is known', () => {
  const events = [event('ping', {}, 0), event('ping', {}, 50)];
  expect(momentsOf({ events, leftOut: 0, beganAfterUs: 1000, hasTimes: true })).toEqual([1000, 1050]);
  expect(momentsOf({ events, leftOut: 0, beganAfterUs: 1000, hasTimes: false })).toEqual([1, 2]);
  expect([0, 1000, 1049, 1050, 9999].map((at) => countUntil([1000, 1050], at))).toEqual([0, 1, 1, 2, 2]);
});

test('a pause is where nothing came for most of a second', () => {
  expect(pausesIn([0, 10_000, 710_000, 720_000, 1_300_000])).toEqual([{ fromUs: 10_000, untilUs: 710_000 }]);
});

test('the first token is the first piece of a block', () => {
  expect(firstTokenAt([event('message_start', {}), event('ping', {}), delta('text_delta')], [1, 2, 3])).toBe(3);
  expect(firstTokenAt([], [])).toBe(null);
});

test('the axis has as many marks as there is room for', () => {
  expect(axisMarks(4_200_000, 6)).toEqual([0, 1e6, 2e6, 3e6, 4e6]);
  expect(axisMarks(3_600e6, 6).length).toBeLessThanOrEqual(7);
});
