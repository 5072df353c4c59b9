import { expect, test } from 'vitest';
import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { exchangeRow } from '../../../../../test-support/exchange-row.ts';
import { chosenBetween, chosenTurned } from './choose-lines.ts';
import { foldRows } from './fold-rows.ts';
import { nextError, nextTurn } from './next-line.ts';

const count = { requestClass: 'count-tokens', threadKey: null, turnKey: null } as const;
const rowsOf = (...given: readonly Partial<ExchangeRow>[]) => given.map((facts, index) => exchangeRow(String.fromCodePoint(97 + index), 100 - index, facts));
const linesOf = (...given: readonly Partial<ExchangeRow>[]) => foldRows(rowsOf(...given), { isOn: true, isByTime: true, folds: new Map() });

test('the next error is the next line that is one, or that had some before it went well', () => {
  const lines = linesOf({}, { status: 500 }, { ...count, status: 400 }, { retryOf: 'e' }, { status: 529 }, { state: 'failed' });
  expect([nextError(lines, -1, 1), nextError(lines, 1, 1), nextError(lines, 3, 1), nextError(lines, 4, 1)]).toEqual([1, 3, 4, null]);
  expect([nextError(lines, -1, -1), nextError(lines, 3, -1), nextError(lines, 1, -1)]).toEqual([4, 1, null]);
});

test('a turn leads to the next of its thread, whatever stands between', () => {
  const rows = rowsOf({ turnKey: 'p3' }, { turnKey: 'p9', threadKey: 'agent' }, count, { turnKey: 'p2' }, { turnKey: 'p2' }, { turnKey: 'p2', sessionId: 'other' }, { turnKey: 'p1' });
  const from = (id: string) => rows.find((row) => row.id === id) ?? null;
  expect([nextTurn(rows, from('e'), 1)?.id, nextTurn(rows, from('d'), -1)?.id, nextTurn(rows, from('a'), 1)]).toEqual(['a', 'g', null]);
  expect([nextTurn(rows, from('c'), 1)?.id, nextTurn(rows, null, -1)?.id, nextTurn(rows, null, 1)?.id]).toEqual(['b', 'a', 'g']);
});

test('a range takes in what is folded, and a line is turned with all that it stands for', () => {
  const lines = linesOf({}, count, count, {}, {});
  expect([...chosenBetween(lines, 'd', 'a', new Set(['e']))]).toEqual(['e', 'a', 'b', 'c', 'd']);
  const noise = lines[1];
  if (noise === undefined) throw new Error('There is a fold.');
  const once = chosenTurned(noise, new Set(['b']));
  expect([[...once], [...chosenTurned(noise, once)]]).toEqual([['b', 'c'], []]);
});
