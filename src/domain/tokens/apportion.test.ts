import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion } from './apportion.ts';

const sumOf = (shares: readonly number[]): bigint => shares.reduce((sum, share) => sum + BigInt(share), 0n);

describe('sharing out a total', () => {
  it('sums to it exactly for weights and totals of any size, and gives nothing to no weight', () => {
    const weight = fc.oneof(fc.nat(1000), fc.double(), fc.constantFrom(0, 5e-324, Number.MAX_VALUE, Number.POSITIVE_INFINITY, Number.NaN, -1));
    fc.assert(
      fc.property(fc.array(weight), fc.oneof(fc.nat(50), fc.maxSafeNat()), (weights, total) => {
        const shares = apportion(weights, total);
        const canHold = weights.some((one) => Number.isFinite(one) && one > 0);
        expect(sumOf(shares)).toBe(canHold ? BigInt(total) : 0n);
        shares.forEach((share, index) => {
          expect(Number.isSafeInteger(share) && share >= 0).toBe(true);
          expect((weights[index] ?? 0) > 0 || share === 0).toBe(true);
        });
      }),
    );
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

  it('rounds the largest remainders up, and earlier ones where they are equal', () => {
    expect(apportion([1, 1, 1], 2)).toEqual([1, 1, 0]);
    expect(apportion([1, 5, 4], 3)).toEqual([0, 2, 1]);
    expect(apportion([0.5, 1.5], 2 ** 53 - 1)).toEqual([2251799813685248, 6755399441055743]);
  });
});
