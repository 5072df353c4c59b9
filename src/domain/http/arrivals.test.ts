import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrivalOf, packArrivals, unpackArrivals, type Arrival } from './arrivals.ts';

const steps = fc.array(fc.record({ octets: fc.nat(200_000), us: fc.nat(90_000_000) }), { maxLength: 60 });

function arrivalsOf(made: readonly { readonly octets: number; readonly us: number }[]): readonly Arrival[] {
  let offset = 0;
  let afterUs = 0;
  return made.map(({ octets, us }) => {
    const arrival = { offset, afterUs: (afterUs += us) };
    offset += octets + 1;
    return arrival;
  });
}

test('arrivals are read back with their offsets, and their times to the tenth of a millisecond', () => {
  fc.assert(
    fc.property(steps, (made) => {
      const arrivals = arrivalsOf(made);
      const read = unpackArrivals(packArrivals(arrivals));
      expect(read.map(({ offset }) => offset)).toEqual(arrivals.map(({ offset }) => offset));
      for (const [index, { afterUs }] of read.entries()) expect(Math.abs(afterUs - (arrivals[index]?.afterUs ?? 0))).toBeLessThanOrEqual(50);
    }),
  );
});

test('a piece of a lively stream takes four bytes', () => {
  const arrivals = arrivalsOf(Array.from({ length: 200 }, () => ({ octets: 180, us: 38_000 })));
  expect(packArrivals(arrivals).byteLength).toBeLessThanOrEqual(800);
});

test('damage is read as nothing, never thrown', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => void unpackArrivals(bytes)));
  expect(unpackArrivals(Uint8Array.of(0x80))).toEqual([]);
  // A number without end is Infinity, which could not be packed again.
  expect(unpackArrivals(Uint8Array.from([0, ...Array.from({ length: 200 }, () => 0xff), 1]))).toEqual([]);
  expect(unpackArrivals(packArrivals([{ offset: 0, afterUs: Number.MAX_SAFE_INTEGER }, { offset: 1, afterUs: Number.MAX_SAFE_INTEGER * 200 }]))).toEqual([]);
});

test('an octet came with the last piece that begins at it or before it', () => {
  const arrivals = [{ offset: 0, afterUs: 10 }, { offset: 5, afterUs: 20 }, { offset: 5, afterUs: 30 }, { offset: 9, afterUs: 40 }];
  expect([0, 4, 5, 8, 9, 99].map((offset) => arrivalOf(arrivals, offset))).toEqual([10, 10, 30, 30, 40, 40]);
  expect(arrivalOf([], 3)).toBe(null);
});
