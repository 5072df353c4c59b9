import { describe, expect, it } from 'vitest';
import { insightFacts, ownerFacts, sourceFacts } from '../../../../test-support/insight-facts.ts';
import type { FullWindowFacts, MissFacts, OwnerFacts, SubagentFacts } from '../insight-facts.ts';
import { cacheBreaks } from './cache-break.ts';
import { dearSubagents } from './dear-subagent.ts';
import { fullWindows } from './full-window.ts';
import { lowRated } from './low-rated.ts';
import { unknownHarness } from './unknown-harness.ts';

const miss = (cause: string, extraMicroUsd: number | null, given: Partial<MissFacts> = {}): MissFacts => ({ cause, requests: 4, extraMicroUsd, sources: [], ids: ['a'], ...given });

const change = (key: string, kind: MissFacts['sources'][number]['kind'], name: string | null, extraMicroUsd: number | null) => ({ key, kind, name, requests: 2, extraMicroUsd });
const runs = (given: Partial<SubagentFacts> = {}): SubagentFacts => ({
  agent: 'judge',
  runs: 4,
  requests: 40,
  promptTokens: 2_000_000,
  outputTokens: 9000,
  costMicroUsd: 4_000_000,
  handedBackTokens: 4000,
  ids: ['a'],
  ...given,
});
const full = (given: Partial<FullWindowFacts> = {}): FullWindowFacts => ({ model: 'claude-a', windowTokens: 200_000, requests: 5, highestTokens: 180_000, compactions: 0, ids: ['a'], ...given });
const rated = (given: Partial<OwnerFacts> = {}) => ownerFacts([sourceFacts({ kind: 'mcp-result', server: 'depot', tool: 'one' })], { ratings: 8, averageStars: 1.5, interval: [1, 2.4], ...given });

describe('breaks of the cache', () => {
  it.each<[string, MissFacts, string | null]>([
    ['expired, a hundredth of the bill', miss('expired', 200_000), 'The cache expired during pauses'],
    ['expired, less', miss('expired', 199_999), null],
    ['a switch of the model', miss('model', 500_000), 'Switching the model lost the cache'],
    ['parameters', miss('parameters', 500_000), 'Changed settings lost the cache'],
    ['many blocks', miss('lookback', 500_000), 'Too many blocks at once lost the cache'],
    ['a change without its source', miss('changed', 500_000), 'A changed prompt lost the cache'],
    ['what nothing tells, a twentieth of the bill', miss('unknown', 1_000_000), 'The cache was not read, and nothing tells why'],
    ['what nothing tells, less', miss('unknown', 999_999), null],
    ['what was not asked for, less', miss('not-asked', 999_999), null],
    ['a cause of tomorrow', miss('of-tomorrow', 1_000_000), 'The cache was not read, and nothing tells why'],
    ['a cause that every object has', miss('constructor', 1_000_000), 'The cache was not read, and nothing tells why'],
    ['without a price', miss('expired', null), null],
  ])('by %s', (_, facts, title) => {
    expect(cacheBreaks(insightFacts({ misses: [facts] }))[0]?.title ?? null).toBe(title);
  });

  it('save no tokens, and cost what the bills say', () => {
    expect(cacheBreaks(insightFacts({ misses: [miss('expired', 500_000)] }))[0]).toMatchObject({ subject: { key: 'expired', name: 'expired' }, expense: { tokens: 0, costMicroUsd: 500_000 }, isEstimated: false, evidence: { requests: 4, filter: null, ids: ['a'] } });
    expect(cacheBreaks(insightFacts({ costMicroUsd: null, misses: [miss('expired', 500_000)] }))).toEqual([]);
    expect(cacheBreaks(insightFacts({ costMicroUsd: 0, misses: [miss('expired', 0)] }))).toEqual([]);
  });

  it('of changes are told by whose the change is', () => {
    const sources = [
      change('mcp/depot', 'mcp-tool-definition', 'depot', 150_000),
      change('mcp-tool-definition/server=depot/tool=one', 'mcp-tool-definition', 'depot', 150_000),
      change('mcp-tool-definition/server=yard/tool=one', 'mcp-tool-definition', 'yard', 1000),
      change('system-prompt/section=one', 'system-prompt', 'one', 300_000),
      change('tool-definition/tool=A', 'tool-definition', 'A', 200_000),
      change('memory-file/path=%2Fa%2FCLAUDE.md', 'memory-file', '/a/CLAUDE.md', 200_000),
      change('reminder/which=x', 'reminder', 'x', null),
    ];
    const found = cacheBreaks(insightFacts({ misses: [miss('changed', 1_200_000, { sources })] }));
    expect(found.map(({ subject, title, expense }) => [subject.key, title, expense.costMicroUsd])).toEqual([
      ['changed/mcp/depot', 'The tools of the MCP server “depot” changed and lost the cache', 300_000],
      ['changed/memory-file/path=%2Fa%2FCLAUDE.md', '“/a/CLAUDE.md” changed and lost the cache', 200_000],
      ['changed/system-prompt', 'The system prompt changed and lost the cache', 300_000],
      ['changed/tool-definition', 'The list of tools changed and lost the cache', 200_000],
    ]);
  });
});

