import { describe, expect, it } from 'vitest';
import { countedText, dollarsText, inWords, listText, shareText, starsText, tokensText } from './figures.ts';
import { excerptOf, named, pathNamed } from './names.ts';

describe('figures in sentences', () => {
  it.each([
    [0, '0 tokens'],
    [1, '1 token'],
    [980.4, '980 tokens'],
    [55_000, '55k tokens'],
    [72_910, '72.9k tokens'],
    [999_499, '999k tokens'],
    [999_500, '1M tokens'],
    [1_204_000_000, '1.2G tokens'],
  ])('%d tokens are written %s', (tokens, text) => expect(tokensText(tokens)).toBe(text));

  it.each([
    [null, '—'],
    [0, '$0'],
    [40, '<$0.0001'],
    [400, '$0.0004'],
    [41_000, '$0.041'],
    [1_839_000, '$1.84'],
    [9_983_410_000, '$9,983.41'],
  ])('%s micro-dollars are written %s', (cost, text) => expect(dollarsText(cost)).toBe(text));

  it.each([
    [0, '0 %'],
    [0.0001, '<0.1 %'],
    [0.004, '0.4 %'],
    [0.42, '42 %'],
    [0.9991, '>99 %'],
    [1, '100 %'],
    [NaN, '—'],
    [Infinity, '—'],
  ])('a share of %d is written %s', (share, text) => expect(shareText(share).replaceAll('\u00a0', ' ')).toBe(text));

  it('counts in words, and lists', () => {
    expect([countedText(1, 'request'), countedText(4180, 'request'), inWords(1, 'day'), inWords(3, 'day'), starsText(1), starsText(1.96)]).toEqual(['1 request', '4,180 requests', 'one day', '3 days', '1 star', '2 stars']);
    expect([listText([]), listText(['a']), listText(['a', 'b']), listText(['a', 'b', 'c'])]).toEqual(['', 'a', 'a and b', 'a, b and c']);
  });
});

describe('captured names', () => {
  it('stand as they are, in quotation marks, and are cut where they are long', () => {
    expect([named('depot'), named('‮x\n')]).toEqual(['“depot”', '“‮x\n”']);
    expect([...named('😀'.repeat(1000))].length).toBe(62);
    expect(pathNamed('/home/me/app/CLAUDE.md')).toBe('“/home/me/app/CLAUDE.md”');
    expect(pathNamed(`/home/${'deep/'.repeat(50)}CLAUDE.md`)).toMatch(/^“….{47,}\/CLAUDE\.md”$/);
    expect([...pathNamed('😀'.repeat(1000))].length).toBe(62);
    expect(excerptOf('  Always\n\trun   it. ')).toBe('“Always run it.”');
    expect(excerptOf('x '.repeat(100_000)).length).toBeLessThan(100);
  });

  it('are never cut within a sign', () => {
    for (const text of [named('😀'.repeat(1000)), pathNamed('a'.repeat(119) + '😀'.repeat(60)), excerptOf('😀'.repeat(1000))]) expect(text).not.toMatch(/\p{Surrogate}/u);
  });
});
