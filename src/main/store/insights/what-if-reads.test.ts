import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assistant, call, user } from '../../../../test-support/recorded-request.ts';
import { StoredTraffic } from '../../../../test-support/stored-traffic.ts';
import type { Usage } from '../../../domain/anthropic/usage.ts';
import { sourceKey } from '../../../domain/attribution/source-key.ts';
import { cacheParts, tokensOfSegments } from '../../../domain/cost/cache-parts.ts';
import { cacheStates, type TokensByState } from '../../../domain/cost/cache-state.ts';
import { priceMicroUsd } from '../../../domain/cost/price.ts';
import { whatIf } from '../../../domain/insight/what-if.ts';
import { whatIfOwners } from '../../../domain/insight/what-if-items.ts';

let folder: string;
let traffic: StoredTraffic;
const dayUs = 86_400_000_000;
const startUs = Date.UTC(2026, 9, 1, 3) * 1000;
const tool = (name: string, words: number) => ({ name, description: 'Looks things up in the depot. '.repeat(words), input_schema: { type: 'object' } });
const tools = [tool('Read', 3), tool('WebFetch', 5), tool('mcp__depot__lookup', 7), tool('mcp__depot__count', 4), tool('mcp__attic__open', 60)];
const result = (id: string, text: string) => ({ role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: text }] });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'what-if-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
  for (let index = 0; index < 20; index += 1) {
    // Some prompts are long, above the border of a model that has one, and some are so short that without a part of them nothing is cached.
    const [read, written, plain] = index % 5 === 0 ? [198_000 + index * 977, 4_000, 31] : index % 5 === 1 ? [900, 350, 17] : [4_000 + index * 131, 977 - index * 13, 7 + index];
    traffic.add({
      id: `id-${index}`,
      at: startUs + index * 0.31 * dayUs,
      sessionId: `session-${index}`,
      fields: { model: index === 7 ? 'claude-of-tomorrow-99' : index % 2 === 0 ? 'claude-sonnet-4-5' : 'claude-sonnet-4-0', tools },
      messages: [user('Look at the depot.'), assistant(call('toolu_1', 'mcp__depot__lookup', { what: 'boxes' })), result('toolu_1', 'Boxes. '.repeat(index + 1)), user('And then? '.repeat(index + 1))],
      answer: [{ type: 'text', text: 'It is in the depot.' }, ...(index % 3 === 0 ? [call('toolu_2', 'mcp__depot__count', {})] : [])],
      usage: { input_tokens: plain, cache_read_input_tokens: read, cache_creation_input_tokens: written, output_tokens: 83 + index * 7, ...(index === 10 ? { server_tool_use: { web_search_requests: 2 } } : {}) },
    });
  }
  traffic.add({ id: 'unbilled', at: startUs, sessionId: 'session-0', answer: null, state: 'failed' });
  // A session whose tools change: what had been written before is written again.
  for (const [index, offered] of [tools.slice(0, 4), tools].entries()) {
    traffic.add({
      id: `changed-${index}`,
      at: startUs + 10 * dayUs + index * 1_000_000,
      sessionId: 'changed',
      fields: { model: 'claude-sonnet-4-5', tools: offered, system: [{ type: 'text', text: 'You are an agent of the depot. '.repeat(80), cache_control: { type: 'ephemeral' } }] },
      messages: index === 0 ? [user('Look.')] : [user('Look.'), assistant('Well.'), user('Again.')],
      answer: [{ type: 'text', text: 'Well.' }],
      usage: { input_tokens: 5, cache_read_input_tokens: 0, cache_creation_input_tokens: 5_000 + index * 900, output_tokens: 20 },
    });
  }
  await traffic.analyse();
}, 120_000);
afterAll(() => {
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

const facts = (range: object = {}) => traffic.reads.readWhatIf(range);
const rows = () => traffic.reads.listRows({ limit: 100 }).rows.filter(({ usage }) => usage !== null);

/** The bill of a request without some of its segments: cut out, walked again in the order of the prompt, priced anew. */
function without(id: string, isGone: (key: string) => boolean): { readonly tokens: TokensByState; readonly costMicroUsd: number | null; readonly partCount: number } {
  const analysis = traffic.reads.readAnalysis(id);
  const [row] = traffic.reads.readRows([id]);
  if (analysis?.usage === null || analysis?.usage === undefined || row === undefined || analysis.model === null) throw new Error(id);
  const { segments, usage, model } = analysis;
  const states = tokensOfSegments(cacheParts(segments, usage) ?? [], segments.length);
  const left = segments.flatMap((segment, index) => (isGone(sourceKey(segment.source)) ? [] : [index]));
  const sumOf = (state: (typeof cacheStates)[number]) => left.reduce((sum, index) => sum + (states[index]?.[state] ?? 0), 0);
  const cut: Usage = { ...usage, inputTokens: sumOf('plain'), cacheReadTokens: sumOf('read'), cacheWrite1hTokens: sumOf('written-1h'), cacheWrite5mTokens: sumOf('written-5m') };
  // What is left stands in the same states when it is walked by itself.
  const again = cacheParts(left.flatMap((index) => segments[index] ?? []), cut);
  expect(tokensOfSegments(again ?? [], left.length)).toEqual(left.map((index) => states[index]));
  const cached = sumOf('read') + sumOf('written-1h') + sumOf('written-5m');
  const isUncached = model.startsWith('claude-sonnet-4') && cached > 0 && cached < 1024;
  const billed: Usage = isUncached ? { ...cut, inputTokens: sumOf('plain') + cached, cacheReadTokens: 0, cacheWrite1hTokens: 0, cacheWrite5mTokens: 0 } : cut;
  return {
    tokens: { read: billed.cacheReadTokens ?? 0, 'written-1h': billed.cacheWrite1hTokens ?? 0, 'written-5m': billed.cacheWrite5mTokens ?? 0, plain: billed.inputTokens ?? 0 },
    costMicroUsd: priceMicroUsd(billed, model, row.timing.requestStartedAtUs / 1000),
    partCount: segments.length,
  };
}

describe('what if', () => {
  it('without a tick is the bill, to the micro-dollar', () => {
    const of = facts();
    const { all } = whatIf(of, whatIfOwners(of.sources), new Set());
    expect(all.costMicroUsd).toBe(rows().reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), 0));
    expect(all.tokens).toBe(rows().reduce((sum, { promptTokens }) => sum + (promptTokens ?? 0), 0));
    expect(all.costMicroUsd).toBe(traffic.reads.readCostSummary({}).total.costMicroUsd);
    expect([of.requests, of.total.withoutPrice, of.days]).toEqual([22, 1, 11]);
  });

  it.each([
    ['a tool that is never called', (key: string) => key.includes('server=attic')],
    ['a server with its calls and results', (key: string) => /server=depot|tool=mcp__depot/.test(key)],
    ['all that can be ticked', (key: string) => /server=|tool=mcp__|tool=WebFetch/.test(key)],
  ])('comes to what every prompt comes to without it: %s', (_, isGone) => {
    const of = facts();
    const owners = whatIfOwners(of.sources);
    const off = owners.flatMap(({ items }) => items.filter(({ own, use }) => [...own, ...use].some((index) => isGone(of.sources[index]?.key ?? ''))).map(({ key }) => key));
    const { all } = whatIf(of, owners, new Set(off));
    const expected = rows().map(({ id }) => without(id, isGone));
    for (const state of cacheStates) expect([state, all.tokensByState[state]]).toEqual([state, expected.reduce((sum, { tokens }) => sum + tokens[state], 0)]);
    const cost = expected.reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), 0);
    // A price is rounded once for a request, and each of its parts to a whole micro-dollar.
    expect(Math.abs((all.costMicroUsd ?? NaN) - cost)).toBeLessThanOrEqual(expected.reduce((sum, { partCount }) => sum + partCount, 0) / 2);
    expect(of.notLookedAt).toBe(0);
  });

  it('knows that shorter prompts have another price, and that what is left may be too short to be cached', () => {
    const of = facts();
    const owners = whatIfOwners(of.sources);
    const { own } = whatIf(of, owners, new Set(owners.flatMap(({ items }) => items.map(({ key }) => key))));
    expect(own.priceMicroUsd).toBeLessThan(0);
    expect(own.uncachedMicroUsd).not.toBe(0);
  });

  it('counts the calls of what was called, and none of what was not', () => {
    const of = facts();
    const calls = Object.fromEntries(whatIfOwners(of.sources).map(({ key, items }) => [key, items.map(({ own }) => own.reduce((sum, index) => sum + (of.sources[index]?.calls ?? 0), 0))]));
    expect(calls).toEqual({ 'tool/WebFetch': [0], 'mcp/depot': [0, 7], 'mcp/attic': [0] });
  });

  it('finds the cache miss that came of a tool that was added, and what of its price went into other sources', () => {
    const { misses, sources } = facts();
    const verdict = traffic.reads.readAnalysis('changed-1')?.cacheVerdict;
    const extra = verdict !== null && verdict !== undefined && 'extraMicroUsd' in verdict ? verdict.extraMicroUsd : null;
    expect(extra).toBeGreaterThan(0);
    expect(misses.map(({ source, requests, extraMicroUsd }) => [sources[source]?.key, requests, extraMicroUsd])).toEqual([[sourceKey({ kind: 'mcp-tool-definition', server: 'attic', tool: 'open' }), 1, extra]]);
    expect(misses[0]?.overlaps.reduce((sum, [, microUsd]) => sum + microUsd, 0)).toBeCloseTo(Number(extra), 6);
  });

  it('is of the days that are asked for', () => {
    const range = { fromUs: startUs + 1.2 * dayUs, untilUs: startUs + 4.4 * dayUs };
    const of = facts(range);
    const inRange = rows().filter(({ timing }) => timing.requestStartedAtUs >= range.fromUs && timing.requestStartedAtUs < range.untilUs);
    expect(of.requests).toBe(inRange.length);
    expect(of.total.costMicroUsd).toBe(inRange.reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), 0));
    expect(facts({ untilUs: 5 })).toMatchObject({ requests: 0, sources: [], days: 1, total: { costMicroUsd: null } });
  });
});
