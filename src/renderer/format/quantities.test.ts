import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatCompact,
  formatCost,
  formatCount,
  formatCounted,
  formatDurationUs,
  formatExactCost,
  formatExactMs,
  formatShare,
  formatTokenCount,
  formatTokens,
} from './quantities.ts';

describe('what is not known', () => {
  test('is a dash, and never 0', () => {
    for (const text of [formatCount(null), formatTokens(null, true), formatCompact(null), formatCost(null), formatExactCost(null)]) expect(text).toBe('—');
    for (const text of [formatDurationUs(null), formatExactMs(null), formatShare(null), formatBytes(null)]) expect(text).toBe('—');
  });

  test('is told from what is known to be nothing', () => {
    expect(formatCount(0)).toBe('0');
    expect(formatCost(0)).toBe('$0');
    expect(formatShare(0)).toBe('0\u00a0%');
  });
});

test('an estimate is marked', () => {
  expect(formatTokens(71204, false)).toBe('71,204');
  expect(formatTokens(71204, true)).toBe('~71,204');
  expect([formatTokenCount(71204, false), formatTokenCount(1, true), formatTokenCount(0, false), formatTokenCount(null, true)]).toEqual(['71,204 tokens', '~1 token', '0 tokens', '— tokens']);
});

test.each([
  [980, '980'],
  [55_000, '55k'],
  [72_910, '72.9k'],
  [999_499, '999k'],
  [999_500, '1M'],
  [1_020_000, '1.02M'],
])('%d is %s for short', (count, text) => {
  expect(formatCompact(count)).toBe(text);
});

test.each([
  [40, '<$0.0001'],
  [400, '$0.0004'],
  [41_000, '$0.041'],
  [1_839_000, '$1.84'],
  [9_983_410_000, '$9,983.41'],
])('a cost of %d micro-dollars is written %s', (cost, text) => {
  expect(formatCost(cost)).toBe(text);
});

test('a cost that is seen to sum is written to the micro-dollar', () => {
  expect([1800, 135, 1935].map(formatExactCost)).toEqual(['$0.001800', '$0.000135', '$0.001935']);
  expect(formatExactCost(1_234_567_890)).toBe('$1,234.567890');
});

test.each([
  [90, '0.1 ms'],
  [9_940, '9.9 ms'],
  [210_400, '210 ms'],
  [999_600, '1.0 s'],
  [6_200_000, '6.2 s'],
  [125_000_000, '2 m 05 s'],
])('%d microseconds are %s at a glance', (us, text) => {
  expect(formatDurationUs(us).replaceAll('\u00a0', ' ')).toBe(text);
});

test('timing is exact to the microsecond', () => {
  expect(formatExactMs(1_204_318).replaceAll('\u00a0', ' ')).toBe('1,204.318 ms');
});

test('a share is never rounded to none or to all when it is neither', () => {
  expect(formatShare(0.001)).toContain('<1');
  expect(formatShare(0.9991)).toContain('>99');
  expect(formatShare(1)).toBe('100\u00a0%');
});

test('bytes are counted in decimal units', () => {
  expect(formatBytes(820)).toBe('820\u00a0B');
  expect(formatBytes(268_113)).toBe('268\u00a0kB');
  expect(formatBytes(212_345_678)).toBe('212\u00a0MB');
});

test('one is not counted in the plural', () => {
  expect(formatCounted(1, 'request')).toBe('1 request');
  expect(formatCounted(4180, 'request')).toBe('4,180 requests');
});
