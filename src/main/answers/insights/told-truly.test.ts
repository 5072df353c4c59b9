import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assistant, call, result, user } from '../../../../test-support/recorded-request.ts';
import { StoredTraffic } from '../../../../test-support/stored-traffic.ts';
import { whatIf } from '../../../domain/insight/what-if.ts';
import { itemsCalled, whatIfOwners } from '../../../domain/insight/what-if-items.ts';
import { findingSum } from '../../../renderer/insights/findings/finding-sum.ts';
import { readInsights } from './read-insights.ts';

let folder: string;
let traffic: StoredTraffic;
const now = new Date(2026, 9, 20, 15);
const atUs = (index: number) => new Date(2026, 9, 15 + Math.floor(index / 15), 12).getTime() * 1000 + (index % 15) * 60_000_000;
const requests = 45;
const tool = (name: string) => ({ name, description: `Does what ${name} can do with a crate of the depot. `.repeat(12), input_schema: { type: 'object' } });
const servers = ['idle', 'typed', 'read_only', 'helped', 'loaded'];
const tools = ['Read', 'Agent', 'WebFetch', ...servers.map((server) => `mcp__${server}__look`)].map(tool);
const reminder = (text: string) => ({ type: 'text', text: `<system-reminder>\n${text}\n</system-reminder>` });
const deferred = `The following deferred tools are now available via ToolSearch.\n${Array.from({ length: 60 }, (_, index) => `mcp__late__look_at_number_${index}`).join('\n')}`;
const skills = `The following skills are available for use with the Skill tool:\n\n${['typed-only', 'never-typed'].map((name) => `- ${name}: ${'Paints the crates of the yard. '.repeat(20)}`).join('\n')}`;
const typed = (name: string) => ({ type: 'text', text: `<command-message>${name}</command-message>\n<command-name>/${name}</command-name>\n<command-args></command-args>\n` });
const opening = { role: 'user', content: [reminder(skills), reminder(deferred), { type: 'text', text: 'Look at the depot.' }] };
const usage = { input_tokens: 900, cache_creation_input_tokens: 800, cache_read_input_tokens: 6000, output_tokens: 83 };

/** What only one request has, in the place of the usual. */
const special: Readonly<Record<number, { readonly messages: readonly unknown[] }>> = {
  3: { messages: [opening, assistant('Well.'), { role: 'user', content: [typed('mcp__typed__look'), { type: 'text', text: 'Look at all of it, one crate after the other.' }] }] },
  4: { messages: [opening, assistant(call('toolu_r', 'ReadMcpResourceTool', { server: 'read only', uri: 'depot://list' })), result('toolu_r', 'Twelve crates.')] },
  5: { messages: [opening, assistant('Well.'), { role: 'user', content: [typed('typed-only'), { type: 'text', text: 'Base directory for this skill: /x/typed-only\n\nPaint.' }] }] },
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'told-truly-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
  for (let index = 0; index < requests; index += 1) {
    const isAgent = index === 9;
    traffic.add({
      id: `id-${index}`,
      at: atUs(index),
      sessionId: `session-${Math.floor(index / 10)}`,
      ...(isAgent ? { headers: { 'x-claude-code-request-class': 'subagent', 'x-claude-code-agent-id': 'a1' } } : {}),
      fields: { tools },
      messages: special[index]?.messages ?? [opening, assistant('Well.'), user(`And on day ${index}?`)],
      // A tenth of the answers is cut off.
      ...(index % 10 === 7 ? { answer: null, state: 'failed' as const } : { answer: [{ type: 'text', text: 'Three.' }, ...(isAgent ? [call('toolu_h', 'mcp__helped__look', {})] : []), ...(index === 11 ? [call('toolu_l', 'mcp__loaded__look', {})] : [])], usage }),
    });
  }
  await traffic.analyse();
}, 60_000);
afterAll(() => {
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('findings', () => {
  it('name what nobody used, and nothing that was used in another way than by a call of the main conversation', async () => {
    const { findings, days } = await readInsights(traffic.reads, {}, now);
    const told = findings.map(({ id }) => id).filter((id) => id.startsWith('unused')).toSorted();
    expect(told).toEqual(['unused-server/mcp/idle', 'unused-server/mcp/late', 'unused-skill/skills/never-typed', 'unused-tool/mcp-tool-definition/server=read_only/tool=look', 'unused-tool/mcp-tool-definition/server=typed/tool=look', 'unused-tool/tool-definition/tool=WebFetch']);
    expect(findings.find(({ subject }) => subject.key.includes('server=typed'))?.explanation).toContain('The server is in use for its resources or prompts, so that it is this one tool that could be denied.');
    expect(days).toBe(3);
  });

  it('say of tools whose names alone are sent what these names have', async () => {
    const { findings } = await readInsights(traffic.reads, {}, now);
    const late = findings.find(({ id }) => id === 'unused-server/mcp/late');
    const held = Array.from({ length: requests }, (_, index) => traffic.reads.readAnalysis(`id-${index}`)).filter((analysis) => (analysis?.usage ?? null) !== null);
    const tokens = held.flatMap((analysis) => analysis?.segments ?? []).reduce((sum, { source, tokens: of }) => sum + ('server' in source && source.server === 'late' ? (of ?? 0) : 0), 0);
    expect([late?.expense.tokens, late?.evidence.requests]).toEqual([tokens, held.length]);
    expect(late?.figures).toContainEqual(['Tools', '60']);
  });

  it('come to what "what if" saves by the same sources, and the sum on top to all of them together', async () => {
    const view = await readInsights(traffic.reads, {}, now);
    const facts = traffic.reads.readWhatIf({ fromUs: new Date(2026, 9, 7).getTime() * 1000 });
    const owners = whatIfOwners(facts.sources);
    const without = (keys: readonly string[]) => {
      const { before, own } = whatIf({ ...facts, near: [] }, owners, new Set(keys.flatMap((key) => itemsCalled(key, owners, facts.sources))));
      return { tokens: before.tokens - own.tokens, costMicroUsd: (before.costMicroUsd ?? 0) - (own.costMicroUsd ?? 0) };
    };
    const unused = view.findings.filter(({ rule }) => rule.startsWith('unused'));
    for (const { subject, expense } of unused) expect([subject.key, without([subject.key])]).toEqual([subject.key, expense]);
    const all = without(unused.map(({ subject }) => subject.key));
    expect(facts.days).toBe(view.days);
    const sum = findingSum(unused, view);
    expect([sum.shareOfTokens, sum.shareOfCost]).toEqual([all.tokens / view.promptTokens, all.costMicroUsd / (view.costMicroUsd ?? 0)]);
  });
});
