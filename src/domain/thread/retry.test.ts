import { expect, test } from 'vitest';
import { assistant, recorded, user } from '../../../test-support/recorded-request.ts';
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

test('what comes later than an hour after the first is asked anew, and may be repeated itself', () => {
  const hourUs = 3600e6;
  const late = { ...again, startedAtUs: first.startedAtUs + hourUs + 1 };
  expect(originalOf({ ...late, startedAtUs: late.startedAtUs - 1 }, [first])?.id).toBe('a');
  expect(originalOf(late, [first])).toBeNull();
  expect(originalOf({ ...third, startedAtUs: late.startedAtUs + 1 }, [first, late])?.id).toBe('b');
});

test('what comes behind another step of its conversation is asked anew, and a step of another conversation does not matter', () => {
  const ask = user('Look at the depot.');
  const next = recorded({ id: 'n', at: 2, messages: [ask, assistant('Well?'), user('Go on')] });
  const inOtherWords = recorded({ id: 'w', at: 2, fields: { stream: false } });
  const elsewhere = recorded({ id: 'e', at: 2, messages: [user('Another.')] });
  const title = recorded({ id: 't', at: 2, messages: [ask, user('<session>\nLook\n</session>')], fields: { tools: [] } });
  expect(originalOf(third, [first, next])).toBeNull();
  expect(originalOf({ ...again, startedAtUs: 4 }, [first, next, third])?.id).toBe('c');
  for (const between of [inOtherWords, elsewhere, title]) expect(originalOf(third, [first, between])?.id).toBe('a');
});

test('what names no session repeats nothing', () => {
  const ofNone = [1, 2].map((at) => recorded({ id: String(at), at, sessionId: null }));
  expect(originalOf(ofNone[1] ?? third, ofNone)).toBeNull();
});

test('what is counted twice is counted twice, and a request without a body repeats none', () => {
  const path = '/v1/messages/count_tokens';
  expect(originalOf(recorded({ id: 'b', at: 2, path }), [recorded({ id: 'a', at: 1, path })])).toBeNull();
  expect(originalOf({ ...again, bodyHash: null }, [{ ...first, bodyHash: null }])).toBeNull();
});
