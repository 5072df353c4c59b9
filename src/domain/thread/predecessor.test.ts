import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assistant, call, recorded, result, user } from '../../../test-support/recorded-request.ts';
import { predecessorOf } from './predecessor.ts';
import type { ThreadRecord } from './thread-record.ts';

const hi = user('Hi');
const read = assistant(call('t1', 'Read', {}));
const agent = (agentId: string, more: object = {}) => ({ 'x-claude-code-agent-id': agentId, ...more });

const one = recorded({ id: '1', at: 1, messages: [hi] });
const two = recorded({ id: '2', at: 2, messages: [hi, read, result('t1')] });
const three = recorded({ id: '3', at: 3, messages: [hi, read, result('t1'), assistant('7070.'), user('And then?')] });

function found(request: ThreadRecord, ...candidates: readonly ThreadRecord[]) {
  const predecessor = predecessorOf(request, candidates);
  return predecessor === null ? null : [predecessor.record.id, predecessor.by];
}

describe('the predecessor of a request', () => {
  test('is the one whose answer it says it follows, by either id', () => {
    expect(found(recorded({ id: '9', at: 9, messages: [user('Merged.')], previousMessageId: 'msg-1' }), one, two)).toEqual(['1', 'stated']);
    expect(found(recorded({ id: '9', at: 9, messages: [user('Merged.')], billing: 'cc_prev_req=req-1;' }), one, two)).toEqual(['1', 'stated']);
  });

  test('is the one with the most messages in common where nothing is stated, or what is stated was not recorded', () => {
    expect(found(three, one, two)).toEqual(['2', 'messages']);
    expect(found(two, three, one)).toEqual(['1', 'messages']);
    expect(found(recorded({ id: '4', at: 4, messages: [hi, read, result('t1'), user('More')], previousMessageId: 'msg-0' }), one, two)).toEqual(['2', 'messages']);
  });

  test('is the latest of several that have as much in common', () => {
    const rewound = recorded({ id: '4', at: 4, messages: [hi, assistant('Another answer.'), user('Why?')] });
    expect(found(rewound, one, two, three)).toEqual(['3', 'messages']);
  });

  test('is none that has nothing in common, that came later, or that is of another session or thread', () => {
    expect(found(recorded({ id: '4', at: 4, messages: [user('Else')] }), one, two)).toBeNull();
    expect(found(one, two, three)).toBeNull();
    expect(found(recorded({ id: '4', at: 4, messages: [hi, read], sessionId: 'another' }), one)).toBeNull();
    expect(found(recorded({ id: '4', at: 4, messages: [hi, read], headers: agent('a1') }), one)).toBeNull();
  });

  test('is no auxiliary request, and those have none', () => {
    const counted = recorded({ id: '4', at: 4, messages: [hi, read], path: '/v1/messages/count_tokens' });
    const named = recorded({ id: '5', at: 5, messages: [hi, read], headers: { 'x-claude-code-request-class': 'auxiliary' } });
    expect(found(recorded({ id: '6', at: 6, messages: [hi, read, result('t1')] }), one, counted, named)).toEqual(['1', 'messages']);
    expect(found(counted, one)).toBeNull();
    expect(found(named, one)).toBeNull();
  });

  test('of a retry is that of its first attempt', () => {
    const again = recorded({ id: '4', at: 4, messages: [hi, read, result('t1')] });
    expect(found(again, one, two)).toEqual(['1', 'messages']);
    expect(found(again, one, { ...two, bodyHash: 'in other words' })).toEqual(['1', 'messages']);
  });

  test("of a fork's first request is its parent's request, and then its own", () => {
    const headers = agent('f1', { 'x-claude-code-agent-type': 'fork' });
    const started = [hi, read, result('t1'), user('<fork-boilerplate>\nDo a part.')];
    const fork = recorded({ id: '4', at: 4, messages: started, headers });
    expect(found(fork, one, two)).toEqual(['2', 'messages']);
    expect(found(recorded({ id: '4', at: 4, messages: started, headers, previousMessageId: 'msg-1' }), one, two)).toEqual(['1', 'stated']);
    expect(found(recorded({ id: '5', at: 5, messages: [...started, assistant('Part.'), user('More')], headers }), one, two, fork)).toEqual(['4', 'messages']);
  });
});

describe('around a compaction', () => {
  const compaction = recorded({ id: '4', at: 4, messages: [hi, read, result('t1'), user('CRITICAL: Respond with TEXT ONLY. Sum it up.')] });
  const summary = user('This session is being continued from a previous conversation that ran out of context. We spoke of ports.', 'Go on.');
  const after = recorded({ id: '5', at: 5, messages: [summary] });

  test('the compaction goes on from the conversation, and the conversation from the compaction', () => {
    expect(found(compaction, one, two)).toEqual(['2', 'messages']);
    expect(found(after, one, two, compaction)).toEqual(['4', 'compaction']);
    expect(found(recorded({ id: '6', at: 6, messages: [summary, assistant('Yes.'), user('Well')] }), one, two, compaction, after)).toEqual(['5', 'messages']);
  });

  test('ids lead over it to the request before', () => {
    expect(found(recorded({ id: '5', at: 5, messages: [summary], previousMessageId: 'msg-2' }), one, two, compaction)).toEqual(['2', 'stated']);
  });

  test('a compaction that came to nothing is passed over', () => {
    expect(found(three, one, two, compaction)).toEqual(['2', 'messages']);
    expect(found(after, { ...compaction, messageId: null })).toBeNull();
  });
});

test('the order of the candidates changes nothing, and a predecessor is always an earlier candidate', () => {
  const messages = fc.array(fc.constantFrom(hi, read, result('t1'), user('<fork-boilerplate>'), user('This session is being continued from a previous conversation')), { maxLength: 4 });
  const record = fc
    .record({ at: fc.nat(3), messages, agentId: fc.constantFrom('a1', 'f1'), previous: fc.constantFrom('msg-0', 'msg-1', '') })
    .map(({ at, messages: list, agentId, previous }) => (id: string) => recorded({ id, at, messages: list, headers: agent(agentId), previousMessageId: previous }));
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 8 }), fc.nat(), (makers, seed) => {
      const records = makers.map((make, index) => make(String(index)));
      const [request, ...others] = records;
      if (request === undefined) return;
      const turned = seed % (others.length + 1);
      const predecessor = predecessorOf(request, others);
      expect(predecessorOf(request, [...others.slice(turned), ...others.slice(0, turned)])).toEqual(predecessor);
      expect(predecessor?.record.startedAtUs ?? 0).toBeLessThanOrEqual(request.startedAtUs);
    }),
  );
});
