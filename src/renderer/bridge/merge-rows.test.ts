import { expect, test } from 'vitest';
import { exchangeRow } from '../../../test-support/exchange-row.ts';
import { mergeRows, sessionOfRow, withPage } from './merge-rows.ts';

const nothing: ReadonlySet<string> = new Set();
const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).join(' ');

test('rows that come in out of order stand newest first', () => {
  const { rows, grown } = mergeRows([exchangeRow('b', 20)], [exchangeRow('c', 30), exchangeRow('a', 10)], nothing);
  expect(ids(rows)).toBe('c b a');
  expect(grown).toBe(2);
});

test('two that began in the same microsecond stand by their ids, whichever came first', () => {
  const first = mergeRows([exchangeRow('a', 10)], [exchangeRow('b', 10)], nothing);
  const second = mergeRows([exchangeRow('b', 10)], [exchangeRow('a', 10)], nothing);
  expect(ids(first.rows)).toBe('b a');
  expect(ids(second.rows)).toBe('b a');
});

test('a row that has changed takes its own place', () => {
  const open = exchangeRow('a', 10, { state: 'open', status: null });
  const { rows, grown } = mergeRows([exchangeRow('b', 20), open], [exchangeRow('a', 10)], nothing);
  expect(rows[1]?.state).toBe('complete');
  expect(grown).toBe(0);
});

test('a row does not go back from finished to open, nor from analysed to not', () => {
  const done = exchangeRow('a', 10);
  const late = [exchangeRow('a', 10, { state: 'open' }), exchangeRow('a', 10, { groupTokens: null })];
  expect(mergeRows([done], late, nothing).rows).toEqual([done]);
});

test('a row that is of the list no more leaves, and one that never was does nothing', () => {
  const { rows, grown } = mergeRows([exchangeRow('b', 20), exchangeRow('a', 10)], [], new Set(['a', 'z']));
  expect(ids(rows)).toBe('b');
  expect(grown).toBe(-1);
});

test('a request that names no session is listed under its host', () => {
  expect(sessionOfRow(exchangeRow('a', 10, { sessionId: null }))).toBe('host:api.anthropic.com');
});

test('a page takes the place of what stood between its ends', () => {
  const [e, d, c, b, a] = [50, 40, 30, 20, 10].map((at) => exchangeRow(String.fromCodePoint(96 + at / 10), at));
  if (e === undefined || d === undefined || c === undefined || b === undefined || a === undefined) throw new Error('There are five.');
  expect(ids(withPage([e, d], [c, b], d, false))).toBe('e d c b');
  expect(ids(withPage([e, d, c, b, a], [e, c], null, false))).toBe('e c b a');
  expect(ids(withPage([e, d, c, b, a], [b], c, true))).toBe('e d c b');
  expect(ids(withPage([d, c, b], [], b, true))).toBe('d c b');
  expect(ids(withPage([d, b], [], c, true))).toBe('d');
});
