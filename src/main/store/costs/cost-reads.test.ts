import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assistant, call, user } from '../../../../test-support/recorded-request.ts';
import { StoredTraffic } from '../../../../test-support/stored-traffic.ts';
import { costGroupings, type CostFigures } from '../../../contract/cost-view.ts';
import { readContext } from '../../answers/read-context.ts';
import { contextTree } from '../../../domain/attribution/context-tree.ts';
import { pricedTree, type PricedNode } from '../../../domain/cost/priced-tree.ts';

let folder: string;
let traffic: StoredTraffic;
const dayUs = 86_400_000_000;
const startUs = Date.UTC(2026, 9, 1) * 1000;
const tools = [
  { name: 'Read', description: 'Reads a file from the disk of this machine.', input_schema: { type: 'object' } },
  { name: 'mcp__depot__lookup', description: 'Looks a thing up in the depot.', input_schema: { type: 'object' } },
];
const bearer = { authorization: 'Bearer *****', 'anthropic-beta': 'oauth-2025-04-20' };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'costs-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
  const answer = [{ type: 'thinking', thinking: 'Hm.', signature: 'x' }, { type: 'text', text: 'It is in the depot.' }, call('toolu_1', 'Read', { file_path: '/etc/hosts' })];
  // Odd figures, so that shares do not come out even.
  for (let index = 0; index < 24; index += 1) {
    traffic.add({
      id: `id-${index}`,
      at: startUs + index * 0.4 * dayUs,
      sessionId: index % 5 === 4 ? null : `session-${index % 3}`,
      headers: index % 2 === 0 ? bearer : { 'x-api-key': '****' },
      billing: `cc_prompt_id=p${index % 4};`,
      fields: { model: index === 7 ? 'claude-of-tomorrow-99' : index % 4 === 0 ? 'claude-haiku-4-5' : 'claude-sonnet-4-5', tools },
      messages: [user('Look at the depot.'), assistant('Well, '.repeat(index)), user('And then? '.repeat(index + 1))],
      answer,
      usage: {
        input_tokens: 7 + index, cache_read_input_tokens: index * 131, cache_creation_input_tokens: 977 - index * 13, output_tokens: 83 + index * 7,
        ...(index === 3 ? { server_tool_use: { web_search_requests: 2 } } : {}),
      },
    });
  }
  traffic.add({ id: 'unbilled', at: startUs, sessionId: 'session-0', answer: null, state: 'failed' });
  await traffic.analyse();
}, 60_000);
afterAll(() => {
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

const sum = (values: readonly (number | null)[]) => values.reduce<number>((all, value) => all + (value ?? 0), 0);

describe('costs', () => {
  it('are shared out over the sources and the output of an exchange to the last micro-dollar', () => {
    for (const row of traffic.reads.listRows({ limit: 100 }).rows) {
      const context = readContext(traffic.reads, row.id);
      if (context === null) throw new Error(row.id);
      const { costs, segments, output } = context;
      const tree = context.state === 'done' ? pricedTree(contextTree(segments), segments) : [];
      expect(costs.totalMicroUsd).toBe(row.costMicroUsd);
      expect(costs.unattributedMicroUsd ?? 0).toBe(0);
      expect(sum([costs.promptMicroUsd, costs.outputMicroUsd, costs.webSearchMicroUsd])).toBe(row.costMicroUsd ?? 0);
      expect(sum(segments.map(({ costMicroUsd }) => costMicroUsd))).toBe(costs.promptMicroUsd ?? 0);
      expect(sum(tree.map(({ costMicroUsd }) => costMicroUsd))).toBe(costs.promptMicroUsd ?? 0);
      expect(sum(output?.parts.map(({ costMicroUsd }) => costMicroUsd) ?? [])).toBe(costs.outputMicroUsd ?? 0);
      expect(sum(output?.parts.map(({ tokens }) => tokens) ?? [])).toBe(row.usage?.outputTokens ?? 0);
      expect(sum(Object.values(context.tokensByState ?? {}))).toBe(row.usage === null ? 0 : row.promptTokens);
      const isWhole = ({ children, costMicroUsd }: PricedNode): boolean =>
        children.length === 0 || (sum(children.map((child) => child.costMicroUsd)) === (costMicroUsd ?? 0) && children.every(isWhole));
      expect(tree.every(isWhole)).toBe(true);
    }
  });

  it.each([{}, { sessionId: 'session-1' }, { sessionId: 'host:api.anthropic.com' }, { fromUs: startUs + dayUs, untilUs: startUs + 4 * dayUs }, { fromUs: startUs + 1.3 * dayUs, untilUs: startUs + 4.7 * dayUs }, { fromUs: startUs + 0.7 * dayUs }, { fromUs: startUs + 1.1 * dayUs, untilUs: startUs + 1.9 * dayUs }])(
    'sum to the same total whatever they are added up by, of %j',
    (range) => {
      const views = costGroupings.map((by) => traffic.reads.readCosts({ by, limit: 1000, ...range }));
      const total = views[0]?.total;
      expect(total?.costMicroUsd).toBeGreaterThan(0);
      for (const { by, entries, entryCount, total: same } of views) {
        expect(same).toEqual(total);
        expect(entryCount).toBe(entries.length);
        const sumOf = (figure: (entry: CostFigures) => number | null) => sum(entries.map(figure));
        expect([by, sumOf(({ costMicroUsd }) => costMicroUsd)]).toEqual([by, total?.costMicroUsd]);
        expect([by, sumOf(({ promptTokens }) => promptTokens)]).toEqual([by, total?.promptTokens]);
        // Of groups it is not kept how their tokens were billed.
        expect([by, sumOf(({ tokensByState }) => tokensByState?.read ?? null)]).toEqual([by, by === 'group' ? 0 : total?.tokensByState?.read]);
        expect([by, sumOf(({ outputTokens }) => outputTokens)]).toEqual([by, total?.outputTokens]);
      }
      const listed = traffic.reads.listRows({ limit: 1000, ...range }).rows;
      expect(sum(listed.map(({ costMicroUsd }) => costMicroUsd))).toBe(total?.costMicroUsd);
      expect(total?.subscriptionMicroUsd).toBe(sum(listed.filter(({ billing }) => billing === 'subscription').map(({ costMicroUsd }) => costMicroUsd)));
    },
  );

  it('are the same by day and one by one, also when exchanges were analysed again or are deleted', async () => {
    const byOwner = (range: object) => traffic.reads.readCosts({ by: 'owner', limit: 1000, ...range }).entries;
    const whole = byOwner({});
    const sessions = traffic.reads.readCosts({ by: 'session', limit: 1000 }).entries;
    for (const owner of whole) {
      const ofSessions = sessions.flatMap(({ key: sessionId }) => byOwner({ sessionId })).filter(({ key }) => key === owner.key);
      expect([owner.key, sum(ofSessions.map(({ costMicroUsd }) => costMicroUsd))]).toEqual([owner.key, owner.costMicroUsd ?? 0]);
      expect(sum(ofSessions.map(({ exchanges }) => exchanges))).toBe(owner.exchanges);
    }
    await traffic.analyseOne('id-3');
    expect(byOwner({})).toEqual(whole);
    traffic.store.exec('SAVEPOINT before');
    traffic.store.exec('DELETE FROM exchange');
    expect(traffic.store.prepare('SELECT sum(abs(exchanges) + abs(tokens) + abs(cost_micro_usd) + abs(priced)) FROM cost_day').pluck().get()).toBe(0);
    traffic.store.exec('ROLLBACK TO before; RELEASE before');
  });

  it('count what has no price, and leave its cost unknown', () => {
    const { entries, total } = traffic.reads.readCosts({ by: 'model', limit: 10 });
    expect(total).toMatchObject({ exchanges: 24, withoutPrice: 1 });
    expect(entries.find(({ key }) => key === 'claude-of-tomorrow-99')).toMatchObject({ exchanges: 1, withoutPrice: 1, costMicroUsd: null });
    expect(traffic.reads.readCosts({ by: 'day', limit: 10, sessionId: 'nobody' })).toMatchObject({ entries: [], total: { exchanges: 0, costMicroUsd: null } });
  });

  it('are cut to the dearest, and say how many there are', () => {
    const { entries, entryCount } = traffic.reads.readCosts({ by: 'session', limit: 2 });
    expect([entries.length, entryCount]).toEqual([2, 4]);
    expect(entries[0]?.costMicroUsd).toBeGreaterThanOrEqual(entries[1]?.costMicroUsd ?? 0);
  });

  it('are called by the server that owns a source, by the agent of a thread, by what the user said in a session', () => {
    const owners = traffic.reads.readCosts({ by: 'owner', limit: 100 }).entries;
    expect(owners.find(({ key }) => key === 'mcp/depot')).toMatchObject({ name: 'depot', group: 'mcp', exchanges: 24 });
    expect(owners.find(({ kind }) => kind === 'web-search')?.costMicroUsd).toBe(20_000);
    expect(traffic.reads.readCosts({ by: 'session', limit: 100 }).entries[0]?.name).toMatch(/^And then\?/);
  });
});

describe('text that no rule knows', () => {
  it('is counted by the version of Claude Code that sent it, with the newest examples', async () => {
    const text = '<system-reminder>\nThe moon is in the seventh house and nobody told the rules.\n</system-reminder>';
    for (const number of [1, 2]) {
      traffic.add({ id: `odd-${number}`, at: startUs + number, headers: { 'user-agent': 'claude-cli/9.8.7 (external, cli)' }, messages: [user(text, 'Hello?')] });
    }
    // What Claude Code asks for itself is known by its purpose, whatever it is made of.
    traffic.add({ id: 'titled', at: startUs + 3, headers: { 'user-agent': 'claude-cli/9.8.7 (external, cli)' }, messages: [user(`<session>\n${text}\n</session>`)], fields: { tools: [] } });
    await traffic.analyse();
    expect(traffic.reads.readRows(['titled'])).toMatchObject([{ auxiliaryPurpose: 'title' }]);
    const newest = traffic.reads.readUnknownHarness().find(({ cliVersion }) => cliVersion === '9.8.7');
    expect(newest).toMatchObject({ exchanges: 2, ofExchanges: 2, examples: ['odd-2', 'odd-1'] });
    expect((newest?.unknownHarnessTokens ?? 0) + (newest?.unknownTokens ?? 0)).toBeGreaterThan(0);
  });
});
