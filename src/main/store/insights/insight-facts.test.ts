import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assistant, call, result, user } from '../../../../test-support/recorded-request.ts';
import { StoredTraffic } from '../../../../test-support/stored-traffic.ts';
import { ratingWrites } from '../ratings/rating-writes.ts';
import { sourceName } from '../../../domain/attribution/source-name.ts';
import { ownerKey } from '../../../domain/cost/cost-by-owner.ts';
import type { InsightFacts } from '../../../domain/insight/insight-facts.ts';

let folder: string;
let traffic: StoredTraffic;
let zone: string | undefined;
const hourUs = 3_600_000_000;
/** Summer time ends in the night to the 25th of October: that day has 25 hours. */
const local = (day: number, hour: number) => new Date(2026, 9, day, hour).getTime() * 1000;
const tool = (name: string) => ({ name, description: `Does what ${name} does, and says so.`, input_schema: { type: 'object' } });
const usage = (read: number, written: number) => ({ input_tokens: 11, cache_read_input_tokens: read, cache_creation_input_tokens: written, output_tokens: 70 });
const tools = [tool('Read'), tool('Agent'), tool('mcp__depot__lookup')];
const cached = [{ role: 'user', content: [{ type: 'text', text: 'Look at the depot.', cache_control: { type: 'ephemeral' } }] }];
const harness = { role: 'system', content: 'The harbour master has put up a sign that no rule has seen so far.' };

