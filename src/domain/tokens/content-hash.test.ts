import { describe, expect, it } from 'vitest';
import { contentHash, octetsHash } from './content-hash.ts';

describe('the key of a text', () => {
  it('is the same for the same text, and says its length', () => {
    expect(contentHash('a b')).toBe(contentHash(['a', 'b'].join(' ')));
    expect(contentHash('a b')).toMatch(/^3:/);
    expect(contentHash('')).toMatch(/^0:/);
    const octets = new TextEncoder().encode('xa bx, a b');
    expect(octetsHash(octets, 1, 4)).toBe(octetsHash(octets, 7, 10));
    expect(octetsHash(octets, 1, 4)).not.toBe(octetsHash(octets, 0, 3));
    expect(octetsHash(octets, 1, 4)).not.toBe(contentHash('a b'));
  });

  it('tells texts apart that differ in one bit of one or two characters', () => {
    const base = 'the context of a conversation, turn by turn';
    const texts = new Set([base]);
    for (let at = 0; at < base.length; at += 1) {
      for (let bit = 0; bit < 16; bit += 1) {
        const once = flipped(base, at, bit);
        texts.add(once);
        for (let next = at + 1; next < base.length; next += 1) texts.add(flipped(once, next, bit));
      }
    }
    expect(new Set([...texts].map(contentHash)).size).toBe(texts.size);
  });

  it('tells thirty thousand numbered lines apart, also by either half of the key alone', () => {
    const keys = Array.from({ length: 30_000 }, (_, line) => contentHash(`line ${String(line).padStart(6, '0')} of the file`));
    expect(new Set(keys).size).toBe(keys.length);
    // Of 32 bits one or two pairs may be the same by chance, no more.
    for (const half of [1, 2]) expect(new Set(keys.map((key) => key.split(':')[half])).size).toBeGreaterThan(keys.length - 5);
  });
});

function flipped(text: string, at: number, bit: number): string {
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) + text.slice(at + 1);
}
