import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differenceOf } from '../../domain/comparison/text-difference.ts';
import { differenceLines, foldSame, type DifferenceLine } from './difference-lines.ts';

const signs = { same: ' ', added: '+', removed: '-' } as const;
const said = (lines: readonly DifferenceLine[]) =>
  lines.map(({ kind, pieces }) => `${signs[kind]}${pieces.map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join('')}`);

describe('a difference as lines', () => {
  test('has removed lines before those added in their place, with the words that differ marked', () => {
    const { parts } = differenceOf('# Depot\nSpeak plainly to people.\nEnd.\n', '# Depot\nSpeak kindly to people.\nEnd.\n');
    expect(said(differenceLines(parts))).toEqual([' # Depot', '-Speak [plainly] to people.', '+Speak [kindly] to people.', ' End.']);
  });

  test('marks nothing in lines that have little in common', () => {
    const { parts } = differenceOf('a\nred lorries\nb', 'a\nthirty-one kettles\nb');
    expect(said(differenceLines(parts))).toEqual([' a', '-red lorries', '+thirty-one kettles', ' b']);
  });

  test('of one line is told by its words', () => {
    expect(said(differenceLines(differenceOf('speak very plainly', 'speak very kindly').parts))).toEqual(['-speak very [plainly]', '+speak very [kindly]']);
  });

  test('holds both texts, line for line, with their numbers', () => {
    const text = fc.array(fc.constantFrom('a', 'b c', '\n', '\n\n', 'd'), { maxLength: 30 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = differenceLines(differenceOf(before, after).parts);
        const side = (kind: 'added' | 'removed') => lines.filter((line) => line.kind !== kind).map(({ pieces }) => pieces.map((piece) => piece.text).join('')).join('\n');
        expect(side('added')).toBe(before.replace(/\n$/, ''));
        expect(side('removed')).toBe(after.replace(/\n$/, ''));
        const numbers = lines.flatMap((line) => line.after ?? []);
        expect(numbers).toEqual(numbers.map((_number, index) => index + 1));
      }),
    );
  });

  test('is folded where nothing changed, but for three lines around', () => {
    const before = Array.from({ length: 30 }, (_line, index) => `line ${index}`);
    const { parts } = differenceOf(before.join('\n'), before.with(15, 'other').join('\n'));
    expect(foldSame(differenceLines(parts)).map(({ kind, lines }) => `${kind} ${lines.length}`)).toEqual(['folded 12', 'shown 8', 'folded 11']);
  });
});
