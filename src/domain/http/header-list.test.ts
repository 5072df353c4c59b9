import { expect, test } from 'vitest';
import { headerValue, type HeaderList } from './header-list.ts';

const headers: HeaderList = [
  ['Content-Encoding', 'gzip'],
  ['X-Empty', ' \t'],
  ['content-encoding ', '\tbr '],
  ['X-Space', ' \u00a0 '],
];

test('joins what was sent on several lines in their order, whatever the case of the name', () => {
  expect(headerValue(headers, 'content-encoding')).toBe('gzip, br');
});

test('tells a header without a value from one that was not sent', () => {
  expect(headerValue(headers, 'x-empty')).toBe('');
  expect(headerValue(headers, 'x-none')).toBeNull();
});

test('takes off the white space of HTTP alone', () => {
  expect(headerValue(headers, 'x-space')).toBe('\u00a0');
});
