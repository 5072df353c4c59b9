import { expect, test } from 'vitest';
import { recorded, user } from '../../../test-support/recorded-request.ts';
import { originalOf } from './retry.ts';

const first = recorded({ id: 'a', at: 1, answer: null });
const again = recorded({ id: 'b', at: 2, answer: null });
const third = recorded({ id: 'c', at: 3 });

test('the same bytes in the same session repeat the first request that had them', () => {
  expect(originalOf(third, [third, again, first])?.id).toBe('a');
  expect(originalOf(again, [first, third])?.id).toBe('a');
  expect(originalOf(first, [again, third])).toBeNull();
});

test('other bytes, or the same of another session or of another subagent, repeat nothing', () => {
  expect(originalOf(recorded({ id: 'b', at: 2, messages: [user('Another.')] }), [first])).toBeNull();
  expect(originalOf(recorded({ id: 'b', at: 2, sessionId: 'another' }), [first])).toBeNull();
  expect(originalOf(recorded({ id: 'b', at: 2, headers: { 'x-claude-code-agent-id': 'a1' } }), [first])).toBeNull();
});

test('what is counted twice is counted twice, and a request without a body repeats none', () => {
  const path = '/v1/messages/count_tokens';
  expect(originalOf(recorded({ id: 'b', at: 2, path }), [recorded({ id: 'a', at: 1, path })])).toBeNull();
  expect(originalOf({ ...again, bodyHash: null }, [{ ...first, bodyHash: null }])).toBeNull();
});
