import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countText, longestPiece } from './count-text.ts';
import { forEachPiece } from './text-pieces.ts';

/** One token a character, and a record of what was asked. */
function recordingEncoder(): { readonly seen: string[]; readonly encoder: (text: string) => number } {
  const seen: string[] = [];
  return { seen, encoder: (text) => (seen.push(text), text.length) };
}

/** What byte-pair encoders are slow with, each as a unit to repeat. */
const hostileUnits = [
  '-', 'a', 'A', ' ', '\n', '\t\n', '/\n', '-\n', '7', '0123456789', 'é', 'é\u0302', '\u0301', '漢', '漢字仮名', 'ա', 'aB1', 'aB', "a'", "'s", '=-', '=-=+*', '\ud83d\udc69\u200d\ud83d\udc67',
  '\ud800', '\udc00a', '\u0000', '\u200b', '\u00a0\n', 'TG9yZW0gaXBzdW0gZG9sb3I', '<|endoftext|>', '"\\', 'ǅ', 'ٱ', 'x̸',
] as const;

/** Random words of one length, none twice: what no memory of pieces helps with. */
function newWords(units: number, length: number, alphabet: string): string {
  const letters = [...alphabet];
  const words: string[] = [];
  let state = 1;
  for (let at = 0; at < units; at += length + 1) {
    let word = '';
    for (let index = 0; index < length; index += 1) {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      word += letters[(state >>> 8) % letters.length];
    }
    words.push(word);
  }
  return words.join(' ');
}

/** Tokens that are no function of the length. */
const tokensOf = (piece: string): number => 1 + ((piece.charCodeAt(0) + piece.charCodeAt(piece.length - 1)) % 3);

describe('counting a text', () => {
  it('gives the encoder pieces that together are the text, each once', () => {
    const { seen, encoder } = recordingEncoder();
    const text = "Some words, and `code()`; don't\r\n\n- a list of words\n";
    expect(countText(text, encoder)).toBe(text.length);
    expect(seen).toEqual(['Some', ' words', ',', ' and', ' `', 'code', '()`;', " don't", '\r\n\n', '-', ' a', ' list', ' of', '\n']);
  });

  it('never gives the encoder more than the longest piece, whatever the text', () => {
    const runs = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...hostileUnits), fc.string({ unit: 'binary', minLength: 1 })), fc.nat(150)), { maxLength: 8 });
    fc.assert(
      fc.property(runs, (parts) => {
        const text = parts.map(([unit, times]) => unit.repeat(times)).join('');
        const { seen, encoder } = recordingEncoder();
        const tokens = countText(text, encoder);
        expect(Math.max(0, ...seen.map((piece) => piece.length))).toBeLessThanOrEqual(longestPiece);
        // A token a character: nothing is left out, up to rounding.
        expect(Math.abs(tokens - text.length)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('splits every text into pieces that are the text', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...hostileUnits), fc.string({ unit: 'binary' }))), (parts) => {
        const text = parts.join('');
        let together = '';
        forEachPiece(text, (piece) => {
          together += piece;
        });
        expect(together).toBe(text);
      }),
    );
  });

  it.each([...hostileUnits.map((unit) => [unit, 200_000] as const), ['a', 5_000_000] as const, ['漢', 5_000_000] as const])('has little work with %j, up to %i units of it', (unit, units) => {
    const text = unit.repeat(Math.ceil(units / unit.length));
    const { work, tokens } = workOf(text);
    expect(work).toBeLessThan(6 * text.length + 1_000_000);
    expect(Math.abs(tokens - text.length)).toBeLessThanOrEqual(1);
  });

  it.each([
    [63, 'abcdefghijklmnopqrstuvwxyz'],
    [95, '=-+*#!~^&%'],
    [63, '漢字仮名交文章読書'],
    [16, 'αβγδεζηθικλμ'],
  ] as const)('has little work with new words of %i letters of %s, and takes the rest for the same', (length, alphabet) => {
    const text = newWords(200_000, length, alphabet);
    const { work, tokens } = workOf(text);
    expect(work).toBeLessThan(6 * text.length + 1_000_000);
    expect(Math.abs(tokens / text.length - 1)).toBeLessThan(0.01);
  });

  it.each([
    [2_000_000, 5, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/'],
    [2_000_000, 11, 'abcdefghijklmnopqrstuvwxyz0123456789'],
  ] as const)('asks for few of the pieces of %i units of random words of %i letters of %s, and is off by little', (units, length, alphabet) => {
    const text = newWords(units, length, alphabet);
    const pieces: string[] = [];
    forEachPiece(text, (piece) => pieces.push(piece));
    let asked = 0;
    const tokens = countText(text, (piece) => ((asked += 1), tokensOf(piece)));
    expect(asked).toBeLessThan(units / 15);
    expect(Math.abs(tokens / pieces.reduce((sum, piece) => sum + tokensOf(piece), 0) - 1)).toBeLessThan(0.03);
  });

  it('asks for every word of a text in a language', () => {
    // Prose has some 3,000 different words in its first 20,000 units, and ever fewer new ones after them.
    const text = Array.from({ length: 100_000 }, (_, index) => `word${(index * 7919) % Math.ceil(30 * (index + 1) ** 0.6)}x`).join(' ');
    const { seen, encoder } = recordingEncoder();
    expect(countText(text, encoder)).toBe(text.length);
    const pieces = new Set<string>();
    forEachPiece(text, (piece) => pieces.add(piece));
    expect(seen.length).toBe(pieces.size);
  });

  it('parts no character when it takes samples', () => {
    const { seen, encoder } = recordingEncoder();
    countText(`x${'\ud835\udc9c'.repeat(3000)}`, encoder);
    for (const piece of seen) expect(piece).toMatch(/^x?(?:\ud835\udc9c)*$/);
  });
});

/** The work that an encoder quadratic in its pieces has with a text. */
function workOf(text: string): { readonly work: number; readonly tokens: number } {
  let work = 0;
  const tokens = countText(text, (piece) => {
    work += new TextEncoder().encode(piece).length ** 2;
    return piece.length;
  });
  return { work, tokens };
}
