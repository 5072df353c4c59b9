import { expect, test } from 'vitest';
import { breakLongLines } from './broken-lines.ts';

test('lines that can be drawn stay as they are', () => {
  expect(breakLongLines(`${'a'.repeat(150_000)}\n${'b'.repeat(150_000)}`)).toBeNull();
});

test('a line of megabytes is broken, and every place of it found again', () => {
  const sent = `short\n${'word, 🜁 '.repeat(40_000)}\n${'🜁'.repeat(120_000)}`;
  const broken = breakLongLines(sent);
  if (broken === null) throw new Error('not broken');
  expect(Math.max(...broken.text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(10_000);
  for (let start = 0; start < sent.length - 40; start += 997) {
    const piece = broken.text.slice(broken.startOf(start), broken.endOf(start + 40));
    expect(piece.replaceAll('\n', '')).toBe(sent.slice(start, start + 40).replaceAll('\n', ''));
    expect(broken.text.charAt(broken.startOf(start))).toBe(sent.charAt(start));
  }
  expect(broken.endOf(sent.length)).toBe(broken.text.length);
  expect(Buffer.from(broken.text).toString()).toBe(broken.text);
});

test('characters of other fonts come in shorter pieces, none cut in two', () => {
  const sent = '亀🐢'.repeat(80_000);
  const pieces = breakLongLines(sent)?.text.split('\n') ?? [];
  expect(pieces.join('')).toBe(sent);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(200);
  expect(pieces.every((piece) => Buffer.from(piece).toString() === piece)).toBe(true);
});