beforeAll(async () => {
  zone = process.env['TZ'];
  process.env['TZ'] = 'Europe/Berlin';
  folder = mkdtempSync(join(tmpdir(), 'insight-facts-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
  const agent = { 'x-claude-code-request-class': 'subagent', 'x-claude-code-agent-id': 'a1' };
  traffic.add(
    { id: 'one', at: local(24, 22), fields: { tools }, answer: [call('toolu_1', 'Agent', { prompt: 'Count the crates.', subagent_type: 'Explore' })], usage: usage(0, 5000) },
    { id: 'agent-1', at: local(24, 23), headers: agent, messages: [user('Count the crates.')], fields: { tools }, answer: [call('toolu_a', 'Read', { file_path: '/yard.txt' })], usage: usage(0, 900) },
    { id: 'agent-2', at: local(24, 23.5), headers: agent, messages: [user('Count the crates.'), assistant(call('toolu_a', 'Read', { file_path: '/yard.txt' })), result('toolu_a')], fields: { tools }, usage: usage(900, 40) },
    {
      id: 'two',
      at: local(25, 1) + hourUs,
      messages: [user('Look at the depot.'), assistant(call('toolu_1', 'Agent', { prompt: 'Count the crates.', subagent_type: 'Explore' })), result('toolu_1', 'There are twelve.'), harness],
      fields: { tools },
      usage: usage(0, 5600),
    },
    { id: 'before', sessionId: 'f', at: local(25, 12), messages: cached, fields: { tools }, usage: usage(0, 5000) },
    { id: 'changed', sessionId: 'f', at: local(25, 12) + 60_000_000, messages: [...cached, assistant('Done.'), user('And the yard?')], fields: { tools: [...tools, tool('mcp__quarry__dig')] }, usage: usage(0, 5100) },
    { id: 'near', sessionId: 'b', at: local(25, 23), fields: { tools }, usage: usage(100_000, 70_000) },
    { id: 'long', sessionId: 'c', at: local(26, 3), headers: { 'anthropic-beta': 'claude-code-20250219,context-1m-2025-08-07' }, fields: { tools }, usage: usage(100_000, 80_000) },
    { id: 'longer', sessionId: 'c', at: local(26, 4), headers: { 'anthropic-beta': 'context-1m-2025-08-07' }, messages: [user('Look at the depot.'), assistant('Done.'), user('And the yard?')], fields: { tools }, usage: usage(180_000, 700_000) },
    { id: 'summary', sessionId: 'b', at: local(26, 5), headers: { 'x-claude-code-request-class': 'compaction', 'x-claude-code-compaction': 'auto' }, messages: [user('Look at the depot.'), assistant('Done.'), user('CRITICAL: Respond with TEXT ONLY.')], usage: usage(170_000, 900) },
    { id: 'short', sessionId: 'd', at: local(26, 6), fields: { model: 'claude-opus-5-5', tools }, usage: usage(100_000, 68_000) },
    { id: 'short-summary', sessionId: 'd', at: local(26, 7), headers: { 'x-claude-code-request-class': 'compaction', 'x-claude-code-compaction': 'auto' }, messages: [user('Look at the depot.'), assistant('Done.'), user('CRITICAL: Respond with TEXT ONLY.')], fields: { model: 'claude-opus-5-5' }, usage: usage(168_000, 700) },
    { id: 'wide', sessionId: 'e', at: local(26, 8), fields: { model: 'claude-sonnet-5', tools }, usage: usage(100_000, 68_000) },
    { id: 'failed', at: local(26, 9), fields: { tools: [tool('mcp__mill__grind')] }, answer: null, state: 'failed' },
  );
  await traffic.analyse();
}, 60_000);
afterAll(() => {
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const facts = (query: Parameters<typeof traffic.reads.readInsightFacts>[0] = {}): Omit<InsightFacts, 'memory'> => traffic.reads.readInsightFacts(query);

/** Added up another way: from the segments of each request and its usage. */
function sumsOf(range: { readonly fromUs?: number; readonly untilUs?: number }) {
  const owners: Record<string, number> = {};
  const sums = { requests: 0, promptTokens: 0, costMicroUsd: 0 };
  for (const { id } of traffic.reads.listRows({ limit: 100, ...range }).rows) {
    const analysis = traffic.reads.readAnalysis(id);
    if (analysis === null || analysis.usage === null) continue;
    sums.requests += 1;
    sums.promptTokens += analysis.promptTokens ?? 0;
    sums.costMicroUsd += analysis.costMicroUsd ?? 0;
    for (const { source, tokens } of analysis.segments) {
      const key = ownerKey(source.kind, sourceName(source));
      owners[key] = (owners[key] ?? 0) + (tokens ?? 0);
    }
  }
  return { ...sums, owners };
}

const ranges = () => [{}, { fromUs: local(25, 0), untilUs: local(26, 0) }, { fromUs: local(24, 23), untilUs: local(25, 23) }, { fromUs: local(26, 3) + 1 }, { fromUs: local(28, 0) }];

describe('the facts of insights', () => {
  it('sum to what the requests of a range had, at the ends of days and over the end of summer time', () => {
    for (const range of ranges()) {
      const { requests, promptTokens, costMicroUsd, owners } = facts(range);
      expect({ requests, promptTokens, costMicroUsd: costMicroUsd ?? 0, owners: Object.fromEntries(owners.map(({ key, tokens }) => [key, tokens])) }).toEqual(sumsOf(range));
      for (const owner of owners) expect(owner.sources.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(owner.tokens);
    }
  });

  it('count the local days from the first billed request to the last: of what lay still since, a day is what it was', () => {
    expect(facts().days).toBe(3);
    expect(facts({ fromUs: local(25, 0), untilUs: local(26, 0) }).days).toBe(1);
    expect(facts({ fromUs: local(1, 0), untilUs: local(31, 0) }).days).toBe(3);
    expect(facts({ fromUs: local(24, 23), untilUs: local(25, 12) }).days).toBe(2);
    expect(facts({ fromUs: local(30, 0) }).days).toBe(1);
    for (const range of ranges()) expect(traffic.reads.readWhatIf(range).days).toBe(facts(range).days);
  });

  it('have sessions, turns, and the owners of what was billed alone', () => {
    expect(facts()).toMatchObject({ requests: 13, sessions: 6, turns: 8 });
    expect(facts().owners.some(({ key }) => key === 'mcp/mill')).toBe(false);
    expect(facts().owners.find(({ key }) => key === 'mcp/depot')).toMatchObject({ group: 'mcp', name: 'depot', definitions: 11, answered: 11, calls: 0, ratings: 0, averageStars: null, interval: null });
  });

  it('have the ratings of owners with their interval', async () => {
    const before = facts().owners.find(({ key }) => key === 'mcp/depot');
    expect(before).toMatchObject({ ratings: 0, interval: null });
    const writes = ratingWrites(traffic.file);
    await writes.rate({ of: 'request', id: 'near' }, { stars: 2, comment: null, ratedAtUs: 5 });
    writes.close();
    const rated = facts().owners.find(({ key }) => key === 'mcp/depot');
    const line = traffic.reads.readSourceTable({}).owners.find(({ key }) => key === 'mcp/depot');
    expect(rated).toMatchObject({ ratings: 1, averageStars: 2, interval: [line?.interval?.low, line?.interval?.high] });
  });

  it('say why the cache was not read, with what changed', () => {
    const { misses } = facts();
    const row = traffic.reads.readAnalysis('changed')?.cacheVerdict;
    expect(row).toMatchObject({ cause: { cause: 'changed', change: 'added' } });
    expect(misses.find(({ cause }) => cause === 'changed')).toMatchObject({
      requests: 1,
      extraMicroUsd: row !== undefined && row !== null && 'extraMicroUsd' in row ? row.extraMicroUsd : null,
      sources: [{ key: 'mcp/quarry', kind: 'mcp-tool-definition', name: 'quarry', requests: 1 }],
      ids: ['changed'],
    });
    expect(misses.reduce((sum, { requests }) => sum + requests, 0)).toBe(traffic.store.prepare('SELECT count(*) FROM bill WHERE miss_cause IS NOT NULL').pluck().get());
  });

  it('have each run of a subagent', () => {
    expect(facts().subagents).toMatchObject([{ agent: 'Explore', runs: 1, requests: 2, promptTokens: 911 + 951, outputTokens: 140, ids: ['agent-1'] }]);
    expect(facts({ fromUs: local(25, 0) }).subagents).toEqual([]);
  });

  it('tell the window from the price list, the beta that asks for more, and where Claude Code summarises of itself', () => {
    const windows = facts().fullWindows.map(({ model, windowTokens, requests, highestTokens, compactions, ids }) => [model, windowTokens, requests, highestTokens, compactions, ids]);
    expect(windows).toEqual([
      ['claude-opus-5-5', 200_000, 2, 168_711, 1, ['short-summary', 'short']],
      ['claude-sonnet-4-5', 200_000, 2, 170_911, 1, ['summary', 'near']],
      ['claude-sonnet-4-5', 1_000_000, 1, 880_011, 0, ['longer']],
    ]);
  });

  it('have the text that no rule knows, with how many requests of that version there are', () => {
    const tokens = (traffic.reads.readSources('two') ?? []).find(({ kind }) => kind === 'unknown-harness')?.tokens;
    expect(tokens).toBeGreaterThan(0);
    expect(facts().unknown).toEqual([{ cliVersion: '2.1.330', requests: 1, ofRequests: 11, tokens, ids: ['two'] }]);
    expect(facts({ fromUs: local(25, 23) }).unknown).toEqual([]);
  });

  it('are none of an empty range, and none of imports', () => {
    const nothing = { days: 1, requests: 0, sessions: 0, turns: 0, promptTokens: 0, costMicroUsd: null, owners: [], conversations: [], misses: [], subagents: [], fullWindows: [], unknown: [] };
    expect(facts({ untilUs: local(1, 0) })).toEqual(nothing);
    traffic.store.exec("SAVEPOINT before; DELETE FROM cost_day; INSERT INTO import (number, file_name, imported_at_us) VALUES (1, 'a', 1); UPDATE exchange SET is_summed = 0, import_number = 1; UPDATE bill SET is_imported = 1; RELEASE before");
    expect(facts()).toEqual(nothing);
  });
});
