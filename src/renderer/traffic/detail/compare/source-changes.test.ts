import { expect, test } from 'vitest';
import type { SegmentView } from '../../../../contract/context-view.ts';
import type { Source } from '../../../../domain/attribution/source.ts';
import type { ComparisonEntry, RequestComparison } from '../../../../domain/comparison/compare-requests.ts';
import { sourceChanges } from './source-changes.ts';

const memory: Source = { kind: 'memory-file', path: '/depot/CLAUDE.md' };
const read: Source = { kind: 'builtin-result', tool: 'Read' };
const user: Source = { kind: 'user-input' };
const limit: Source = { kind: 'request-parameters' };

function segment(source: Source, tokens: number | null, costMicroUsd: number | null = null): SegmentView {
  return { start: 0, end: 1, path: '', source, confidence: 'certain', tokens, tokensByState: null, costMicroUsd };
}

function comparison(...entries: readonly ComparisonEntry[]): RequestComparison {
  return { entries, growth: [], tokensBefore: null, tokensAfter: null, counts: { kept: 0, changed: 0, moved: 0, added: 0, removed: 0 } };
}

test('sources are gained, lost, grown, shrunk or changed, the largest change first', () => {
  const mode: Source = { kind: 'mode', name: 'plan' };
  const hook: Source = { kind: 'hook', event: 'Stop' };
  const changes = sourceChanges(
    comparison(
      { kind: 'changed', source: memory, beforeIndex: 0, afterIndex: 0, tokensBefore: 40, tokensAfter: 40 },
      { kind: 'added', source: read, afterIndex: 2, tokensAfter: 500 },
      { kind: 'added', source: user, afterIndex: 3, tokensAfter: 9 },
      { kind: 'removed', source: mode, beforeIndex: 2, tokensBefore: 70 },
      { kind: 'changed', source: hook, beforeIndex: 3, afterIndex: 4, tokensBefore: 30, tokensAfter: 10 },
    ),
    [segment(memory, 40, 4), segment(user, 5, 1), segment(mode, 70, 7), segment(hook, 30)],
    [segment(memory, 40, 40), segment(user, 5, 1), segment(read, 500, 50), segment(user, 9, 2), segment(hook, 10)],
  );
  expect(changes.map(({ source, kind, growth, costDeltaMicroUsd }) => [source.kind, kind, growth, costDeltaMicroUsd])).toEqual([
    ['builtin-result', 'gained', 500, 50],
    ['mode', 'lost', -70, -7],
    ['hook', 'shrunk', -20, null],
    ['user-input', 'grown', 9, 2],
    ['memory-file', 'changed', 0, 36],
  ]);
});

test('what is unknown stays unknown, and stands last; parameters are left to others', () => {
  const changes = sourceChanges(
    comparison(
      { kind: 'changed', source: memory, beforeIndex: 0, afterIndex: 0, tokensBefore: null, tokensAfter: 1 },
      { kind: 'added', source: user, afterIndex: 1, tokensAfter: 1 },
      { kind: 'changed', source: limit, beforeIndex: 2, afterIndex: 2, tokensBefore: 0, tokensAfter: 0 },
    ),
    [segment(memory, null), segment(limit, 0)],
    [segment(memory, 1), segment(user, 1), segment(limit, 0)],
  );
  expect(changes.map(({ source, kind, growth }) => [source.kind, kind, growth])).toEqual([
    ['user-input', 'gained', 1],
    ['memory-file', 'changed', null],
  ]);
});
