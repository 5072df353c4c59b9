import { expect, test } from 'vitest';
import type { ContextNode } from '../../../../contract/context-view.ts';
import { firstNode, segmentsOf, visibleNodes } from './tree-nodes.ts';

function node(key: string, segments: readonly number[], children: readonly ContextNode[] = []): ContextNode {
  return { key, label: key, group: 'mcp', tokens: 1, bytes: 1, confidence: 'certain', tokensByState: null, costMicroUsd: null, segments, children };
}
const tree = [node('mcp', [], [node('docs', [3], [node('results', [5, 1])]), node('depot', [2])])];
const lines = (toggled: readonly string[]) => visibleNodes(tree, new Set(toggled)).map(({ key, level }) => `${level} ${key}`);

test('groups are open at first and what is in them is folded', () => {
  expect(lines([])).toEqual(['1 mcp', '2 docs', '2 depot']);
  expect(lines(['docs'])).toEqual(['1 mcp', '2 docs', '3 results', '2 depot']);
  expect(lines(['mcp'])).toEqual(['1 mcp']);
});

test('what cannot be unfolded says so', () => {
  expect(visibleNodes(tree, new Set()).map(({ expanded }) => expanded)).toEqual([true, false, null]);
});

test('the first node shown has text, and is one line of a group', () => {
  expect(firstNode(tree)?.key).toBe('docs');
  expect(firstNode([node('overhead', []), node('system', [4])])?.key).toBe('system');
  expect(firstNode([node('overhead', [])])?.key).toBe('overhead');
  expect(firstNode([])).toBeNull();
});

test("a node's segments are its own and those below it, in the order of the prompt", () => {
  expect(tree.flatMap(segmentsOf)).toEqual([1, 2, 3, 5]);
});
