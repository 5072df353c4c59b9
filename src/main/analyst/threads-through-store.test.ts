import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sessionOfTests } from '../../../test-support/claude-request.ts';
import { assistant, call, user } from '../../../test-support/recorded-request.ts';
import { StoredTraffic, type RequestToStore } from '../../../test-support/stored-traffic.ts';
import { readThreads } from '../answers/read-threads.ts';
import type { ExchangeRow } from '../../contract/exchange-view.ts';

let folder: string;
let traffic: StoredTraffic;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'threads-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
});
afterEach(() => {
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

const usage = { input_tokens: 40, cache_read_input_tokens: 0, cache_creation_input_tokens: 100, output_tokens: 20 };
const main = { 'x-claude-code-request-class': 'main' };
const agent = (id: string) => ({ 'x-claude-code-request-class': 'subagent', 'x-claude-code-agent-id': id });
const task = 'Find out where the depot keeps its keys.';
const first = user('Look at the depot.');
const calling = call('toolu_1', 'Agent', { subagent_type: 'scout', prompt: task });
const second = [first, assistant(calling), { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'Under the mat.' }] }];

/** A session in the order it began: two turns of the main thread, a subagent of two requests, a count of tokens and a retry. */
const session: readonly RequestToStore[] = [
  { id: 'main-1', at: 10, headers: main, billing: 'cc_prompt_id=p1;', messages: [first], answer: [calling], usage },
  { id: 'count', at: 15, path: '/v1/messages/count_tokens', billing: 'cc_prompt_id=p1;', messages: [user('foo')], answerBody: '{"input_tokens":8}' },
  { id: 'agent-1', at: 20, headers: agent('a1'), billing: 'cc_prompt_id=p1;', messages: [user(task)], answer: [{ type: 'text', text: 'Looking.' }], usage },
  { id: 'agent-2', at: 30, headers: agent('a1'), billing: 'cc_prompt_id=p1;', messages: [user(task), assistant('Looking.'), user('Go on.')], usage },
  { id: 'main-2', at: 40, headers: main, billing: 'cc_prompt_id=p1;', messages: second, previousMessageId: 'msg-main-1', answer: null, state: 'failed' },
  { id: 'main-2-again', at: 50, headers: main, billing: 'cc_prompt_id=p1;', messages: second, previousMessageId: 'msg-main-1', usage },
  { id: 'main-3', at: 60, headers: main, billing: 'cc_prompt_id=p2;', messages: [...second, assistant('Under the mat.'), user('And the lamp?')], usage },
];
const placeOf = ({ id, threadKey, turnKey, turnNumber, agentName, predecessorId, retryOf, auxiliaryPurpose }: ExchangeRow) => {
  return [id, threadKey, turnKey, turnNumber, agentName, predecessorId, retryOf ?? auxiliaryPurpose];
};
const places = () => traffic.reads.listRows({ limit: 20 }).rows.toReversed().map(placeOf);

const rightPlaces = [
  ['main-1', 'main', 'prompt:p1', 1, null, null, null],
  ['count', 'main', 'prompt:p1', 1, null, null, 'count-tokens'],
  ['agent-1', 'agent:a1', 'prompt:p1', 1, 'scout', null, null],
  ['agent-2', 'agent:a1', 'prompt:p1', 1, 'scout', 'agent-1', null],
  ['main-2', 'main', 'prompt:p1', 1, null, 'main-1', null],
  ['main-2-again', 'main', 'prompt:p1', 1, null, 'main-1', 'main-2'],
  ['main-3', 'main', 'prompt:p2', 2, null, 'main-2-again', null],
];

