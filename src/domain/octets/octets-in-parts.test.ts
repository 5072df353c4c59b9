import { isUtf8 as isUtf8OfNode } from 'node:buffer';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64Text } from './octets-as-text.ts';
import { base64Parts, isUtf8, utf8Parts } from './octets-in-parts.ts';

const anyOctets = fc.oneof(fc.uint8Array(), fc.string({ unit: 'binary' }).map((text) => new Uint8Array(Buffer.from(text))));

test('base64 is as Node writes it, at once and in parts', () => {
  fc.assert(fc.property(anyOctets, (octets) => {
    expect(base64Text(octets)).toBe(Buffer.from(octets).toString('base64'));
  }));
  const large = Buffer.from(Array.from({ length: 500_001 }, (_, index) => (index * 7) % 256));
  expect([...base64Parts(large)].join('')).toBe(large.toString('base64'));
});

test('UTF-8 is told from what is not as Node tells it, also where a part would end within a character', () => {
  fc.assert(fc.property(anyOctets, (octets) => {
    expect(isUtf8(octets)).toBe(isUtf8OfNode(octets));
  }));
  for (const shift of [0, 1, 2, 3]) {
    const text = `\uFEFF${'x'.repeat(shift)}${'😀'.repeat(100_000)}`;
    const octets = Buffer.from(text);
    const parts = [...utf8Parts(octets)];
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.join('')).toBe(text);
    // A part that ended within a character would end or begin with half a surrogate pair.
    expect(parts.filter((part) => Buffer.from(part).toString() !== part)).toEqual([]);
    expect(isUtf8(octets.subarray(0, -1))).toBe(false);
  }
});
