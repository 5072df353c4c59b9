import { expect, test } from 'vitest';
import { sourceKey } from '../../../domain/attribution/source-key.ts';
import { sourceName } from '../../../domain/attribution/source-name.ts';
import type { Source } from '../../../domain/attribution/source.ts';
import { noTokens } from '../../../domain/cost/cache-state.ts';
import type { WhatIfFacts, WhatIfSource } from '../../../domain/insight/what-if-facts.ts';
import { whatIfOwners } from '../../../domain/insight/what-if-items.ts';
import { whatIf } from '../../../domain/insight/what-if.ts';
import { foundRows, neverUsed, whatIfRows } from './what-if-rows.ts';
import { whyCostIsLess } from './why-cost.ts';

function source(of: Source, read: number, plain: number, costMicroUsd: number, calls: number | null = null, answered = 9): WhatIfSource {
  return { key: sourceKey(of), kind: of.kind, name: sourceName(of), requests: 9, tokensByState: { ...noTokens, read, plain }, costMicroUsd, definitions: calls === null ? null : 9, answered, calls };
}
const tool = (name: string): Source => ({ kind: 'mcp-tool-definition', server: 'depot', tool: name });
const sources = [
  source(tool('look'), 100, 0, 3, 2),
  source(tool('count'), 300, 0, 9, 0),
  source({ kind: 'skill-listing', name: 'pdf' }, 0, 200, 600, 0),
  source({ kind: 'skill-listing', name: 'new' }, 10, 0, 1, 0, 3),
  source({ kind: 'memory-file', path: '/depot/CLAUDE.md', scope: 'project' }, 390, 0, 12),
];
const total = { tokensByState: { ...noTokens, read: 1800, plain: 200 }, outputTokens: 5, costMicroUsd: 2000, outputMicroUsd: 1000, webSearchMicroUsd: 0, withoutPrice: 0 };
const facts: WhatIfFacts = { days: 1, requests: 9, total, sources, misses: [], prices: [], near: [], notLookedAt: 0 };
const owners = whatIfOwners(sources);

test('lines say what a thing is, what it takes, and whether it was used', () => {
  const rows = whatIfRows(facts, owners, new Set([sourceKey(tool('look'))]));
  expect(rows.map(({ name, about, off, share, usage, children }) => [name, about, off, share, usage.is, children.map((child) => [child.name, child.usage.is, child.off])])).toEqual([
    ['depot', 'MCP server', 'some', 0.2, 'called', [['look', 'called', 'all'], ['count', 'never', 'none']]],
    ['pdf', 'skill', 'none', 0.1, 'never', []],
    ['new', 'skill', 'none', 0.005, 'unknown', []],
    ['/depot/CLAUDE.md', 'project memory file', 'none', 0.195, 'always', []],
  ]);
  expect(neverUsed(rows)).toEqual([sourceKey(tool('count')), 'skills/pdf']);
  expect(foundRows(rows, 'COUNT').map(({ name, children }) => [name, children.map((child) => child.name)])).toEqual([['depot', ['count']]]);
  expect(foundRows(rows, ' skill').map(({ name }) => name)).toEqual(['pdf', 'new']);
});

test('what left results in the prompts was used, though no call of these days is known', () => {
  const carried: WhatIfFacts = { ...facts, sources: [source({ kind: 'tool-definition', tool: 'Grep' }, 100, 0, 3, 0), source({ kind: 'builtin-result', tool: 'Grep' }, 900, 0, 9)] };
  const rows = whatIfRows(carried, whatIfOwners(carried.sources), new Set());
  expect(rows.map(({ name, usage }) => [name, usage.is])).toEqual([['Grep', 'unknown']]);
  expect(neverUsed(rows)).toEqual([]);
});

test('nobody is led to switch off what Claude Code needs', () => {
  const idle: WhatIfFacts = { ...facts, sources: [source({ kind: 'tool-definition', tool: 'TodoWrite' }, 100, 0, 3, 0), source({ kind: 'tool-definition', tool: 'WebFetch' }, 100, 0, 3, 0)] };
  const rows = whatIfRows(idle, whatIfOwners(idle.sources), new Set());
  expect(rows.map(({ usage }) => usage.is)).toEqual(['never', 'never']);
  expect(neverUsed(rows)).toEqual(['tool/WebFetch']);
});

const why = (...off: readonly string[]) => whyCostIsLess(whatIf(facts, owners, new Set(off)));

test('why so many fewer tokens are so much less cost', () => {
  expect(why()).toBeNull();
  expect(why('memory//depot/CLAUDE.md')).toMatch(/^20\s% fewer tokens are 1\s% less cost \(<\$\S+\): 100\s% of what goes was read from the cache, where a token costs a tenth, and answers cost what they did\.$/);
  expect(why('skills/pdf')).toMatch(/^10\s% fewer tokens are 30\s% less cost .*: next to none of what goes was read from the cache/);
});
