import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyPlace } from './body-place.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

test('a place is given with what stands around it, and what is masked in it', () => {
  const body = utf8('{"a":"key ********","b":"żółw"}');
  const runs = bodyPlace(body, 5, 19, [[10, 8]]);
  expect(runs.map(({ where, text, isMasked }) => [where, text, isMasked])).toEqual([
    ['before', '{"a":', false],
    ['inside', '"key ', false],
    ['inside', '********', true],
    ['inside', '"', false],
    ['after', ',"b":"żółw"}', false],
  ]);
});

test('of a long place the middle is left out, and no character is cut', () => {
  const runs = bodyPlace(utf8(`${'ż'.repeat(500)}${'亀'.repeat(5000)}${'ż'.repeat(500)}`), 1000, 16_000, []);
  expect(runs.map(({ where }) => where)).toEqual(['before', 'inside', 'inside', 'after']);
  expect(runs.every(({ text }) => !text.includes('\uFFFD'))).toBe(true);
  expect((runs[2]?.start ?? 0) - (runs[1]?.end ?? 0)).toBeGreaterThan(10_000);
});

test('what is no text is cut as well', () => {
  const runs = bodyPlace(new Uint8Array(100_000).fill(0x80), 1000, 99_000, []);
  expect(runs.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(3000);
});

test('the runs of a short place follow one another without gaps, wherever it is asked for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: -5, max: 300 }), fc.nat(300), (text, start, length) => {
      const runs = bodyPlace(utf8(text), start, start + length, []);
      const begins = runs.slice(1).map((run) => run.start);
      expect(begins).toEqual(runs.slice(0, -1).map((run) => run.end));
    }),
  );
});
