import { figure } from '../report/table.mjs';
import { added, middle, ratio } from './compare.mjs';
import { median } from '../report/statistics.mjs';

/**
 * @typedef {Map<string, Map<string, import('./compare.mjs').Measured>>} Results  by scenario, then by contender
 * @typedef {{ target: string, wanted: string, measured: string, met: boolean | null }} Verdict  `met` is null where it was not measured
 * @typedef {NonNullable<Awaited<ReturnType<typeof import('./drain.mjs').drain>>>} Drained
 */

const latency = 'small POST, unhurried';
const bulk = '100 kB POST, 100 at once';
const firstByte = 'first byte of a stream (50 ms between head and first event)';
const streams = '500 streams at once';

/**
 * The targets of the design that this bench covers, and what came of them.
 * @param {Results} results
 * @param {Map<string, Drained>} drained
 * @param {number} wantedStreams
 * @returns {readonly Verdict[]}
 */
export function verdicts(results, drained, wantedStreams) {
  const of = (/** @type {string} */ scenario) => results.get(scenario) ?? new Map();
  const streaming = of(streams);
  return [
    atMost('latency added to a small POST, p50, Node', added(of(latency), 'p50 ms', 'ours', 'direct'), 0.15, 'ms'),
    atMost('latency added to a small POST, p50, Electron', added(of(latency), 'p50 ms', 'ours in Electron', 'direct'), 0.15, 'ms'),
    atMost('… as a part of what mitmdump adds', partOfAdded(of(latency), 'mitmdump'), 1 / 5, '×'),
    atMost('… as a part of what mockttp adds', partOfAdded(of(latency), 'mockttp'), 1 / 4, '×'),
    atMost('head of a stream, later than direct', added(of(firstByte), 'head ms', 'ours', 'direct'), 1, 'ms'),
    atMost('first event of a stream, later than direct', added(of(firstByte), 'first event ms', 'ours', 'direct'), 1, 'ms'),
    atLeast('throughput at 100 kB, against mitmdump', ratio(of(bulk), 'requests/s', 'ours', 'mitmdump'), 5, '×'),
    atLeast('throughput at 100 kB, against mockttp', ratio(of(bulk), 'requests/s', 'ours', 'mockttp'), 2.5, '×'),
    ...[...drained].filter(([, { answered }]) => answered > 0).map(([name, { answered, whole }]) => atLeast(`stored whole of what was answered, ${name}`, whole / answered, 1, '×')),
    atLeast(`${wantedStreams} streams, whole`, middle(streaming, 'ours', 'whole'), wantedStreams, ''),
    atMost(`${wantedStreams} streams, delay of an event, p99`, middle(streaming, 'ours', 'delay p99 ms'), 10, 'ms'),
    atMost('p99 of a small POST, more with the window open than without', added(of(latency), 'p99 ms', 'ours in Electron, window open', 'ours in Electron'), 5, 'ms'),
  ];
}

/** What ours adds over direct as a part of what a rival adds, the middle over the rounds. */
function partOfAdded(/** @type {Map<string, import('./compare.mjs').Measured>} */ measured, /** @type {string} */ rival) {
  const rounds = (/** @type {string} */ name) => measured.get(name)?.rounds['p50 ms'] ?? [];
  const direct = rounds('direct');
  const rivals = rounds(rival);
  return median(
    rounds('ours').map((ours, round) => {
      const without = direct[round];
      const other = rivals[round];
      if (ours === null || without === null || without === undefined || other === null || other === undefined) return null;
      return (ours - without) / (other - without);
    }),
  );
}

/** @returns {Verdict} */
function atMost(/** @type {string} */ target, /** @type {number | null} */ measured, /** @type {number} */ most, /** @type {string} */ unit) {
  return { target, wanted: `≤ ${figure(most)} ${unit}`, measured: `${figure(measured)} ${unit}`, met: measured === null ? null : measured <= most };
}

/** @returns {Verdict} */
function atLeast(/** @type {string} */ target, /** @type {number | null} */ measured, /** @type {number} */ least, /** @type {string} */ unit) {
  return { target, wanted: `≥ ${figure(least)} ${unit}`, measured: `${figure(measured)} ${unit}`, met: measured === null ? null : measured >= least };
}
