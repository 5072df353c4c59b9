import { describe, expect, test } from 'vitest';
import { madeUpFinding } from '../../../../test-support/made-up-finding.ts';
import { findingSum } from './finding-sum.ts';

const whole = { promptTokens: 100_000, costMicroUsd: 1_000_000 };

describe('what findings come to together', () => {
  test('adds up what different sources cost', () => {
    const sum = findingSum([madeUpFinding('unused-server', 'mcp/one'), madeUpFinding('unused-skill', 'skills/two', { thin: 'One session.', isEstimated: true })], whole);
    expect(sum).toEqual({ perDay: { tokens: 2000, costMicroUsd: 20_000 }, perWeek: { tokens: 14_000, costMicroUsd: 140_000 }, shareOfTokens: 0.2, shareOfCost: 0.2, thin: 1, estimated: 1 });
  });

  test('counts an owner once, whole or in parts, and adds up parts that leave one another out', () => {
    const long = madeUpFinding('long-memory', 'memory/CLAUDE.md', { perDay: { tokens: 900, costMicroUsd: 9000 } });
    const repeated = madeUpFinding('repeated-memory', 'memory/CLAUDE.md', { perDay: { tokens: 300, costMicroUsd: 12_000 } });
    expect(findingSum([long, repeated], whole).perDay).toEqual({ tokens: 1200, costMicroUsd: 21_000 });
    const low = madeUpFinding('low-rated', 'memory/CLAUDE.md', { perDay: { tokens: 4000, costMicroUsd: 40_000 } });
    expect(findingSum([long, low, repeated], whole).perDay).toEqual({ tokens: 4000, costMicroUsd: 40_000 });
    const unused = madeUpFinding('unused-server', 'mcp/docs', { perDay: { tokens: 4000, costMicroUsd: 40_000 } });
    expect(findingSum([unused, { ...low, subject: unused.subject }], whole).perDay).toEqual({ tokens: 4000, costMicroUsd: 40_000 });
  });

  test('adds up the tools of a server that were never called, and what was carried of the others', () => {
    const tools = ['one', 'two'].map((name) => madeUpFinding('unused-tool', `mcp-tool-definition/server=docs/tool=${name}`, { perDay: { tokens: 400, costMicroUsd: 4000 } }));
    const carried = madeUpFinding('carried-results', 'mcp-result/server=docs/tool=search', { perDay: { tokens: 1000, costMicroUsd: 2000 } });
    expect(findingSum([...tools, carried], whole).perDay).toEqual({ tokens: 1800, costMicroUsd: 10_000 });
  });

  test('has nothing of what is only said to be known', () => {
    const unknown = madeUpFinding('unknown-harness', 'unknown-harness/2.1.400');
    expect(findingSum([unknown], whole)).toMatchObject({ perDay: { tokens: 0, costMicroUsd: null }, shareOfTokens: 0 });
  });

  test('is never more than all there is', () => {
    const all = { expense: { tokens: 80_000, costMicroUsd: 800_000 }, perDay: { tokens: 8000, costMicroUsd: 80_000 } };
    const sum = findingSum([madeUpFinding('unused-server', 'mcp/one', all), madeUpFinding('full-window', 'model', all)], whole);
    expect(sum.perDay).toEqual({ tokens: 10_000, costMicroUsd: 100_000 });
    expect([sum.shareOfTokens, sum.shareOfCost]).toEqual([1, 1]);
  });

  test('does not know a cost that nothing has', () => {
    const unpriced = madeUpFinding('unused-server', 'mcp/one', { expense: { tokens: 5, costMicroUsd: null }, perDay: { tokens: 1, costMicroUsd: null }, perWeek: { tokens: 1, costMicroUsd: null } });
    expect(findingSum([unpriced], whole)).toMatchObject({ perDay: { tokens: 1, costMicroUsd: null }, shareOfCost: null });
    expect(findingSum([], { promptTokens: 0, costMicroUsd: null })).toMatchObject({ perDay: { tokens: 0, costMicroUsd: null }, shareOfTokens: null, shareOfCost: null });
  });
});
