import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountedSegment } from '../attribution/segment.ts';
import { overheadSegment } from './overhead-segment.ts';
import { reconcile } from './reconcile.ts';

const segmentsWith = (tokens: readonly (number | null)[]): readonly CountedSegment[] =>
  tokens.map((count, index) => ({ start: index, end: index + 1, path: '', source: { kind: 'user-input' }, confidence: 'likely', tokens: count }));
const sumOf = (segments: readonly CountedSegment[]): number => segments.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0);
const tokensOf = (segments: readonly CountedSegment[]): readonly (number | null)[] => segments.map(({ tokens }) => tokens);
const estimates = fc.array(fc.option(fc.oneof(fc.nat(100_000), fc.maxSafeNat()), { freq: 8 }), { maxLength: 40 });
/** Nothing, less than there are segments, what is usual, and all that a whole number can be. */
const bills = fc.oneof(fc.nat(45), fc.nat(2_000_000), fc.maxSafeNat());

describe('reconciling with the bill', () => {
  it('makes the parts sum to it exactly, whatever the estimates', () => {
    fc.assert(
      fc.property(estimates, fc.option(fc.nat(500)), bills, (tokens, overhead, billed) => {
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
    expect(reconcile(segmentsWith([0, 0]), 7).at(-1)).toMatchObject({ source: { kind: 'api-overhead' }, start: 2, end: 2, tokens: 7 });
    expect(reconcile([], 0)).toEqual([]);
  });

  it('leaves the estimates where there is no bill', () => {
    const segments = segmentsWith([3, null]);
    expect(reconcile(segments, null)).toBe(segments);
  });

  it('gives the unknown only what the others cannot be, by its bytes', () => {
    const document: CountedSegment = { start: 2, end: 302, path: '', source: { kind: 'unknown' }, confidence: 'likely', tokens: null };
    const other: CountedSegment = { ...document, start: 302, end: 402 };
    const segments = [...segmentsWith([100, 300]), document, other];
    expect(tokensOf(reconcile(segments, 800))).toEqual([200, 600, null, null]);
    expect(tokensOf(reconcile(segments, 4800))).toEqual([200, 600, 3000, 1000]);
    expect(tokensOf(reconcile(segments, 4500, 1.25))).toEqual([125, 375, 3000, 1000]);
    expect(tokensOf(reconcile([...segments, overheadSegment(402, 346)], 5146))).toEqual([200, 600, 3000, 1000, 346]);
    expect(tokensOf(reconcile([document], 7))).toEqual([7]);
  });

  it('gives each segment the same whatever stands before it, up to the rounding of one token', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 1 }), fc.nat(1_000_000), (tokens, billed) => {
        const forward = tokensOf(reconcile(segmentsWith(tokens), billed)).slice(0, tokens.length);
        const backward = tokensOf(reconcile(segmentsWith(tokens.toReversed()), billed)).slice(0, tokens.length).toReversed();
        forward.forEach((share, index) => expect(Math.abs((share ?? 0) - (backward[index] ?? 0))).toBeLessThanOrEqual(1));
      }),
    );
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('takes %d for no bill', (billed) => {
    const segments = segmentsWith([3]);
    expect(reconcile(segments, billed)).toBe(segments);
  });
});
