import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claudeTraffic } from '../../../test-support/claude-traffic/claude-traffic.ts';
import { assistant, call, result, user } from '../../../test-support/recorded-request.ts';
import { StoredTraffic, type RequestToStore } from '../../../test-support/stored-traffic.ts';
import { habitsOfText } from '../store/analysis/habit-text.ts';
import { exchangeWrites } from '../store/exchange-writes.ts';
import { Deletion } from '../store/retention/deletion.ts';

let folder: string;
let traffic: StoredTraffic;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'habits-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
});
afterEach(() => {
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

const usage = { input_tokens: 400, cache_read_input_tokens: 0, cache_creation_input_tokens: 0, output_tokens: 9 };
const opening = user('Look at the depot.');
const step = (id: string, path = '/yard.txt') => [assistant(call(id, 'Read', { file_path: path })), result(id, `The ${path} has twelve crates.`)];
const steps = (count: number) => [opening, ...Array.from({ length: count }, (_, at) => step(`t${at}`)).flat()];
const request = (id: string, at: number, messages: readonly unknown[], more: Partial<RequestToStore> = {}): RequestToStore => ({ id, at, messages, answer: [], usage, ...more });

/** The requests that have a row, each with how many results and how many requests that carried them it tells of, one result being like another. */
function rows(): Readonly<Record<string, readonly [results: number, carried: number]>> {
  const listed = traffic.store.prepare<[], { readonly id: string; readonly habits: string }>('SELECT id, habits FROM result_habit JOIN exchange ON number = exchange_number ORDER BY number').all();
  return Object.fromEntries(
    listed.map(({ id, habits }) => {
      const told = habitsOfText(habits);
      return [id, [told.reduce((sum, { results }) => sum + results, 0), Math.max(0, ...told.map(({ longestRequests }) => longestRequests))] as const];
    }),
  );
}
const facts = () => traffic.reads.readInsightFacts({}).conversations;

describe('the habits that are kept', () => {
  it('are those of the last request of a conversation', async () => {
    traffic.add(...[0, 1, 2, 3].map((count) => request(`r${count}`, count + 1, steps(count))));
    await traffic.analyse();
    expect(rows()).toEqual({ r3: [3, 3] });
    expect(facts()).toMatchObject([{ id: 'r3', isSubagent: false, atUs: 4, habits: [{ sourceKey: 'builtin-result/tool=Read', subject: '/yard.txt', results: 3, longestRequests: 3 }] }]);
  });

  it('are the same in whatever order requests are analysed, and when they are analysed again', async () => {
    traffic.add(...[0, 1, 2, 3].map((count) => request(`r${count}`, count + 1, steps(count))));
    for (const id of ['r0', 'r2', 'r1', 'r3']) await traffic.analyseOne(id);
    await traffic.analyse();
    expect(rows()).toEqual({ r3: [3, 3] });
    for (const id of ['r1', 'r3', 'r0', 'r2']) await traffic.analyseOne(id);
    expect(rows()).toEqual({ r3: [3, 3] });
    traffic.store.exec('DELETE FROM result_habit; UPDATE exchange SET rule_version = 3');
    await traffic.analyse();
    expect(rows()).toEqual({ r3: [3, 3] });
  });

  it('pass over what failed, and over what Claude Code asks for itself', async () => {
    const title = { system: ['Generate a concise, sentence-case title'], headers: { 'x-claude-code-request-class': 'auxiliary' } };
    traffic.add(
      request('r1', 1, steps(1)),
      request('failed', 2, steps(2), { answer: null, state: 'failed' }),
      request('r2', 3, steps(2)),
      request('title', 4, [user('Look at the depot.')], title),
      request('cancelled', 5, [...steps(2), assistant('Well.'), user('No.')], { answer: null, state: 'failed' }),
      request('r3', 6, [...steps(2), assistant('Well.'), user('No.'), user('Go on.')]),
    );
    await traffic.analyse();
    expect(rows()).toEqual({ r3: [2, 3] });
  });

  it('of a compaction stay with it, and what goes on from the summary begins anew', async () => {
    const compaction = { headers: { 'x-claude-code-request-class': 'compaction', 'x-claude-code-compaction': 'auto' } };
    const summary = user('This session is being continued from a previous conversation that ran out of context. The conversation is summarized below:\nCrates.');
    traffic.add(
      request('r1', 1, steps(1)),
      request('r2', 2, steps(2)),
      request('compaction', 3, [...steps(2), assistant('Well.'), user('CRITICAL: Respond with TEXT ONLY. Do NOT call any tools.')], compaction),
      request('s1', 4, [summary], { headers: { 'x-claude-code-context-compacted': 'auto' } }),
      request('s2', 5, [summary, ...step('s')]),
    );
    await traffic.analyse();
    expect(rows()).toEqual({ compaction: [2, 3], s2: [1, 1] });
  });

  it('of a conversation that went on in two ways are told once', async () => {
    const back = [...steps(1), ...step('other', '/mill.txt')];
    traffic.add(
      ...[0, 1, 2, 3].map((count) => request(`r${count}`, count + 1, steps(count))),
      request('b2', 6, back),
      request('b3', 7, [...back, ...step('more', '/mill.txt')]),
    );
    await traffic.analyse();
    // Of the first result the branch tells no more than that two further requests carried it.
    expect(rows()).toEqual({ r3: [3, 3], b3: [2, 3] });
    const habits = facts().find(({ id }) => id === 'b3')?.habits;
    expect(habits?.find(({ subject }) => subject === '/yard.txt')).toMatchObject({ results: 0, tokens: 0, longestRequests: 3 });
    await traffic.analyseOne('b2');
    await traffic.analyseOne('b3');
    expect(rows()).toEqual({ r3: [3, 3], b3: [2, 3] });
  });

  it('of a fork are its own', async () => {
    const fork = { headers: { 'x-claude-code-request-class': 'subagent', 'x-claude-code-agent-id': 'f1', 'x-claude-code-agent-type': 'fork' } };
    traffic.add(
      request('r1', 1, steps(1)),
      request('fork', 2, [...steps(1), assistant('Well.'), user('<fork-boilerplate>\nYour directive: count.')], fork),
      request('r2', 3, steps(2)),
    );
    await traffic.analyse();
    expect(rows()).toMatchObject({ r2: [2, 2], fork: [0, 2] });
    expect(facts().find(({ id }) => id === 'fork')?.isSubagent).toBe(true);
  });

  it('go back to the request before when the last one is deleted', async () => {
    traffic.add(...[0, 1, 2, 3].map((count) => request(`r${count}`, count + 1, steps(count))));
    await traffic.analyse();
    const deletion = new Deletion(traffic.store, { what: 'exchanges', ids: ['r3'] });
    while (deletion.step());
    expect(rows()).toEqual({});
    expect(await traffic.analyse()).toEqual(['r2']);
    expect(rows()).toEqual({ r2: [2, 2] });
    const whole = new Deletion(traffic.store, { what: 'session', sessionId: traffic.reads.listSessions()[0]?.id ?? '' });
    while (whole.step());
    expect([rows(), traffic.reads.countUnanalysed()]).toEqual([{}, 0]);
  });

  it('come to what the results were billed for in generated traffic', async () => {
    exchangeWrites(traffic.store).write([...claudeTraffic({ seed: 20260302, pairs: 20 })]);
    await traffic.analyse();
    const { owners, conversations } = traffic.reads.readInsightFacts({});
    const carried = conversations.flatMap(({ habits }) => habits).reduce((sum, { carriedTokens }) => sum + carriedTokens, 0);
    const sources = owners.flatMap(({ sources: own }) => own.filter(({ kind }) => kind.endsWith('-result')));
    const billed = sources.reduce((sum, { tokens }) => sum + tokens, 0);
    // The tokens of a result are a little other ones in each bill, and what was sent again after a failure is not told.
    expect(billed).toBeGreaterThan(10_000);
    expect(carried / billed).toBeGreaterThan(0.95);
    expect(carried / billed).toBeLessThan(1.03);
  });

  it('are none where a row is damaged', async () => {
    traffic.add(request('r1', 1, steps(1)), request('r2', 2, steps(2)));
    await traffic.analyse(1);
    for (const text of ['{"start":', '[]', '{"start":0,"habits":[{}]}', '{"start":0,"habits":[[7,null,1,1,1,1,1,1]]}', '{"start":0,"habits":[["a",null,1,1,1,1,1,0.5]]}', '']) {
      traffic.store.prepare('UPDATE result_habit SET habits = ?').run(text);
      expect(facts()).toEqual([]);
    }
    await traffic.analyse();
    expect(rows()).toEqual({ r2: [2, 2] });
  });
});
