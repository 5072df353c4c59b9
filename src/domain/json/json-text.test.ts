import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeJsonText, readJsonText } from './json-text.ts';

const inside = (text: string): Uint8Array => new TextEncoder().encode(JSON.stringify(text).slice(1, -1));

describe('the contents of a JSON string', () => {
  it('are what JSON.parse makes of them, pairs and lone surrogates included', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.string({ unit: fc.constantFrom('\\', '"', '\n', 'é', '😀', '\u2028', '\ud800') })), (text) => {
        const bytes = inside(text);
        expect(decodeJsonText(bytes, 0, bytes.length)).toBe(JSON.parse(JSON.stringify(text)));
      }),
    );
  });

  it('know the byte of each character, in any order asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '"', 'é', '€', '😀') }), fc.array(fc.nat(30)), (text, asked) => {
        const bytes = inside(text);
        const read = readJsonText(bytes, 0, bytes.length);
        for (const index of asked.filter((at) => at <= text.length)) {
          const isInsidePair = /[\udc00-\udfff]/.test(text.charAt(index));
          expect(read.offsetAt(index)).toBe(inside(text.slice(0, isInsidePair ? index - 1 : index)).length);
        }
        expect(read.offsetAt(text.length)).toBe(bytes.length);
      }),
    );
  });

  it('keep going over broken escapes and broken UTF-8', () => {
    const bytes = Uint8Array.from([0x61, 0x5c, 0x78, 0xff, 0xe2, 0x82, 0x5c, 0x75, 0x31, 0x5c]);
    expect(decodeJsonText(bytes, 0, bytes.length)).toBe('a\ufffd\ufffd\ufffd\ufffd\ufffd1\ufffd');
  });
});
