import { expect, test } from 'vitest';
import { exchangeRow } from '../../../../../test-support/exchange-row.ts';
import { otherAttempts, sessionMedians } from './session-medians.ts';

function took(id: string, totalUs: number, model = 'claude-sonnet-4-5') {
  const row = exchangeRow(id, 0, { model });
  return { ...row, timing: { ...row.timing, responseStartedAtUs: totalUs / 2, responseDeliveredAtUs: totalUs } };
}

test('the median is that of other requests to the same model', () => {
  const row = took('a', 9_000_000);
  const rows = [row, took('b', 1000), took('c', 2000), took('d', 8000), took('e', 1, 'claude-haiku-4-5'), { ...took('f', 5), state: 'failed' as const }];
  expect(sessionMedians(row, rows)).toEqual({ count: 3, firstTokenUs: 1000, totalUs: 2000 });
  expect(sessionMedians(row, rows.slice(0, 3))).toBeNull();
});

test('neither refusals nor requests of another class count: they are over at once', () => {
  const row = took('a', 9_000_000);
  const prompts = [took('b', 1000), took('c', 2000), took('d', 8000)];
  const quick = [1, 2, 3, 4].flatMap((us) => [
    { ...took(`n${us}`, us), requestClass: 'count-tokens' as const },
    { ...took(`t${us}`, us), auxiliaryPurpose: 'title' as const },
    { ...took(`r${us}`, us), status: 529 },
    { ...took(`e${us}`, us), error: { code: 'overloaded_error', message: 'Overloaded' } },
  ]);
  expect(sessionMedians(row, [...prompts, ...quick])?.totalUs).toBe(2000);
  expect(sessionMedians(row, quick)).toBeNull();
  expect(sessionMedians({ ...row, status: 529 }, prompts)).toBeNull();
});

test('attempts are the first one and all that repeat it', () => {
  const rows = [exchangeRow('c', 30, { retryOf: 'a' }), exchangeRow('b', 20, { retryOf: 'a' }), exchangeRow('a', 10), exchangeRow('z', 5)];
  const ids = (id: string) => otherAttempts(rows.find((row) => row.id === id) ?? exchangeRow('x', 1), rows).map((row) => row.id);
  expect(ids('c')).toEqual(['a', 'b']);
  expect(ids('a')).toEqual(['b', 'c']);
  expect(ids('z')).toEqual([]);
});
