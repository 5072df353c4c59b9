import { packArrivals } from '../../domain/http/arrivals.ts';

/** More are joined. With it a list has four kilobytes at most, and half of one as a rule. */
const mostArrivals = 640;
const joinedDownTo = 480;
const firstJoinUs = 1000;

/**
 * When the octets of a body came. Pieces that came at once are one arrival; when there are too many, neighbours within a millisecond are, then within
 * two, four …: the first octet of each keeps its time, so that what follows a pause is never moved.
 */
export class ArrivalLog {
  #offsets: number[] = [];
  #timesUs: number[] = [];
  #joinUs = 0;

  get count(): number {
    return this.#offsets.length;
  }

  /** What begins at `offset` came now. To be called in order. */
  add(offset: number, atUs: number): void {
    const last = this.#timesUs.at(-1);
    if (last !== undefined && atUs - last <= this.#joinUs) return;
    this.#offsets.push(offset);
    this.#timesUs.push(atUs);
    while (this.#offsets.length > mostArrivals) this.#join();
  }

  packed(startedAtUs: number): Uint8Array {
    return packArrivals(this.#offsets.map((offset, index) => ({ offset, afterUs: (this.#timesUs[index] ?? 0) - startedAtUs })));
  }

  #join(): void {
    do {
      this.#joinUs = Math.max(firstJoinUs, this.#joinUs * 2);
      const offsets: number[] = [];
      const timesUs: number[] = [];
      for (const [index, atUs] of this.#timesUs.entries()) {
        if (timesUs.length > 0 && atUs - (timesUs.at(-1) ?? 0) <= this.#joinUs) continue;
        offsets.push(this.#offsets[index] ?? 0);
        timesUs.push(atUs);
      }
      this.#offsets = offsets;
      this.#timesUs = timesUs;
    } while (this.#offsets.length > joinedDownTo);
  }
}
