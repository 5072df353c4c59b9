import { describe, expect, it } from 'vitest';
import { insightFacts, ownerFacts, sourceFacts } from '../../../../test-support/insight-facts.ts';
import { parseFilter } from '../../filter/parse-filter.ts';
import type { OwnerFacts, SourceFacts } from '../insight-facts.ts';
import { unusedServers } from './unused-server.ts';
import { unusedSkills } from './unused-skill.ts';
import { unusedTools } from './unused-tool.ts';

const depot = (given: Partial<SourceFacts> = {}, tool = 'lookup') => sourceFacts({ kind: 'mcp-tool-definition', server: 'depot', tool }, given);
const server = (...more: readonly SourceFacts[]) => ownerFacts([depot(), ...more]);

describe('a server that was never used', () => {
  it.each<[string, OwnerFacts, boolean]>([
    ['offered in vain', server(), true],
    ['offered in vain eight times', ownerFacts([depot({ requests: 8, tokens: 80_000 })]), true],
    ['offered in vain seven times', ownerFacts([depot({ requests: 7, tokens: 80_000 })]), false],
    ['called once', ownerFacts([depot({ calls: 1 })]), false],
    ['called with a tool of several', server(depot({ calls: 1 }, 'other')), false],
    ['called before the range', server(sourceFacts({ kind: 'mcp-result', server: 'depot', tool: 'lookup' })), false],
    ['asked for a resource', server(sourceFacts({ kind: 'mcp-resource', server: 'depot', uri: 'x' })), false],
    ['asked for a prompt', server(sourceFacts({ kind: 'mcp-prompt', server: 'depot', name: 'x' })), false],
    ['with instructions alone beside its tools', server(sourceFacts({ kind: 'mcp-instructions', server: 'depot' })), true],
    ['whose answers are not known', ownerFacts([depot({ answered: 0, calls: null })]), false],
    ['whose answers are known of four in five', ownerFacts([depot({ answered: 80 })]), true],
    ['whose answers are known of fewer', ownerFacts([depot({ answered: 79 })]), false],
    ['that has half a hundredth of the prompts', ownerFacts([depot({ tokens: 50_000 })]), true],
    ['that has less, as deferred tools have', ownerFacts([depot({ tokens: 49_999 })]), false],
    ['without a price', ownerFacts([depot({ costMicroUsd: null })]), true],
    ['of no known name', { ...server(), name: null }, false],
  ])('is one %s', (_, owner, isFound) => {
    const finding = { subject: { key: 'mcp/depot', group: 'mcp', name: 'depot' }, expense: { tokens: owner.tokens, costMicroUsd: owner.costMicroUsd }, isEstimated: false };
    expect(unusedServers(insightFacts({ owners: [owner] }))).toMatchObject(isFound ? [finding] : []);
  });

  it('is said with what it costs, and found by its filter', () => {
    const [found] = unusedServers(insightFacts({ owners: [server(sourceFacts({ kind: 'mcp-instructions', server: 'depot' }))] }));
    expect(found).toMatchObject({
      title: 'The MCP server “depot” was never used',
      explanation: [
        '100 requests offered its tool, and no answer called it. Nothing else of this server was asked for.',
        'It takes 2k tokens of every prompt that has it.',
        'Part of that is its instructions. If you keep the server for these, it is in use.',
      ],
      evidence: { requests: 100, filter: 'source:mcp:depot imported:no output:any' },
    });
  });

  it.each(['say "so", a/b', '‮evil\u0000', ' '.repeat(3), '<b>', '{}:,"\\'])('may have any name: %j', (name) => {
    const [found] = unusedServers(insightFacts({ owners: [{ ...server(), name }] }));
    expect(found?.title.length).toBeLessThan(120);
    const parse = parseFilter(found?.evidence.filter ?? '', { nowMs: 0, localMs: () => 0 });
    expect(parse).toMatchObject({ parsed: true, filter: { terms: [{ field: 'source', anyOf: [{ is: 'mcp', server: name, tool: null }] }, { field: 'imported' }, { field: 'output' }] } });
  });

  it('has no filter where its name is longer than a filter', () => {
    const [found] = unusedServers(insightFacts({ owners: [{ ...server(), name: 'x'.repeat(100_000) }] }));
    expect([found?.title.length, found?.evidence.filter]).toEqual([92, null]);
  });

  it('may be without a tool that is counted, and without a request', () => {
    expect(unusedServers(insightFacts({ promptTokens: 0, owners: [ownerFacts([depot({ requests: 0, definitions: 0 })])] }))).toEqual([]);
  });
});

const fetching = (given: Partial<SourceFacts> = {}, tool = 'WebFetch') => sourceFacts({ kind: 'tool-definition', tool }, given);

