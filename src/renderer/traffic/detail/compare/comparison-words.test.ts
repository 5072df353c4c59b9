import { expect, test } from 'vitest';
import type { SegmentView } from '../../../../contract/context-view.ts';
import type { Source } from '../../../../domain/attribution/source.ts';
import type { ComparisonEntry, RequestComparison } from '../../../../domain/comparison/compare-requests.ts';
import { growthWords, partsWords } from './comparison-words.ts';

const user: Source = { kind: 'user-input' };
const memory: Source = { kind: 'memory-file', path: '/home/someone/CLAUDE.md' };

function segment(source: Source, tokens: number | null): SegmentView {
  return { start: 0, end: 1, path: '', source, confidence: 'certain', tokens, tokensByState: null, costMicroUsd: null };
}

function comparison(tokensBefore: number | null, tokensAfter: number | null, entries: readonly ComparisonEntry[] = []): RequestComparison {
  return { entries, growth: [], tokensBefore, tokensAfter, counts: { kept: 1, moved: 0, changed: 0, added: 0, removed: 0 } };
}

test('how the prompt grew', () => {
  expect(growthWords(comparison(46_800, 48_270), false)).toBe('The prompt grew by 1,470 tokens to 48,270.');
  expect(growthWords(comparison(48_271, 48_270), false)).toBe('The prompt shrank by 1 token to 48,270.');
  expect(growthWords(comparison(48_270, 48_270), true)).toBe('The prompt is as long as before: ~48,270 tokens.');
  expect(growthWords(comparison(null, 48_270), false)).toBe('');
});

test('what is new and what is gone; what says something else is both, and parameters are neither', () => {
  const before = [segment(memory, 100), segment(user, 40), segment(user, 5), segment({ kind: 'request-parameters' }, 0)];
  const after = [segment(memory, 120), segment(user, 900), segment(user, 5), segment({ kind: 'request-parameters' }, 0)];
  const entries: ComparisonEntry[] = [
    { kind: 'changed', source: memory, beforeIndex: 0, afterIndex: 0, tokensBefore: 100, tokensAfter: 120 },
    { kind: 'added', source: user, afterIndex: 1, tokensAfter: 900 },
    { kind: 'removed', source: user, beforeIndex: 1, tokensBefore: 40 },
    { kind: 'changed', source: { kind: 'request-parameters' }, beforeIndex: 3, afterIndex: 3, tokensBefore: 0, tokensAfter: 0 },
  ];
  expect(partsWords(comparison(145, 1025, entries), before, after, false)).toBe('1,020 tokens new (2 parts), 140 tokens gone (2 parts); 1 part as before');
  expect(partsWords(comparison(150, 1025, entries), before, after, false)).toContain('; 1 part as before, counted 5 tokens lower this time');
  expect(partsWords(comparison(5, 5, []), before, after, false)).toBe('Nothing is new or gone; 1 part as before');
});
