import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalApi } from '../../../../test-support/local-api.ts';
import { assistant, call, user } from '../../../../test-support/recorded-request.ts';
import { StoredTraffic } from '../../../../test-support/stored-traffic.ts';
import type { Finding } from '../../../domain/insight/finding.ts';
import { parseFilter } from '../../../domain/filter/parse-filter.ts';
import { readInsights } from './read-insights.ts';

let folder: string;
let traffic: StoredTraffic;
let local: LocalApi;
// Local noon: days are those of the clock of the machine.
const noon = (day: number) => new Date(2026, 9, day, 12).getTime() * 1000;
const now = new Date(2026, 9, 20, 15);
const requests = 40;
const tool = (name: string, description: string) => ({ name, description, input_schema: { type: 'object' } });
const tools = [
  tool('Read', 'Reads a file from the disk of this machine.'),
  tool('mcp__depot__lookup', 'Looks a thing up in the depot. '.repeat(20)),
  tool('mcp__depot__label', 'Prints a label for a thing of the depot. '.repeat(40)),
  tool('mcp__yard__count', 'Counts what stands in the yard. '.repeat(30)),
  tool('mcp__yard__sweep', 'Sweeps the yard, and says what was found in it. '.repeat(20)),
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'read-insights-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
  traffic.add({ id: 'earlier', at: noon(1), sessionId: 'session-c', fields: { tools }, messages: [user('Count the yard.')], answer: [call('toolu_x', 'mcp__depot__lookup', {})], usage: { input_tokens: 900, output_tokens: 83 } });
  for (let index = 0; index < requests; index += 1) {
    traffic.add({
      id: `id-${index}`,
      at: noon(15) + index * 60_000_000,
      sessionId: index < 20 ? 'session-a' : 'session-b',
      fields: { tools },
      messages: [user('Count the yard.'), assistant('Well.'), user(`And on day ${index}?`)],
      answer: [{ type: 'text', text: 'Three.' }, ...(index % 4 === 0 ? [call(`toolu_${index}`, 'mcp__yard__count', {})] : [])],
      usage: { input_tokens: 900, cache_creation_input_tokens: 800, cache_read_input_tokens: 800, output_tokens: 83 },
    });
  }
  traffic.add({ id: 'failed', at: noon(15), sessionId: 'session-a', fields: { tools }, answer: null, state: 'failed' });
  await traffic.analyse();
  local = await LocalApi.start(traffic);
}, 60_000);
afterAll(async () => {
  await local.close();
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

function found({ findings }: { readonly findings: readonly Finding[] }): readonly string[] {
  return findings.map(({ id }) => id);
}

async function lastOf(at: Date): Promise<readonly (string | undefined)[]> {
  return (await readInsights(traffic.reads, { fromUs: noon(15) }, at)).findings.map(({ explanation }) => explanation.at(-1));
}

describe('the insights of a range', () => {
  it('are of the last two weeks where no other range is asked for', async () => {
    const view = await readInsights(traffic.reads, {}, now);
    expect(view).toMatchObject({ days: 1, requests, sessions: 2 });
    expect(found(view)).toEqual(['unused-server/mcp/depot', 'unused-tool/mcp-tool-definition/server=yard/tool=sweep']);
    expect((await readInsights(traffic.reads, { fromUs: 0 }, now)).findings[0]?.evidence.filter).not.toContain('after:');
    // It was called before these.
    expect(found(await readInsights(traffic.reads, { fromUs: noon(1) - 1 }, now))).not.toContain('unused-server/mcp/depot');
    expect(await readInsights(traffic.reads, { fromUs: noon(19) }, now)).toMatchObject({ requests: 0, findings: [] });
    expect(await readInsights(traffic.reads, {}, new Date(2026, 10, 20))).toMatchObject({ requests: 0, findings: [] });
    expect(await readInsights(traffic.reads, { untilUs: noon(20) }, new Date(2027, 1, 1))).toMatchObject({ requests });
  });

  it('lead to exactly the requests that they rest on', async () => {
    for (const range of [{}, { fromUs: noon(14), untilUs: noon(15) + 30 * 60_000_000 }]) {
      const { findings } = await readInsights(traffic.reads, range, now);
      const [server] = findings;
      const parse = parseFilter(server?.evidence.filter ?? '', { nowMs: now.getTime(), localMs: () => 0 });
      if (!parse.parsed) throw new Error('a filter that cannot be read');
      const listed = traffic.reads.listRows({ limit: 100, filter: parse.filter });
      expect([server?.rule, listed.total]).toEqual(['unused-server', server?.evidence.requests]);
      expect(listed.rows.map(({ id }) => id)).not.toContain('failed');
    }
  });

  it('say how long ago it was last there, since what was mended is told as long as the range has it', async () => {
    const told = 'It was last in a prompt 5 days ago. If it is gone since, this goes too when these days are past.';
    expect(await lastOf(now)).toEqual([told, told]);
    expect((await lastOf(new Date(2026, 9, 16))).join(' ')).not.toContain('last in a prompt');
  });

  it('are told by the local API as they are in the window', async () => {
    const { status, json } = await local.call(`/api/claude/insights?start_time=${new Date(noon(2) / 1000).toISOString()}&end_time=${new Date(noon(20) / 1000).toISOString()}`);
    const view = await readInsights(traffic.reads, { fromUs: noon(2), untilUs: noon(20) }, new Date());
    expect([status, json.requests, json.prompt_tokens, json.cost_micro_usd]).toEqual([200, view.requests, view.promptTokens, view.costMicroUsd]);
    const [server] = view.findings;
    expect(json.findings[0]).toMatchObject({ id: server?.id, title: server?.title, per_day: { tokens: server?.perDay.tokens, cost_micro_usd: server?.perDay.costMicroUsd }, evidence: { filter: server?.evidence.filter } });
    expect(json.findings.map(({ id }: Finding) => id)).toEqual(found(view));
  });
});
