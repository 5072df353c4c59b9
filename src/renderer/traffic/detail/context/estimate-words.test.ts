import { expect, test } from 'vitest';
import { estimateSentence, estimateWords } from './estimate-words.ts';

test('a bill, an estimate with what was learnt and a plain one are told apart, in short and in full', () => {
  const bases = ['billed', 'learnt', 'tokenizer'] as const;
  expect(bases.map((estimateBasis) => estimateWords({ estimateBasis, estimatedTokens: null }))).toEqual(['as billed', 'estimated, with what was learnt', 'estimated']);
  expect(new Set(bases.map((estimateBasis) => estimateSentence({ estimateBasis, estimatedTokens: null }))).size).toBe(3);
});

test('of a bill, what was estimated before it is said where it is known', () => {
  expect(estimateSentence({ estimateBasis: 'billed', estimatedTokens: 8976 })).toContain('before the bill they came to 8,976.');
  expect(estimateSentence({ estimateBasis: 'billed', estimatedTokens: null })).not.toContain('before');
});
