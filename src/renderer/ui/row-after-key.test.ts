import { expect, test } from 'vitest';
import { rowAfterKey } from './row-after-key.ts';

test.each([
  ['ArrowDown', -1, 0],
  ['ArrowDown', 4, 5],
  ['ArrowDown', 99, 99],
  ['ArrowUp', 0, 0],
  ['ArrowUp', 4, 3],
  ['PageDown', 4, 24],
  ['PageUp', 4, 0],
  ['Home', 50, 0],
  ['End', 50, 99],
  ['x', 50, null],
])('%s leads from row %d to %s', (key, from, to) => {
  expect(rowAfterKey(key, from, 100, 20)).toBe(to);
});

test('in an empty list no key leads anywhere', () => {
  expect(rowAfterKey('End', -1, 0, 20)).toBeNull();
});
