import { expect, test } from 'vitest';
import { exchangeRow } from '../../../test-support/exchange-row.ts';
import { mergeRows, sessionOfRow } from './merge-rows.ts';

const any = () => true;
const ofOne = (row: { readonly sessionId: string | null }) => row.sessionId === 'session-1';
const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).join(' ');

test('rows that come in out of order stand newest first', () => {
  const { rows, grown } = mergeRows([exchangeRow('b', 20)], [exchangeRow('c', 30), exchangeRow('a', 10)], any);
  expect(ids(rows)).toBe('c b a');
  expect(grown).toBe(2);
});

test('two that began in the same microsecond stand by their ids, whichever came first', () => {
  const first = mergeRows([exchangeRow('a', 10)], [exchangeRow('b', 10)], any);
  const second = mergeRows([exchangeRow('b', 10)], [exchangeRow('a', 10)], any);
  expect(ids(first.rows)).toBe('b a');
  expect(ids(second.rows)).toBe('b a');
});

test('a row that has changed takes its own place', () => {
  const open = exchangeRow('a', 10, { state: 'open', status: null });
  const { rows, grown } = mergeRows([exchangeRow('b', 20), open], [exchangeRow('a', 10)], any);
  expect(rows[1]?.state).toBe('complete');
  expect(grown).toBe(0);
});

test('a row does not go back from finished to open, nor from analysed to not', () => {
  const done = exchangeRow('a', 10);
  const late = [exchangeRow('a', 10, { state: 'open' }), exchangeRow('a', 10, { groupTokens: null })];
  expect(mergeRows([done], late, any).rows).toEqual([done]);
});

test('a row that turns out to be of another session leaves', () => {
  const { rows, grown } = mergeRows([exchangeRow('a', 10)], [exchangeRow('a', 10, { sessionId: 'session-2' })], ofOne);
  expect(rows).toEqual([]);
  expect(grown).toBe(-1);
});

test('a request that names no session is listed under its host', () => {
  expect(sessionOfRow(exchangeRow('a', 10, { sessionId: null }))).toBe('host:api.anthropic.com');
});
