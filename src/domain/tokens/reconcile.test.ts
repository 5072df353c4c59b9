import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountedSegment } from '../attribution/segment.ts';
import { overheadSegment } from './overhead-segment.ts';
import { apportion, reconcile } from './reconcile.ts';

const segmentsWith = (tokens: readonly (number | null)[]): readonly CountedSegment[] =>
  tokens.map((count, index) => ({ start: index, end: index + 1, path: '', source: { kind: 'user-input' }, confidence: 'likely', tokens: count }));
const sumOf = (segments: readonly CountedSegment[]): number => segments.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0);
const estimates = fc.array(fc.option(fc.nat(100_000), { freq: 8 }), { maxLength: 40 });

describe('reconciling with the bill', () => {
  it('makes the parts sum to it exactly, whatever the estimates', () => {
    fc.assert(
      fc.property(estimates, fc.option(fc.nat(500)), fc.nat(2_000_000), (tokens, overhead, billed) => {
        const segments = [...segmentsWith(tokens), ...(overhead === null ? [] : [overheadSegment(tokens.length, overhead)])];
        const reconciled = reconcile(segments, billed);
        expect(sumOf(reconciled)).toBe(billed);
        for (const segment of reconciled) expect(segment.tokens === null || (Number.isInteger(segment.tokens) && segment.tokens >= 0)).toBe(true);
      }),
    );
  });

  it('keeps the unknown unknown, the empty empty, and every place', () => {
    const reconciled = reconcile(segmentsWith([10, null, 0, 30]), 80);
    expect(reconciled.map(({ start, tokens }) => [start, tokens])).toEqual([[0, 20], [1, null], [2, 0], [3, 60]]);
  });

  it('is within one token of the exact share', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1 }), fc.nat(1_000_000), (weights, total) => {
        const sum = weights.reduce((all, weight) => all + weight, 0);
        const errors = apportion(weights, total).map((share, index) => Math.abs(share - ((weights[index] ?? 0) * total) / sum));
        expect(Math.max(...errors)).toBeLessThan(1);
      }),
    );
  });

  it('leaves a documented overhead as it is and shares out the rest', () => {
    const reconciled = reconcile([...segmentsWith([100, 100]), overheadSegment(2, 346)], 1346);
    expect(reconciled.map(({ source, tokens }) => [source.kind, tokens])).toEqual([['user-input', 500], ['user-input', 500], ['api-overhead', 346]]);
  });

  it('leaves a documented overhead out that the bill has no room for', () => {
    const reconciled = reconcile([...segmentsWith([3, 1]), overheadSegment(2, 346)], 12);
    expect(reconciled.map(({ source, tokens }) => [source.kind, tokens])).toEqual([['user-input', 9], ['user-input', 3]]);
  });

  it('invents no overhead while a segment can hold the bill', () => {
    expect(reconcile(segmentsWith([1]), 5000)).toHaveLength(1);
    expect(reconcile(segmentsWith([0, null]), 7).at(-1)).toMatchObject({ source: { kind: 'api-overhead' }, start: 2, end: 2, tokens: 7 });
    expect(reconcile([], 0)).toEqual([]);
  });

  it('leaves the estimates where there is no bill', () => {
    const segments = segmentsWith([3, null]);
    expect(reconcile(segments, null)).toBe(segments);
  });
});
