import { describe, expect, it } from 'vitest';
import { countText } from './count-text.ts';

describe('counting a text', () => {
  it('gives ordinary text to the encoder whole', () => {
    const seen: string[] = [];
    countText('Some words, and `code()`;\n\n- a list\n', (text) => seen.push(text));
    expect(seen).toEqual(['Some words, and `code()`;\n\n- a list\n']);
  });

  it.each(['-', 'a', ' ', '\n', '/\n', 'é', '漢', '=+*'])('never gives it a long run of %j', (unit) => {
    const seen: string[] = [];
    const run = unit.repeat(50_000);
    const tokens = countText(`before ${run} after`, (text) => {
      seen.push(text);
      return text.length;
    });
    expect(Math.max(...seen.map((text) => text.length))).toBeLessThan(300);
    // An encoder of one token a character shows that nothing is left out: up to the rounding of a sample.
    expect(Math.abs(tokens - `before ${run} after`.length)).toBeLessThanOrEqual(2);
  });
});
