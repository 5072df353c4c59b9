import { expect, test } from 'vitest';
import { mostMarkdownChars, whyNoMarkdown } from './markdown-size.ts';

test('what a person writes is Markdown', () => {
  for (const text of ['', '# Title\n\n- a\n  - b\n    - c\n\n> > quoted', '- [x] done\n\n| a | b |\n|---|---|\n| 1 | 2 |', '- - - - -', 'x'.repeat(mostMarkdownChars)]) {
    expect(whyNoMarkdown(text)).toBe(null);
  }
});

test('what would hold the window up is not', () => {
  expect(whyNoMarkdown('x'.repeat(mostMarkdownChars + 1))).toBe('too-long');
  expect(whyNoMarkdown('before\n'.concat('>'.repeat(3000)))).toBe('too-nested');
  expect(whyNoMarkdown('- '.repeat(300))).toBe('too-nested');
  expect(whyNoMarkdown('['.repeat(9000))).toBe('too-nested');
  expect(whyNoMarkdown(`${'>'.repeat(20)}${'a\n'.repeat(10_000)}`)).toBe('too-nested');
  expect(whyNoMarkdown(`${'a|'.repeat(500)}\n${'-|'.repeat(500)}\n${'a\n'.repeat(1000)}`)).toBe('too-large-table');
});

test('marks far apart are counted at once, where a pattern that may share the space between them out would try all ways', () => {
  expect(whyNoMarkdown(`${`-${' '.repeat(9)}`.repeat(23)}x`)).toBe(null);
});

test('long lists and tables that are written out are Markdown', () => {
  expect(whyNoMarkdown('- a line of a list\n'.repeat(1200))).toBe(null);
  expect(whyNoMarkdown(`| a | b | c | d |\n|---|---|:-:|---|\n${'| 1 | 2 | 3 | 4 |\n'.repeat(1200)}`)).toBe(null);
  expect(whyNoMarkdown('1. one\n   - two\n     > three\n'.repeat(600))).toBe(null);
});
