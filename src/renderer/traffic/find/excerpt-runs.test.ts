import { expect, test } from 'vitest';
import { excerptRuns } from './excerpt-runs.ts';

function shown(...given: Parameters<typeof excerptRuns>): string {
  return excerptRuns(...given).map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join('');
}

test('an excerpt is cut where it says what was looked for', () => {
  expect(shown('the depot listens on 7070', [{ start: 21, end: 25 }, { start: 4, end: 9 }])).toBe('the [depot] listens on [7070]');
});

test('places that overlap or lie beyond the end count for what they cover', () => {
  expect(shown('abcdef', [{ start: 1, end: 3 }, { start: 2, end: 4 }, { start: 5, end: 99 }, { start: 3, end: 3 }])).toBe('a[bc][d]e[f]');
  expect(shown('', [{ start: 0, end: 4 }])).toBe('');
});
