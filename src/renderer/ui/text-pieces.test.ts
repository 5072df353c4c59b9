import { expect, test } from 'vitest';
import { textPieces } from './text-pieces.ts';

test('a text is cut at line ends and can be put together again', () => {
  const text = Array.from({ length: 3000 }, (_, index) => `line ${index}`).join('\n');
  const pieces = textPieces(text);
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.join('\n')).toBe(text);
});

test('one endless line stays whole, and nothing is no piece', () => {
  expect(textPieces('x'.repeat(50_000))).toHaveLength(1);
  expect(textPieces('')).toEqual([]);
});