describe('a tool that was never called', () => {
  const used = depot({ calls: 3 }, 'other');
  it.each<[string, readonly OwnerFacts[], readonly string[]]>([
    ['of Claude Code itself', [ownerFacts([fetching()])], ['WebFetch']],
    ['of Claude Code, offered forty times', [ownerFacts([fetching({ requests: 40, tokens: 80_000 })])], ['WebFetch']],
    ['of Claude Code, offered less often', [ownerFacts([fetching({ requests: 39, tokens: 80_000 })])], []],
    ['of Claude Code with results from before', [ownerFacts([fetching(), sourceFacts({ kind: 'builtin-result', tool: 'WebFetch' })])], []],
    ['of Claude Code with calls from before', [ownerFacts([fetching()]), ownerFacts([sourceFacts({ kind: 'assistant-tool-call', tool: 'WebFetch' })])], []],
    ['of Claude Code that it cannot do without', [ownerFacts([fetching({}, 'Edit')]), ownerFacts([fetching({}, 'Agent')])], []],
    ['of a server that is in use', [ownerFacts([used, depot()])], ['lookup']],
    ['of a server that is not', [ownerFacts([depot({}, 'other'), depot()])], []],
    ['of a server, called before the range', [ownerFacts([used, depot(), sourceFacts({ kind: 'mcp-result', server: 'depot', tool: 'lookup' })])], []],
    ['of a server, called as the model names it', [ownerFacts([used, depot()]), ownerFacts([sourceFacts({ kind: 'assistant-tool-call', tool: 'mcp__depot__lookup' })])], []],
    ['of a server, with little in the prompts', [ownerFacts([used, depot({ tokens: 49_999 })])], []],
    ['that is an agent', [ownerFacts([sourceFacts({ kind: 'agent-listing', name: 'judge' })])], []],
  ])('is one %s', (_, owners, tools) => {
    expect(unusedTools(insightFacts({ owners })).map(({ subject }) => subject.name)).toEqual(tools);
  });

  it('is found by its server and name', () => {
    const [found] = unusedTools(insightFacts({ owners: [ownerFacts([used, depot({ answered: 99 })])] }));
    expect(found).toMatchObject({
      subject: { key: 'mcp-tool-definition/server=depot/tool=lookup', kind: 'mcp-tool-definition', group: 'mcp', name: 'lookup' },
      title: 'The tool “lookup” of “depot” was never called',
      evidence: { filter: 'source:mcp:depot/lookup imported:no output:any' },
    });
    expect(found?.explanation.at(-1)).toBe('Of 1 request it is not known what the answer called.');
    expect(unusedTools(insightFacts({ owners: [ownerFacts([fetching()])] }))[0]?.evidence.filter).toBe('source:tool-definition:WebFetch imported:no output:any');
  });
});

const listed = (name: string, given: Partial<SourceFacts> = {}) => sourceFacts({ kind: 'skill-listing', name }, given);

describe('a skill that was never used', () => {
  it.each<[string, readonly OwnerFacts[], readonly string[]]>([
    ['listed in vain', [ownerFacts([listed('paint')])], ['paint']],
    ['listed forty times', [ownerFacts([listed('paint', { requests: 40, tokens: 100_000 })])], ['paint']],
    ['listed less often', [ownerFacts([listed('paint', { requests: 39, tokens: 100_000 })])], []],
    ['with little in the prompts', [ownerFacts([listed('paint', { tokens: 99_999 })])], []],
    ['with little in the prompts, where all have more', [ownerFacts([listed('paint', { tokens: 5000 })]), ownerFacts([listed('dust', { tokens: 4999 })]), ownerFacts([listed('wash', { tokens: 90_001 })])], ['paint', 'wash']],
    ['called by the model', [ownerFacts([listed('paint', { calls: 1 })])], []],
    ['whose text was in a prompt', [ownerFacts([listed('paint'), sourceFacts({ kind: 'skill-body', name: 'paint' })])], []],
    ['whose command was typed', [ownerFacts([listed('paint'), sourceFacts({ kind: 'slash-command', name: 'paint' })])], []],
    ['of a plugin, typed by its last part', [ownerFacts([listed('kit:paint')]), ownerFacts([sourceFacts({ kind: 'slash-command', name: 'paint' })])], []],
    ['that only introduces the list', [ownerFacts([sourceFacts({ kind: 'skill-listing' })])], []],
  ])('is one %s', (_, owners, names) => {
    const found = unusedSkills(insightFacts({ owners }));
    expect(found.map(({ subject }) => subject.name)).toEqual(names);
    for (const { evidence, subject } of found) expect(evidence.filter).toBe(`source:skill:${subject.name} imported:no output:any`);
  });
});
