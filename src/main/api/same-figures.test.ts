import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalApi } from '../../../test-support/local-api.ts';
import { user } from '../../../test-support/recorded-request.ts';
import { StoredTraffic } from '../../../test-support/stored-traffic.ts';
import { Retention } from '../store/retention/retention.ts';

interface Figures {
  readonly requests: number;
  readonly tokens: number;
  readonly costMicroUsd: number;
}

const startUs = Date.UTC(2026, 9, 1, 20) * 1000;
const hourUs = 3_600_000_000;
const tool = (name: string) => ({ name, description: `${name} does what it is called. `.repeat(3), input_schema: { type: 'object' } });
const captured = Array.from({ length: 7 }, (_, index) => `mine-${index}`);
const imported = ['theirs-0', 'theirs-1'];
let folder: string;
let traffic: StoredTraffic;
let local: LocalApi;
/** Summed up from the segments of each request by itself. */
let expected: Map<string, Figures>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'same-figures-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
  for (const [index, id] of [...captured, ...imported].entries()) {
    traffic.add({
      id,
      at: startUs + index * hourUs,
      sessionId: 'session-a',
      billing: `cc_prompt_id=p${Math.floor(index / 2)};`,
      fields: { tools: [tool('Read'), ...(index % 2 === 0 ? [tool('mcp__depot__lookup')] : [])] },
      messages: [user(`Look at shelf ${index} of the depot.`)],
      answer: [{ type: 'text', text: 'It is on the third shelf.' }],
      usage: { input_tokens: 911, cache_creation_input_tokens: 37 * index, cache_read_input_tokens: 500, output_tokens: 83 },
    });
  }
  traffic.store.exec(`INSERT INTO import VALUES (1, 'a.har', NULL, 0); UPDATE exchange SET import_number = 1 WHERE id LIKE 'theirs-%'`);
  await traffic.analyse();
  local = await LocalApi.start(traffic);
  expected = await summedUp(captured);
}, 60_000);
afterAll(async () => {
  await local.close();
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the figures of a source', () => {
  it('are, in every list, the sum of what its segments have in the requests that were captured', async () => {
    expect(expected.size).toBeGreaterThan(4);
    const { sources } = (await local.call('/api/claude/sources?limit=100')).json;
    expect(byKey(sources)).toEqual(expected);
    const { metrics } = (await local.call('/api/claude/metrics?per=all&limit=100')).json;
    expect(byKey(metrics)).toEqual(expected);
    // Across midnight.
    const days = (await local.call('/api/claude/metrics?limit=100')).json.metrics;
    expect(new Set(days.map(({ day }: { day: string }) => day)).size).toBe(2);
    expect(byKey(days)).toEqual(expected);
    for (const range of ['', '&session_id=session-a']) {
      const costs = (await local.call(`/api/claude/costs?by=source${range}`)).json;
      expect(costs.total.requests).toBe(captured.length);
      const prompt = new Map([...expected].map(([key, { costMicroUsd }]) => [key, costMicroUsd]));
      expect(new Map(costs.entries.filter(({ key }: { key: string }) => prompt.has(key)).map((entry: { key: string; cost_micro_usd: number }) => [entry.key, entry.cost_micro_usd]))).toEqual(prompt);
    }
  });

  it('are with their ratings in the lists, in CSV, and in the preferences as JSON and Markdown', async () => {
    for (const [index, id] of captured.entries()) await local.call(`/api/claude/requests/${id}/feedback`, { method: 'POST', body: JSON.stringify({ rating: index % 2 === 0 ? 1 : 5 }), headers: { 'content-type': 'application/json' } });
    const depot = 'mcp-tool-definition/server=depot/tool=lookup';
    const { sources } = (await local.call('/api/claude/sources?limit=100&sort=rating')).json;
    const [rated] = sources.filter(({ key }: { key: string }) => key === depot);
    expect(rated).toMatchObject({ ratings: 4, average_rating: 1, rating_low: 1, rated_share: expect.any(Number) });
    expect(rated.rating_high).toBeCloseTo(2.96, 2);
    const { metrics } = (await local.call('/api/claude/metrics?per=all&limit=100')).json;
    expect(metrics.find(({ key }: { key: string }) => key === depot)).toMatchObject({ ratings: 4, rating_high: rated.rating_high, rated_share: rated.rated_share });
    const csv = await local.call('/api/claude/sources?limit=100&sort=rating', { headers: { accept: 'text/csv' } });
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [head = '', ...lines] = csv.text.split('\r\n');
    expect(head.split(',').slice(0, 3)).toEqual(['key', 'kind', 'name']);
    expect(lines.map((line) => line.split(',')[0])).toEqual(sources.map(({ key }: { key: string }) => key));
    const preferences = (await local.call('/api/claude/preferences')).json;
    expect(preferences).toMatchObject({ format: 'whence-preferences', version: 1, ratings: captured.length });
    expect(preferences.sources.find(({ key }: { key: string }) => key === 'mcp/depot')).toMatchObject({ recommendation: 'last', ratings: 4, difference: { stars: -4 } });
    const markdown = await local.call('/api/claude/preferences', { headers: { accept: 'text/markdown' } });
    expect(markdown.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(markdown.text).toContain('## Use last');
    expect(markdown.text).toContain('- MCP server `depot`: 1.0 of 5 (1.0 to 3.0, 4 ratings)');
    expect(local.undescribed).toEqual([]);
    // Retention keeps what is rated.
    for (const id of captured) await local.call(`/api/claude/requests/${id}/feedback`, { method: 'DELETE' });
  });

  it('are in an archive what they are in the lists, for what was imported too', async () => {
    const { log } = (await local.call('/api/claude/har?bodies=false')).json;
    expect(log.entries.map(({ _whence: { id } }: { _whence: { id: string } }) => id)).toEqual([...captured, ...imported]);
    for (const { _whence: { id, sources } } of log.entries) {
      const figures = sources.map(({ key, tokens, costMicroUsd }: { key: string; tokens: number; costMicroUsd: number }) => ({ key, requests: 1, tokens, cost_micro_usd: costMicroUsd }));
      expect(byKey(figures)).toEqual(await summedUp([id]));
    }
  });

  it('sum to the bill with what was written, in each grouping of the costs', async () => {
    const bills = await Promise.all(captured.map(async (id) => (await local.call(`/api/claude/requests/${id}`)).json.request.cost_micro_usd));
    const bill = bills.reduce((sum: number, cost: number) => sum + cost, 0);
    expect(bill).toBeGreaterThan(0);
    for (const by of ['source', 'owner', 'group', 'turn', 'thread', 'session', 'project', 'day', 'model']) {
      const { total, entries } = (await local.call(`/api/claude/costs?by=${by}`)).json;
      expect([by, total.cost_micro_usd]).toEqual([by, bill]);
      expect([by, entries.reduce((sum: number, { cost_micro_usd: cost }: { cost_micro_usd: number | null }) => sum + (cost ?? 0), 0)]).toEqual([by, bill]);
    }
  });

  // The last: it changes what is stored.
  it('stay what they are, request by request too, when retention removes the content', async () => {
    const retention = new Retention(traffic.analystStore, { days: 1, megabytes: 0, keepRated: true, keepPinned: true });
    while (retention.step(startUs + 48 * hourUs).did !== 'nothing');
    expect((await local.call(`/api/claude/requests/${captured[0]}`)).json).toMatchObject({ attributions: [], request: { content_removed_at: expect.any(String), body: null } });
    expect(byKey((await local.call('/api/claude/sources?limit=100')).json.sources)).toEqual(expected);
    expect(await summedUp(captured)).toEqual(expected);
    const { log } = (await local.call('/api/claude/har?filter=imported:no')).json;
    const archived = log.entries.flatMap(({ _whence: { sources } }: { _whence: { sources: { key: string; tokens: number; costMicroUsd: number }[] } }) => sources);
    expect(byKey(archived.map(({ costMicroUsd, ...source }: { costMicroUsd: number }) => ({ ...source, requests: 1, cost_micro_usd: costMicroUsd })))).toEqual(expected);
  });
});

/** What each source has in these requests, from their segments. */
async function summedUp(ids: readonly string[]): Promise<Map<string, Figures>> {
  const lists = await Promise.all(ids.map(async (id) => (await local.call(`/api/claude/contexts?request_id=${id}`)).json.contexts));
  return byKey(lists.flat().map((source: object) => ({ ...source, requests: 1 })));
}

function byKey(entries: readonly unknown[]): Map<string, Figures> {
  const sums = new Map<string, Figures>();
  for (const entry of entries as readonly { key: string; requests: number; tokens: number; cost_micro_usd: number }[]) {
    const before = sums.get(entry.key) ?? { requests: 0, tokens: 0, costMicroUsd: 0 };
    sums.set(entry.key, { requests: before.requests + entry.requests, tokens: before.tokens + entry.tokens, costMicroUsd: before.costMicroUsd + entry.cost_micro_usd });
  }
  return sums;
}