describe('a session of several threads', () => {
  it('is assembled right through the store: threads, turns, names, retries, auxiliaries', async () => {
    traffic.add(...session);
    await traffic.analyse();
    expect(places()).toEqual(rightPlaces);
    const threads = readThreads(traffic.reads, sessionOfTests);
    expect(threads).toMatchObject({
      unplaced: [],
      others: [],
      main: {
        turns: [
          { key: 'prompt:p1', exchanges: [{ id: 'main-1' }, { id: 'main-2', retries: ['main-2-again'] }], auxiliaries: [{ id: 'count', purpose: 'count-tokens' }] },
          { key: 'prompt:p2', exchanges: [{ id: 'main-3' }] },
        ],
        subagents: [{ key: 'agent:a1', name: 'scout', call: { exchangeId: 'main-1' }, turns: [{ exchanges: [{ id: 'agent-1' }, { id: 'agent-2' }] }] }],
      },
    });
    expect(readThreads(traffic.reads, 'nobody')).toBeNull();
  });

  it('comes to the same whatever the order in which its exchanges end, with those put right that were analysed too soon', async () => {
    const late = ['main-1', 'agent-1'];
    traffic.add(...session.map((request) => (late.includes(request.id) ? { ...request, state: 'open' as const } : request)));
    await traffic.analyse();
    expect(places()[3]).toEqual(['agent-2', 'agent:a1', 'prompt:p1', 1, null, null, null]);
    traffic.store.exec("UPDATE exchange SET state = 'complete'");
    const again = await traffic.analyse();
    expect(new Set(again)).toEqual(new Set([...late, 'agent-2', 'main-2', 'main-2-again']));
    expect(places()).toEqual(rightPlaces);
  });

  it('is the same when it is analysed again, figures and all', async () => {
    traffic.add(...session);
    await traffic.analyse();
    const found = () => session.map(({ id }) => traffic.reads.readAnalysis(id));
    const before = found();
    traffic.restartAnalyst();
    traffic.store.exec('UPDATE exchange SET rule_version = 0');
    await traffic.analyse();
    const learntOf = () => traffic.reads.readLearnt('o200k_base');
    const learnt = learntOf();
    const once = found();
    traffic.store.exec('UPDATE exchange SET rule_version = 0');
    await traffic.analyse();
    expect(found()).toEqual(once);
    expect(learntOf()).toEqual(learnt);
    expect(once.map((analysis) => analysis?.costMicroUsd)).toEqual(before.map((analysis) => analysis?.costMicroUsd));
  });
});

describe('what the cache made of a request', () => {
  it('is told by the bills alone where all was read, and by the bodies where it was not', async () => {
    const system = ['You are somebody. '.repeat(40)];
    const request = (id: string, at: number, text: string, more: Partial<RequestToStore>): RequestToStore => ({
      id, at, headers: main, billing: `cc_prompt_id=${id};`, system: [text, ...system], ...more,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Look.', cache_control: { type: 'ephemeral' } }] }, ...(more.messages as unknown[] ?? [])],
    });
    traffic.add(
      request('a', 10, 'First.', { usage }),
      request('b', 20, 'First.', { previousMessageId: 'msg-a', messages: [assistant('Well.'), user('More?')], usage: { ...usage, cache_read_input_tokens: 100, cache_creation_input_tokens: 30 } }),
      request('c', 30, 'Another.', { previousMessageId: 'msg-b', messages: [assistant('Well.'), user('More?'), assistant('Yes.'), user('More?')], usage }),
      request('d', 40, 'Another.', { previousMessageId: 'msg-unseen', messages: [assistant('Well.')], usage }),
    );
    await traffic.analyse();
    const verdicts = () => traffic.reads.readRows(['a', 'b', 'c', 'd']).toReversed().map(({ cacheVerdict }) => cacheVerdict);
    expect(verdicts().slice(0, 3)).toEqual(['no-cache-expected', 'read-as-expected', 'miss']);
    expect(traffic.reads.readAnalysis('c')?.cacheVerdict).toMatchObject({ verdict: 'miss', readTokens: 0, cause: { cause: 'changed' } });
    // Without the body of the one before nothing is said.
    traffic.store.exec("DELETE FROM body WHERE number = 4; UPDATE exchange SET rule_version = 0 WHERE id = 'c'");
    await traffic.analyse();
    expect(verdicts()[2]).toBeNull();
  });
});
