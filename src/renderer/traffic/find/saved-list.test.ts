import { expect, test } from 'vitest';
import { withMoved, without, withRenamed, withSaved } from './saved-list.ts';

const saved = [
  { name: 'a', filter: 'turn:1' },
  { name: 'b', filter: 'turn:2' },
  { name: 'c', filter: 'turn:3' },
];
const named = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name).join('');

test('a filter is saved at the end, or in the place of the one with its name', () => {
  expect(named(withSaved(saved, { name: 'd', filter: 'turn:4' }))).toBe('abcd');
  expect(withSaved(saved, { name: 'b', filter: 'turn:9' })[1]).toEqual({ name: 'b', filter: 'turn:9' });
});

test('names stay unique when one is changed', () => {
  expect(named(withRenamed(saved, 'a', 'x'))).toBe('xbc');
  expect(named(withRenamed(saved, 'a', 'c'))).toBe('cb');
  expect(named(withRenamed(saved, 'a', 'a'))).toBe('abc');
});

test('entries move by one place, and not beyond the ends', () => {
  expect(named(withMoved(saved, 'a', 1))).toBe('bac');
  expect(named(withMoved(saved, 'c', -1))).toBe('acb');
  expect(named(withMoved(saved, 'a', -1))).toBe('abc');
  expect(named(without(saved, 'b'))).toBe('ac');
});
