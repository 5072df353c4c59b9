import { expect, test } from 'vitest';
import { fitting, keptNames } from './use-kept-set.ts';

test('what was kept is read as far as it is a list of names', () => {
  expect([...keptNames('["a","b"]')]).toEqual(['a', 'b']);
  expect([...keptNames('["a",1,null]')]).toEqual(['a']);
  for (const text of [null, '', '{', '{"a":1}', '7']) expect([text, [...keptNames(text)]]).toEqual([text, []]);
});

test('the first ones go where there are too many, or they are too long', () => {
  expect(fitting(['a', 'b'])).toEqual(['a', 'b']);
  expect(fitting(Array.from({ length: 1002 }, (_, index) => String(index))).slice(0, 2)).toEqual(['2', '3']);
  expect(fitting(['a'.repeat(150_000), 'b'.repeat(100_000), 'c'])).toEqual(['b'.repeat(100_000), 'c']);
  expect(fitting(['a', 'b'.repeat(300_000)])).toEqual([]);
});
