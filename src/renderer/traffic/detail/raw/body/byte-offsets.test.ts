import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteOffsets } from './byte-offsets.ts';

const characters = fc.array(fc.constantFrom('a', '"', 'é', 'ż', '亀', '–', '🜁', '\n', '\u0000'), { maxLength: 60 });

describe('bytes of a text', () => {
  test('lead to where their character stands, and back', () => {
    fc.assert(
      fc.property(characters, fc.integer({ min: 0, max: 3000 }), (list, padding) => {
        const text = `${'p'.repeat(padding)}${list.join('')}`;
        const { textAt, byteAt } = byteOffsets(text);
        let offset = padding;
        for (const character of list) {
          const bytes = Buffer.byteLength(text.slice(0, offset));
          expect(byteAt(offset)).toBe(bytes);
          expect(textAt(bytes)).toBe(offset);
          offset += character.length;
        }
        expect(byteAt(text.length)).toBe(Buffer.byteLength(text));
        expect(textAt(Buffer.byteLength(text))).toBe(text.length);
      }),
    );
  });

  test('within a character are taken for its first', () => {
    const { textAt } = byteOffsets('aé🜁b');
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8].map(textAt)).toEqual([0, 1, 1, 2, 2, 2, 2, 4, 5]);
  });

  test('beyond the text are its end', () => {
    for (const text of ['', 'abc', 'ü']) expect(byteOffsets(text).textAt(99)).toBe(text.length);
  });
});
