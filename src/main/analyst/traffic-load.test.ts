import { describe, expect, it } from 'vitest';
import { TrafficLoad } from './traffic-load.ts';

/** Commits every 40 ms, each with as many changed rows. */
function after(seconds: number, rowsACommit: number, load = new TrafficLoad(), fromMs = 0): TrafficLoad {
  for (let ms = 0; ms < seconds * 1000; ms += 40) load.count(rowsACommit, fromMs + ms);
  return load;
}

describe('the load of traffic', () => {
  it.each([
    { what: 'one stream', rowsACommit: 1, heavy: false },
    { what: 'ten streams', rowsACommit: 10, heavy: false },
    { what: 'a hundred streams', rowsACommit: 100, heavy: true },
  ])('is told for $what', ({ rowsACommit, heavy }) => {
    expect(after(2, rowsACommit).isHeavy(2000)).toBe(heavy);
  });

  it('is over soon after the last of it', () => {
    const load = after(2, 100);
    expect(load.isHeavy(2000)).toBe(true);
    expect(load.isHeavy(2600)).toBe(true);
    expect(load.isHeavy(3200)).toBe(false);
  });
});
