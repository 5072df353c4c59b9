import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differenceOf, type TextDifference } from './text-difference.ts';

const textOf = ({ parts }: TextDifference, ...kinds: readonly string[]): string =>
  parts.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => text).join('');

function linesOf(count: number, textAt: (index: number) => string): string {
  return Array.from({ length: count }, (_line, index) => textAt(index)).join('\n');
}

describe('the difference of two texts', () => {
  test('is told line by line', () => {
    const { state, parts } = differenceOf('one\ntwo\nthree\nfour\nfive\n', 'one\n2\nthree\n4\nfive\n');
    expect(state).toBe('compared');
    expect(parts.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'same one\n',
      'removed two\n',
      'added 2\n',
      'same three\n',
      'removed four\n',
      'added 4\n',
      'same five\n',
    ]);
  });

  test('is told word by word within a line', () => {
    expect(differenceOf('speak very plainly', 'speak very kindly').parts).toEqual([
      { kind: 'same', text: 'speak very ' },
      { kind: 'removed', text: 'plainly' },
      { kind: 'added', text: 'kindly' },
    ]);
  });

  test('is nothing for the same text', () => {
    expect(differenceOf('a\nb', 'a\nb').parts).toEqual([{ kind: 'same', text: 'a\nb' }]);
  });

  test('holds both texts, whatever they are', () => {
    const text = fc.array(fc.constantFrom('a', 'b', ' ', '\n', 'é', '\r\n', '🜁'), { maxLength: 40 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const difference = differenceOf(before, after);
        expect(textOf(difference, 'same', 'removed')).toBe(before);
        expect(textOf(difference, 'same', 'added')).toBe(after);
      }),
    );
  });

  test('is not looked for in five megabytes of lines of one character', () => {
    const difference = differenceOf('1\n2\n3\n'.repeat(830_000), '2\n1\n4\n'.repeat(830_000));
    expect(difference).toMatchObject({ state: 'replaced', reason: 'too-long' });
    expect(textOf(difference, 'same', 'removed')).toHaveLength(4_980_000);
  });

  test('is found in as many lines when little of them differs', () => {
    const lines = Array.from({ length: 100_000 }, (_line, index) => String(index % 7));
    const { state, parts } = differenceOf(lines.join('\n'), lines.with(50_003, 'x').join('\n'));
    expect(state).toBe('compared');
    expect(parts.filter(({ kind }) => kind !== 'same').map(({ text }) => text)).toEqual(['2', 'x']);
  });

  test('is given up where nearly all of it differs', () => {
    expect(differenceOf(linesOf(5000, (index) => `a${index}`), linesOf(5000, (index) => `b${index}`))).toMatchObject({ state: 'replaced', reason: 'too-different' });
  });
});
