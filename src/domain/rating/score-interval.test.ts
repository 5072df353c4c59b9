import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { differenceInterval, scoreInterval } from './score-interval.ts';

// Newcombe, R. G. (1998), Statistics in Medicine 17, pages 857 to 872: table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('the interval of %i of %i is that of the textbook', (part, number, low, high) => {
  const interval = scoreInterval({ share: part / number, number });
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

// The same, pages 873 to 890: table II, method 10.
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
])('the interval of %i of %i less %i of %i is that of the textbook', (part, number, otherPart, otherNumber, low, high) => {
  const interval = differenceInterval({ share: part / number, number }, { share: otherPart / otherNumber, number: otherNumber });
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

describe('the interval of a share', () => {
  const counted = fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }), number: fc.double({ min: 1, max: 1e6, noNaN: true }) });

  it('holds the share, stays within 0 and 1, and always has a width', () => {
    fc.assert(
      fc.property(counted, (share) => {
        const { low, high } = scoreInterval(share);
        expect(low).toBeLessThanOrEqual(share.share + 1e-12);
        expect(high).toBeGreaterThanOrEqual(share.share - 1e-12);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(high).toBeGreaterThan(low);
      }),
    );
  });

  it('is narrower, the more there are', () => {
    fc.assert(
      fc.property(counted, ({ share, number }) => {
        const [few, many] = [scoreInterval({ share, number }), scoreInterval({ share, number: number * 2 })];
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
      }),
    );
  });

  it('of a difference is turned around with it, and lies within -1 and 1', () => {
    fc.assert(
      fc.property(counted, counted, (one, other) => {
        const [there, back] = [differenceInterval(one, other), differenceInterval(other, one)];
        expect(there.low).toBeCloseTo(-back.high, 9);
        expect(there.high).toBeCloseTo(-back.low, 9);
        expect(there.low).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(there.high).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});
