import { expect, test } from 'vitest';
import type { SegmentView } from '../../../../contract/context-view.ts';
import type { Source } from '../../../../domain/attribution/source.ts';
import { sourceTree } from './source-tree.ts';
import { firstNode } from './tree-lines.ts';

const segment = (source: Source, tokens: number | null, start: number, bytes = 10): SegmentView => ({
  start,
  end: start + bytes,
  path: `messages[${start}]`,
  source,
  confidence: 'certain',
  tokens,
  tokensByState: null,
  costMicroUsd: null,
});
const firstOf = (segments: readonly SegmentView[]) => firstNode(sourceTree(segments, 'size', null), segments)?.label;

test('what is read at first is the largest that has text, not what stands beside the largest that has none', () => {
  const parameters = segment({ kind: 'request-parameters' }, 0, 0);
  const overhead = segment({ kind: 'api-overhead' }, 346, 10, 0);
  const memory = segment({ kind: 'memory-file', path: '/depot/CLAUDE.md' }, 40, 20);
  const tool = segment({ kind: 'tool-definition', tool: 'Read' }, 30, 30);
  expect(firstOf([parameters, overhead, memory, tool])).toBe('/depot/CLAUDE.md');
  expect(firstOf([parameters, overhead])).toBe('request parameters');
  expect(firstOf([overhead])).toBe('added by the API');
});
