import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { visibleText } from './visible-text.tsx';

test('what cannot be seen is marked, and beyond thousands of marks is still seen', () => {
  expect(renderToStaticMarkup(visibleText('a\u202Eb'))).toContain('U+202E');
  const many = renderToStaticMarkup(visibleText('a\u200B'.repeat(60_000)));
  expect(many.match(/hidden-run/g)).toHaveLength(4000);
  expect(many.endsWith('a\uFFFDa\uFFFD')).toBe(true);
});
