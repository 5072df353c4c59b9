import { expect, test } from 'vitest';
import { exchangeRow } from '../../../test-support/exchange-row.ts';
import { turnNumbers } from './turn-numbers.ts';

test('turns are counted from the oldest, in each thread for itself', () => {
  const rows = [
    exchangeRow('main 2', 5),
    exchangeRow('agent 1', 4, { requestClass: 'subagent', agentId: 'judge' }),
    exchangeRow('settings', 3, { requestClass: 'other', method: 'GET', path: '/api/settings' }),
    exchangeRow('other 1', 2, { sessionId: 'session-2' }),
    exchangeRow('main 1', 1),
  ];
  expect(Object.fromEntries(turnNumbers(rows))).toEqual({ 'main 1': 1, 'other 1': 1, 'agent 1': 1, 'main 2': 2 });
});

test('a turn that went wrong is tried again under its number', () => {
  const rows = [exchangeRow('again', 3), exchangeRow('refused', 2, { status: 529 }), exchangeRow('first', 1)];
  expect(Object.fromEntries(turnNumbers(rows))).toEqual({ first: 1, refused: 2, again: 2 });
});

test('without a session there is no thread to count in', () => {
  expect(turnNumbers([exchangeRow('a', 1, { sessionId: null })]).size).toBe(0);
});
