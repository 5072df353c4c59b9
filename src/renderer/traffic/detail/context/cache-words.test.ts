import { expect, test } from 'vitest';
import { noTokens } from '../../../../domain/cost/cache-state.ts';
import { cacheWords, stateParts } from './cache-words.ts';

test('the states are said in the order of the prompt, and only those that there are', () => {
  expect(cacheWords({ read: 58_204, 'written-1h': 0, 'written-5m': 4_120, plain: 880 })).toBe('58,204 read · 4,120 written, 5 min · 880 not cached');
  expect(stateParts({ ...noTokens, 'written-1h': 3 }).map(({ state }) => state)).toEqual(['written-1h']);
});

test('what has no bill is told from what was billed with nothing', () => {
  expect(cacheWords(null)).toBe('cache unknown');
  expect(cacheWords(noTokens)).toBe('no tokens');
});
