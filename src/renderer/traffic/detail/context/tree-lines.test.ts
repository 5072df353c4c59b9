import { expect, test } from 'vitest';
import type { SegmentView } from '../../../../contract/context-view.ts';
import type { Source } from '../../../../domain/attribution/source.ts';
import { newParts } from './new-parts.ts';
import { newPartsWords } from './news-words.ts';
import { filteredBy } from './source-actions.ts';
import { sourceTree } from './source-tree.ts';
import { firstNode, foundLines, lineInSight, revealing, visibleLines } from './tree-lines.ts';

const segment = (path: string, source: Source, tokens: number, at: number): SegmentView => ({ start: at * 10, end: at * 10 + 10, path, source, confidence: 'certain', tokens, tokensByState: null, costMicroUsd: null });
const result = (tool: string): Source => ({ kind: 'mcp-result', server: 'depot', tool });
const segments = [
  segment('tools[0]', { kind: 'tool-definition', tool: 'Read' }, 5, 0),
  segment('messages[0].content', { kind: 'user-input' }, 7, 1),
  segment('messages[1].content[0]', result('find'), 20, 2),
  segment('messages[2].content[0]', result('find'), 30, 3),
];
const tree = sourceTree(segments, 'size', null);
const look = (lines: ReturnType<typeof visibleLines>) => lines.map(({ level, node }) => `${level} ${node.label}`);

test('groups are open at first, and what is in them is folded', () => {
  expect(look(visibleLines(tree.roots, new Set()))).toEqual(['1 MCP servers', '2 depot', '1 Conversation', '2 user input', '1 Tools', '2 Read · definition']);
});

test('in the order of the prompt the tools stand first', () => {
  expect(sourceTree(segments, 'prompt', null).roots.map(({ label }) => label)).toEqual(['Tools', 'Conversation', 'MCP servers']);
});

test('a segment deep in the tree is revealed with all that it is in; folded, its innermost line in sight stands for it', () => {
  expect(lineInSight(tree, visibleLines(tree.roots, new Set()), '#3')).toBe(tree.roots[0]?.children[0]?.key);
  const lines = visibleLines(tree.roots, revealing(tree, '#3', new Set()));
  expect(look(lines).slice(0, 5)).toEqual(['1 MCP servers', '2 depot', '3 find · 2 results', '4 messages[2].content[0]', '4 messages[1].content[0]']);
  expect(lineInSight(tree, lines, '#3')).toBe('#3');
});

test('what is looked for is found at any depth, unfolded', () => {
  expect(look(foundLines(tree.roots, 'FIND'))).toEqual(['1 MCP servers', '2 depot', '3 find · 2 results']);
  expect(foundLines(tree.roots, 'nowhere')).toEqual([]);
});

test('the largest text of the largest source is read first', () => {
  expect(firstNode(tree, segments)?.key).toBe('#3');
  expect(firstNode(sourceTree([], 'size', null), [])).toBeNull();
});

const firstOf = (all: readonly SegmentView[]) => firstNode(sourceTree(all, 'size', null), all)?.label;

test('what has no tokens is read first only where nothing else has a text', () => {
  const parameters = segment('model', { kind: 'request-parameters' }, 0, 0);
  const overhead = { ...segment('', { kind: 'api-overhead' }, 346, 1), end: 10 };
  const memory = segment('messages[0].content', { kind: 'memory-file', path: '/depot/CLAUDE.md' }, 40, 2);
  expect([firstOf([parameters, overhead, memory]), firstOf([parameters, overhead]), firstOf([overhead])]).toEqual(['/depot/CLAUDE.md', 'request parameters', 'added by the API']);
});

test('what is new is a tree of its own, with its sum, its words and who brought most of it', () => {
  const parts = newParts({ segments }, [
    { kind: 'added', source: result('find'), afterIndex: 3, tokensAfter: 30 },
    { kind: 'changed', source: { kind: 'user-input' }, beforeIndex: 1, afterIndex: 1, tokensBefore: 3, tokensAfter: 7 },
    { kind: 'removed', source: { kind: 'user-input' }, beforeIndex: 2, tokensBefore: 9 },
    { kind: 'added', source: { kind: 'request-parameters' }, afterIndex: 0, tokensAfter: null },
  ]);
  expect(parts).toMatchObject({ tokens: 37, lead: { tokens: 30, index: 3, others: 1 } });
  expect(newPartsWords(parts, false)).toBe('37 tokens in 1 new part and 1 changed part · 1 part gone');
  expect(sourceTree(segments, 'size', parts.indexes)).toMatchObject({ tokens: 37, order: [1, 3] });
});

test('a source is asked for beside what was asked for already, and once', () => {
  const depot = tree.roots[0]?.children[0];
  if (depot === undefined) throw new Error('no server');
  const once = filteredBy('status:>=400', depot, segments);
  expect(once).toBe('status:>=400 source:mcp:depot/find');
  expect(filteredBy(once, depot, segments)).toBe(once);
});
