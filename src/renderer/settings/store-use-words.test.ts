import { expect, test } from 'vitest';
import type { StoreUseView } from '../../contract/retention-view.ts';
import { forecastWords, spaceWords } from './store-use-words.ts';

const use: StoreUseView = {
  limits: { days: 30, megabytes: 2048, keepRated: true, keepPinned: true },
  isOverridden: false,
  usedBytes: 1_288_490_189,
  exchanges: 41_200,
  withContent: 41_200,
  oldestUs: Date.UTC(2025, 9, 12, 12) * 1000,
  oldestContentUs: null,
  daysUntilFull: 9.6,
};

test('the use is said with its limit, how many requests and the oldest', () => {
  expect(spaceWords(use)).toMatch(/^1\.\d+\sGB of 2\.05\sGB, 41,200 requests, the oldest of 12 Oct\.$/);
  expect(spaceWords({ ...use, withContent: 1000 })).toContain('1,000 requests with content');
  expect(spaceWords({ ...use, exchanges: 0, withContent: 0, oldestUs: null, limits: { ...use.limits, megabytes: 0 } })).toMatch(/^1\.\d+\sGB, 0 requests\.$/);
});

test('the forecast says what is reached first and when, and no limit in words', () => {
  expect(forecastWords(use)).toBe('Content goes after 30 days. At the rate of the last 7 days the limit of space is reached in about 10 days: then the oldest content goes.');
  expect(forecastWords({ ...use, daysUntilFull: 0 })).toContain('within a day');
  for (const daysUntilFull of [null, 4661]) expect(forecastWords({ ...use, daysUntilFull })).toContain('not in sight');
  expect(forecastWords({ ...use, limits: { ...use.limits, days: 0, megabytes: 0 } })).toBe('Content is kept however old it is. There is no limit to the space.');
});
