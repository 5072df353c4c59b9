import { expect, test } from 'vitest';
import { hiddenRuns } from './hidden-runs.ts';

const names = (text: string) => hiddenRuns(text).map(({ name }) => name);

test.each([
  ['a direction override', 'invoice\u202Efdp.exe', ['U+202E']],
  ['an escape sequence', '\u001B[31mred\u001B[0m', ['ESC', 'ESC']],
  ['zero-width spaces in a row', `a${'\u200B'.repeat(12)}b`, ['U+200B ×12']],
  ['a carriage return that hides the line before it', 'safe\revil', ['CR']],
  ['letters of the tag block', 'hi\u{E0068}\u{E0069}', ['U+E0068 U+E0069']],
  ['more than can be named', `${'\u200B\u200C'.repeat(6)}`, ['U+200B U+200C U+200B U+200C U+200B U+200C U+200B U+200C and 4 more']],
])('%s is found and named', (_what, text, expected) => {
  expect(names(text)).toEqual(expected);
});

test.each([
  ['line ends and tabs', 'a\r\n\tb\n'],
  ['letters of right-to-left scripts', 'שלום مرحبا'],
  ['an emoji of several', '👩‍💻 ❤️'],
])('%s are left alone', (_what, text) => {
  expect(names(text)).toEqual([]);
});

test('nothing of the text is lost', () => {
  const text = 'a\u202Eb\u200Bc';
  const runs = hiddenRuns(text);
  expect(runs.map(({ before, hidden }) => before + hidden).join('')).toBe('a\u202Eb\u200B');
});
