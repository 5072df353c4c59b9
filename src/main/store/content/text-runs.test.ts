import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packNumbers, unpackNumbers } from '../../../domain/octets/packed-numbers.ts';
import { packRuns, runsOf, unpackRuns } from './text-runs.ts';

describe('runs of texts', () => {
  it('are the same after packing, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 48 })), (numbers) => {
        const runs = runsOf(numbers);
        expect(runs.flatMap(({ first, count }) => Array.from({ length: count }, (_, index) => first + index))).toEqual(numbers);
        expect(unpackRuns(packRuns(runs))).toEqual(runs);
      }),
    );
  });

  it('take two bytes for neighbours in order, however many', () => {
    expect(packRuns(runsOf(Array.from({ length: 100 }, (_, index) => 5 + index)))).toHaveLength(2);
  });

  it('are refused where a number has no end', () => {
    expect(unpackNumbers(packNumbers([0, 127, 128, 2 ** 53 - 1]))).toEqual([0, 127, 128, 2 ** 53 - 1]);
    expect(() => unpackNumbers(Uint8Array.from([0x80]))).toThrow('no end');
  });
});
