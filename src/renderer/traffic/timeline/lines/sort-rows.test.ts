import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { exchangeRow } from '../../../../../test-support/exchange-row.ts';
import { mergeRows } from '../../../bridge/merge-rows.ts';
import { sortRows } from './sort-rows.ts';
import { sortValues } from './sort-values.ts';

const rows = [
  exchangeRow('c', 30, { costMicroUsd: 200_000 }),
  exchangeRow('b', 20, { costMicroUsd: null }),
  exchangeRow('a', 10, { costMicroUsd: 500_000 }),
];
const ids = (column: string, descending: boolean) => sortRows(rows, { column, descending }, null).rows.map(({ id }) => id);

test('what is not known comes last, whichever way it is sorted', () => {
  expect(ids('cost', true)).toEqual(['a', 'c', 'b']);
  expect(ids('cost', false)).toEqual(['c', 'a', 'b']);
});

test('equals stay newest first', () => {
  expect(ids('model', true)).toEqual(['c', 'b', 'a']);
  expect(ids('model', false)).toEqual(['c', 'b', 'a']);
});

test('newest first is the order they come in, without a copy', () => {
  expect(sortRows(rows, { column: 'time', descending: true }, null).rows).toBe(rows);
  expect(ids('time', false)).toEqual(['a', 'b', 'c']);
});

const anyRow = fc.record({
  id: fc.integer({ min: 10, max: 40 }).map(String),
  costMicroUsd: fc.option(fc.nat(5), { nil: null }),
  model: fc.option(fc.constantFrom('claude-b', 'claude-a', 'x'), { nil: null }),
  turnNumber: fc.option(fc.nat(12), { nil: null }),
  stars: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
});

test('rows that come, change and leave are put where sorting from the beginning would have put them', () => {
  fc.assert(
    fc.property(fc.array(anyRow), fc.array(anyRow), fc.array(fc.integer({ min: 10, max: 40 }).map(String)), fc.constantFrom(...Object.keys(sortValues)), fc.boolean(), (first, second, leaving, column, descending) => {
      const order = { column, descending };
      const rowsOf = (given: typeof first) => given.map((row) => exchangeRow(row.id, Math.floor(Number(row.id) / 3), row));
      const before = sortRows(mergeRows([], rowsOf(first), new Set()).rows, order, null);
      const now = mergeRows(before.from, rowsOf(second), new Set(leaving)).rows;
      expect(sortRows(now, order, before).rows).toEqual(sortRows(now, order, null).rows);
    }),
    { numRuns: 500 },
  );
});
