import { expect, test } from 'vitest';
import type { UnknownHarnessView } from '../../contract/threads-view.ts';
import { reanalysisWords } from './reanalysis-words.ts';
import { unknownSentence, versionWords } from './unknown-words.ts';

const version = (cliVersion: string | null, exchanges: number): UnknownHarnessView[number] => {
  return { cliVersion, exchanges, ofExchanges: 1041, unknownHarnessTokens: 1200, unknownTokens: 4, examples: ['a'] };
};

test('nothing is said where no request holds unknown text', () => {
  expect(unknownSentence([])).toBeNull();
});

test('the requests of all versions are counted, and each version by itself', () => {
  expect(unknownSentence([version('2.1.330', 3), version(null, 1)])).toBe('4 requests hold text that this version of Whence does not know.');
  expect(unknownSentence([version('2.1.330', 1)])).toMatch(/^1 request holds /);
  expect(versionWords(version('2.1.330', 3))).toBe('Claude Code 2.1.330: 3 of 1,041 requests, 1,204 tokens');
  expect(versionWords(version(null, 1))).toMatch(/^An unnamed client: 1 of /);
});

test('a new analysis says how much of it is done', () => {
  expect(reanalysisWords({ left: 18_796, total: 20_000 })).toBe('Analysing again: 1,204 of 20,000');
});
