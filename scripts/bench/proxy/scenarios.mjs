import { percentile } from '../report/statistics.mjs';

/**
 * @typedef {import('./compare.mjs').Scenario} Scenario
 * @typedef {import('./loads.mjs').Load} Load
 */

const latencies = (/** @type {Load} */ { samples }) => ({
  'p50 ms': percentile(samples['latency'] ?? [], 0.5),
  'p95 ms': percentile(samples['latency'] ?? [], 0.95),
  'p99 ms': percentile(samples['latency'] ?? [], 0.99),
});

const rate = (/** @type {Load} */ load) => ({ 'requests/s': (load.answered * 1000) / load.elapsedMs });

/** A small request on a warm connection, with time in between as a person's client leaves it. @returns {Scenario} */
export const unhurried = (/** @type {boolean} */ quick) => ({
  name: 'small POST, unhurried',
  load: 'oneByOne',
  options: { requests: quick ? 60 : 200, gapMs: 2 },
  rounds: quick ? 2 : 7,
  figures: latencies,
});

/** The next as soon as the last is answered. @returns {Scenario} */
export const backToBack = (/** @type {boolean} */ quick) => ({
  name: 'small POST, back to back',
  load: 'oneByOne',
  options: { requests: quick ? 150 : 600, gapMs: 0 },
  rounds: quick ? 2 : 7,
  figures: latencies,
});

/** Many connections at once. @returns {Scenario} */
export const crowd = (/** @type {boolean} */ quick) => ({
  name: 'small POST, 32 at once',
  load: 'atOnce',
  options: { connections: 32, requests: quick ? 400 : 1500, bodyBytes: 300 },
  rounds: quick ? 2 : 5,
  figures: (load) => ({ ...rate(load), ...latencies(load) }),
});

/** @returns {Scenario} */
export const bulk = (/** @type {boolean} */ quick) => ({
  name: '100 kB POST, 100 at once',
  load: 'atOnce',
  options: { connections: 100, requests: quick ? 300 : 800, bodyBytes: 100_000 },
  rounds: quick ? 2 : 5,
  figures: (load) => ({ ...rate(load), ...latencies(load) }),
});

/** @returns {Scenario} */
export const firstByte = (/** @type {boolean} */ quick) => ({
  name: 'first byte of a stream (50 ms between head and first event)',
  load: 'firstBytes',
  options: { requests: quick ? 6 : 12, pauseMs: 50 },
  rounds: quick ? 2 : 5,
  figures: ({ samples }) => ({
    'head ms': percentile(samples['head'] ?? [], 0.5),
    'first event ms': percentile(samples['event'] ?? [], 0.5),
    'first event p95 ms': percentile(samples['event'] ?? [], 0.95),
  }),
});

/** @returns {Scenario} */
export const manyStreams = (/** @type {boolean} */ quick) => ({
  name: '500 streams at once',
  load: 'streams',
  options: { streams: quick ? 200 : 500, events: quick ? 10 : 40, everyMs: 100 },
  rounds: quick ? 1 : 2,
  figures: ({ samples, answered }) => ({
    whole: answered,
    'delay p50 ms': percentile(samples['delay'] ?? [], 0.5),
    'delay p99 ms': percentile(samples['delay'] ?? [], 0.99),
    'delay max ms': percentile(samples['delay'] ?? [], 1),
  }),
});

/** @returns {Scenario} */
export const handshakes = (/** @type {boolean} */ quick) => ({
  name: '100 new connections at once',
  load: 'newConnections',
  options: { connections: 100 },
  rounds: quick ? 2 : 5,
  figures: (load) => ({ 'all answered ms': load.elapsedMs, ...latencies(load) }),
});
