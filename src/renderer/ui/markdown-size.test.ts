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
});
