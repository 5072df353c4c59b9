import { expect, test } from 'vitest';
import { madeUpFinding } from '../../../../test-support/made-up-finding.ts';
import { filterOf, pageOf } from './finding-links.ts';

test('sources and owners have a page, causes and models have none', () => {
  for (const key of ['mcp/docs', 'memory', 'skills/write/down', 'mcp-result/server=docs/tool=search', 'hook/event=Stop']) expect([key, pageOf(madeUpFinding('low-rated', key))]).toEqual([key, key]);
  for (const key of ['expired', 'claude-sonnet-4-5', 'mcpx/docs']) expect([key, pageOf(madeUpFinding('cache-break', key))]).toEqual([key, null]);
});

test('the filter of a finding says its days, where it does not say times itself', () => {
  const range = { fromUs: Date.parse('2026-11-01T00:00:00Z') * 1000, untilUs: Date.parse('2026-11-02T00:00:00Z') * 1000 };
  expect(filterOf(madeUpFinding('unused-server', 'docs'), range)).toBe('source:mcp:docs after:2026-11-01T00:00:00.000Z before:2026-11-02T00:00:00.000Z');
  expect(filterOf(madeUpFinding('unused-server', 'docs'), {})).toBe('source:mcp:docs');
  expect(filterOf(madeUpFinding('unused-server', 'docs'), { fromUs: 0 })).toBe('source:mcp:docs');
  const timed = madeUpFinding('unused-server', 'docs', { evidence: { requests: 1, filter: 'cache:miss after:2026-11-01T12:00:00.000Z', ids: [] } });
  expect(filterOf(timed, range)).toBe('cache:miss after:2026-11-01T12:00:00.000Z before:2026-11-02T00:00:00.000Z');
  expect(filterOf(madeUpFinding('unused-server', 'docs', { evidence: { requests: 1, filter: null, ids: ['a'] } }), range)).toBeNull();
});
