import { expect, test } from 'vitest';
import type { ContextNode, ContextView } from '../../../../contract/context-view.ts';
import { promptRuns } from './prompt-runs.ts';

const leaf = (key: string, group: ContextNode['group'], segments: readonly number[]): ContextNode => {
  return { key, label: key, group, tokens: 1, bytes: 1, confidence: 'certain', tokensByState: null, costMicroUsd: null, segments, children: [] };
};

function view(tokens: readonly (number | null)[]): ContextView {
  return {
    state: 'done',
    segments: tokens.map((count, index) => ({
      start: index * 10,
      end: index * 10 + 10,
      path: '',
      source: { kind: 'unknown' },
      confidence: 'certain',
      tokens: count,
      tokensByState: null,
      costMicroUsd: null,
    })),
    tree: [{ ...leaf('mcp', 'mcp', []), children: [leaf('docs', 'mcp', [0, 1, 3])] }, leaf('memory', 'memory', [2])],
    totalTokens: null,
    tokensEstimated: true,
    estimateBasis: 'tokenizer',
    estimatedTokens: null,
    tokensByState: null,
    output: null,
    costs: { promptMicroUsd: null, outputMicroUsd: null, webSearchMicroUsd: null, unattributedMicroUsd: null, totalMicroUsd: null },
    billing: null,
    ruleVersion: 1,
    isOutdated: false,
  };
}

test('neighbours of one source are one run, and a source that comes again is another', () => {
  expect(promptRuns(view([5, 6, 7, 8])).map(({ nodeKey, weight }) => [nodeKey, weight])).toEqual([
    ['docs', 11],
    ['memory', 7],
    ['docs', 8],
  ]);
});

test('without tokens the runs are as wide as their bytes', () => {
  expect(promptRuns(view([null, null, null, null])).map(({ weight }) => weight)).toEqual([20, 10, 10]);
});