describe('dear subagents', () => {
  it.each<[string, SubagentFacts, boolean]>([
    ['read much for little', runs(), true],
    ['are a tenth of the bill', runs({ costMicroUsd: 2_000_000 }), true],
    ['are less', runs({ costMicroUsd: 1_999_999 }), false],
    ['read five hundred tokens for each', runs({ handedBackTokens: 4000 }), true],
    ['read less for each', runs({ handedBackTokens: 4001 }), false],
    ['handed back what nobody knows', runs({ handedBackTokens: null }), false],
    ['handed back nothing', runs({ handedBackTokens: 0 }), false],
    ['are of no known type', runs({ agent: null }), false],
    ['have no price, and a tenth of the prompts', runs({ costMicroUsd: null }), true],
    ['have no price, and less', runs({ costMicroUsd: null, promptTokens: 999_999 }), false],
  ])('are those that %s', (_, subagent, isFound) => {
    const finding = { subject: { key: 'agent-listing/name=judge', kind: 'agent-listing', name: 'judge' }, expense: { tokens: subagent.promptTokens, costMicroUsd: subagent.costMicroUsd }, evidence: { filter: 'agent:judge imported:no output:any' } };
    expect(dearSubagents(insightFacts({ subagents: [subagent] }))).toMatchObject(isFound ? [finding] : []);
  });

  it('are said in figures', () => {
    const [found] = dearSubagents(insightFacts({ subagents: [runs()] }));
    expect(found?.explanation[0]).toBe('4 runs sent 2M tokens in 40 requests and handed back 4k tokens: 500 for each.');
    expect(found?.figures).toContainEqual(['Cost of a run', '$1.00']);
  });
});

describe('full windows', () => {
  it.each<[string, readonly FullWindowFacts[], readonly (string | null)[]]>([
    ['five requests', [full()], ['model:claude-a tokens:>=160000 imported:no output:any']],
    ['four', [full({ requests: 4 })], []],
    ['none but compactions', [full({ requests: 0, compactions: 3 })], []],
    ['no window', [full({ windowTokens: 0 })], []],
    ['a model whose name is a part of another', [full(), full({ model: 'claude-a-2' })], [null, 'model:claude-a-2 tokens:>=160000 imported:no output:any']],
    ['a model of two windows', [full(), full({ windowTokens: 1_000_000 })], [null, null]],
  ])('are found of %s', (_, windows, filters) => {
    const found = fullWindows(insightFacts({ fullWindows: windows }));
    expect(found.map(({ evidence }) => evidence.filter)).toEqual(filters);
    expect(found.every(({ expense }) => expense.tokens === 0 && expense.costMicroUsd === null)).toBe(true);
  });

  it('have an id for each model and window', () => {
    const found = fullWindows(insightFacts({ fullWindows: [full(), full({ windowTokens: 1_000_000 })] }));
    expect(new Set(found.map(({ subject }) => subject.key)).size).toBe(2);
  });
});

describe('low ratings', () => {
  const input = ownerFacts([sourceFacts({ kind: 'user-input' })], { ratings: 40, averageStars: 3.8, interval: [3.4, 4.2] });
  it.each<[string, readonly OwnerFacts[], boolean]>([
    ['low with certainty', [input, rated()], true],
    ['low, of five ratings', [input, rated({ ratings: 5 })], true],
    ['low, of four', [input, rated({ ratings: 4 })], false],
    ['low, and maybe not', [input, rated({ interval: [1, 3] })], false],
    ['without a rating', [input, rated({ ratings: 0, averageStars: null, interval: null })], false],
    ['as low as all', [ownerFacts([sourceFacts({ kind: 'user-input' })], { ratings: 40, averageStars: 1.9, interval: [1.7, 2.1] }), rated()], false],
    ['low, and hardly there', [input, rated({ tokens: 99_999 })], false],
    ['low, and in the system prompt', [input, ownerFacts([sourceFacts({ kind: 'system-prompt' })], { ratings: 8, averageStars: 1.5, interval: [1, 2.4] })], false],
  ])('are those that are %s', (_, owners, isFound) => {
    const finding = { subject: { key: 'mcp/depot', group: 'mcp', name: 'depot' }, title: 'Requests with “depot” are rated low', evidence: { filter: 'source:mcp:depot imported:no output:any' } };
    expect(lowRated(insightFacts({ owners }))).toMatchObject(isFound ? [finding] : []);
  });
});

const unknown = (cliVersion: string | null, tokens: number) => ({ cliVersion, requests: 90, ofRequests: 100, tokens, ids: ['a'] });

describe('unknown text', () => {
  const owners = [ownerFacts([sourceFacts({ kind: 'unknown-harness' }, { tokens: 400_000, costMicroUsd: 40_000 })])];
  it('is told from a hundredth of the prompts on, by version', () => {
    expect(unknownHarness(insightFacts({ owners, unknown: [unknown('2.9.0', 99_999)] }))).toEqual([]);
    expect(unknownHarness(insightFacts({ owners, unknown: [unknown('2.9.0', 100_000)] }))).toMatchObject([
      { subject: { key: 'unknown-harness/2.9.0' }, title: 'Claude Code “2.9.0” sends text that Whence does not know', expense: { tokens: 100_000, costMicroUsd: 10_000 }, evidence: { filter: 'source:kind:unknown-harness imported:no output:any' } },
    ]);
    expect(unknownHarness(insightFacts({ owners: [], unknown: [unknown(null, 100_000), unknown('2', 300_000)] })).map(({ title, expense, evidence }) => [title, expense.costMicroUsd, evidence.filter])).toEqual([
      ['Claude Code sends text that Whence does not know', null, null],
      ['Claude Code “2” sends text that Whence does not know', null, null],
    ]);
  });
});
