import { expect, test } from 'vitest';
import { arrivalOf, unpackArrivals } from '../../domain/http/arrivals.ts';
import { ArrivalLog } from './arrival-log.ts';

test('pieces keep their octets and times, as from the start of the response', () => {
  const log = new ArrivalLog();
  for (const [offset, atUs] of [[0, 5000], [10, 25_000], [11, 25_000], [90, 1_025_000]] as const) log.add(offset, atUs);
  expect(unpackArrivals(log.packed(4000))).toEqual([{ offset: 0, afterUs: 1000 }, { offset: 10, afterUs: 21_000 }, { offset: 90, afterUs: 1_021_000 }]);
});

test('however long a stream is, its list has four kilobytes at most, and what follows a pause keeps its time', () => {
  const log = new ArrivalLog();
  const pauses = new Map<number, number>();
  let atUs = 0;
  for (let piece = 0; piece < 30_000; piece += 1) {
    const isPause = piece % 3000 === 2999;
    atUs += isPause ? 20_000_000 : 700 + ((piece * 7919) % 30_000);
    log.add(piece * 150, atUs);
    if (isPause) pauses.set(piece * 150, atUs);
  }
  const packed = log.packed(0);
  expect(packed.byteLength).toBeLessThanOrEqual(4096);
  for (const [offset, at] of pauses) expect(arrivalOf(unpackArrivals(packed), offset)).toBeCloseTo(at, -3);
});
