import { packNumbers, unpackNumbers } from '../octets/packed-numbers.ts';

/** Octets of a body that came together: those from `offset` on, up to the offset of the next arrival, came `afterUs` after its response began. */
export interface Arrival {
  readonly offset: number;
  readonly afterUs: number;
}

/** A tenth of a millisecond: more than the clock of two machines agrees on, and half as long to write as microseconds. */
const tickUs = 100;

/** Arrivals in order as LEB128: by each, how many octets and how many ticks after the one before. */
export function packArrivals(arrivals: readonly Arrival[]): Uint8Array {
  const values: number[] = [];
  let offset = 0;
  let ticks = 0;
  for (const arrival of arrivals) {
    const nextTicks = Math.max(ticks, Math.round(arrival.afterUs / tickUs));
    values.push(Math.max(0, arrival.offset - offset), nextTicks - ticks);
    offset = Math.max(offset, arrival.offset);
    ticks = nextTicks;
  }
  return packNumbers(values);
}

/** What `packArrivals` made, to the tenth of a millisecond. None where it is damaged. */
export function unpackArrivals(packed: Uint8Array): readonly Arrival[] {
  let values: readonly number[];
  try {
    values = unpackNumbers(packed);
  } catch {
    return [];
  }
  const arrivals: Arrival[] = [];
  let offset = 0;
  let ticks = 0;
  for (let at = 0; at + 1 < values.length; at += 2) {
    offset += values[at] ?? 0;
    ticks += values[at + 1] ?? 0;
    if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(ticks * tickUs)) return [];
    arrivals.push({ offset, afterUs: ticks * tickUs });
  }
  return arrivals;
}

/** When the octet at `offset` came, after the response began; null where that is not known. */
export function arrivalOf(arrivals: readonly Arrival[], offset: number): number | null {
  let low = 0;
  let high = arrivals.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((arrivals[middle]?.offset ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return arrivals[low - 1]?.afterUs ?? null;
}
