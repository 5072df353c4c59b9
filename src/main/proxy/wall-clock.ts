import { performance } from 'node:perf_hooks';

/**
 * Microseconds since the epoch, whole. The fine part comes from the monotonic clock, which stands still while the machine
 * sleeps and knows nothing of a clock that is set: where the two clocks have parted, the wall clock wins.
 */
export function wallClock(): () => number {
  let originMs = Date.now() - performance.now();
  return () => {
    const sinceStartMs = performance.now();
    const wallMs = Date.now();
    if (Math.abs(originMs + sinceStartMs - wallMs) > 2) originMs = wallMs - sinceStartMs;
    return Math.round((originMs + sinceStartMs) * 1000);
  };
}
