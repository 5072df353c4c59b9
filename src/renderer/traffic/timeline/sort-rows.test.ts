import { expect, test } from 'vitest';
import { exchangeRow } from '../../../../test-support/exchange-row.ts';
import { sortRows } from './sort-rows.ts';

const rows = [
  exchangeRow('c', 30, { costMicroUsd: 200_000 }),
  exchangeRow('b', 20, { costMicroUsd: null }),
  exchangeRow('a', 10, { costMicroUsd: 500_000 }),
];
const ids = (column: string, descending: boolean) => sortRows(rows, { column, descending }).map(({ id }) => id);

test('what is not known comes last, whichever way it is sorted', () => {
  expect(ids('cost', true)).toEqual(['a', 'c', 'b']);
  expect(ids('cost', false)).toEqual(['c', 'a', 'b']);
});

test('equals stay newest first', () => {
  expect(ids('model', true)).toEqual(['c', 'b', 'a']);
  expect(ids('model', false)).toEqual(['c', 'b', 'a']);
});

test('newest first is the order they come in, without a copy', () => {
  expect(sortRows(rows, { column: 'time', descending: true })).toBe(rows);
  expect(ids('time', false)).toEqual(['a', 'b', 'c']);
});
