import { figure, table } from '../report/table.mjs';

/** What the design asks for: p95 in milliseconds, of every row whose name begins so. */
const targets = [
  { begins: 'list', p95Ms: 50 },
  { begins: 'source filter', p95Ms: 50 },
  { begins: 'filter', p95Ms: 50 },
  { begins: 'full-text search', p95Ms: 300 },
  { begins: 'breakdown', p95Ms: 100 },
];
const analysisTargetMs = 60;
/** For 10,000 pairs. */
const sizeTargetBytes = 150e6;

/** Prints what was measured of a store. Its targets are for 10,000 pairs (size) and for 100,000 (answers). */
export function printStore(/** @type {any} */ result) {
  const { pairs, bodies, size } = result;
  const { requestBytes } = bodies;
  const text = [
    `Request bodies: mean ${kb(requestBytes.mean)} kB; 5 % below ${kb(requestBytes.p5)}, half below ${kb(requestBytes.p50)}, 95 % below ${kb(requestBytes.p95)}, largest ${kb(requestBytes.most)}. Response bodies: mean ${kb(bodies.responseMeanBytes)} kB.`,
    stagesTable(result),
    `Analysis of one exchange: p50 ${figure(result.analysisMs.p50)} ms, p95 ${figure(result.analysisMs.p95)} ms${largeText(result.largeAnalysisMs)}. Peak memory while filling: ${figure(result.peakMb)} MB.`,
    partsTable(size, pairs),
    sizeText(size, bodies.bytes, pairs),
    answersTable(result.timings),
    retentionText(result.retention),
    `Restored: ${result.restoring.compared} of ${result.restoring.bodies} bodies compared with what was made, ${result.restoring.wrong} wrong; ${figure(result.restoring.mbPerSecond)} MB/s.`,
    ...(result.searchesWithoutHit.length === 0 ? [] : [`${result.searchesWithoutHit.length} searches found nothing of what there is: ${result.searchesWithoutHit.slice(0, 5).join('; ')}`]),
  ];
  process.stdout.write(`\n${text.join('\n\n')}\n`);
}

function stagesTable(/** @type {any} */ { pairs, analysed, bodies, stageMs, stageCpuMs }) {
  const names = { make: 'making the traffic', write: 'writing (recorder)', analyse: 'analysis', repeat: 'analyses written again', pack: 'packing', checkpoint: 'checkpoints' };
  const rows = Object.entries(names).filter(([stage]) => stageMs[stage] > 0).map(([stage, name]) => {
    const ms = stageMs[stage];
    const count = stage === 'analyse' ? analysed : stage === 'repeat' ? pairs - analysed : pairs;
    return [name, figure(ms / 1000), figure(ms / count), figure(stageCpuMs[stage] / count), figure((count * 1000) / ms), figure(bodies.bytes / pairs * count / 1e3 / ms)];
  });
  return table(['stage', 's', 'ms a pair', 'of processor', 'pairs/s', 'MB/s'], rows);
}

function partsTable(/** @type {any} */ size, /** @type {number} */ pairs) {
  const rows = size.parts.filter((/** @type {any} */ part) => part.bytes >= size.fileBytes / 2000).map((/** @type {any} */ part) => [part.name, mb(part.bytes), (part.bytes / pairs).toFixed(0), `${((100 * part.bytes) / size.fileBytes).toFixed(1)} %`, `${((100 * part.unusedBytes) / part.bytes).toFixed(0)} %`]);
  return table(['table or index', 'MB', 'bytes a pair', 'of the file', 'unused in it'], rows);
}

function sizeText(/** @type {any} */ size, /** @type {number} */ bodyBytes, /** @type {number} */ pairs) {
  const bytes = size.fileBytes + size.logBytes;
  // Free space is kept for what comes next, however much there is.
  const of10000 = ((bytes - size.freeBytes) / pairs) * 10_000 + size.freeBytes;
  return `On the disk: ${mb(bytes)} MB (of which log ${mb(size.logBytes)}, free ${mb(size.freeBytes)}) for ${mb(bodyBytes)} MB of bodies: ${figure(bodyBytes / bytes)} to 1. Target: 150 MB for 10,000 pairs; at this rate ${mb(of10000)} MB: ${of10000 <= sizeTargetBytes ? 'met' : 'not met'}.`;
}

function answersTable(/** @type {readonly any[]} */ timings) {
  const rows = timings.map((timing) => {
    const target = targets.find(({ begins }) => timing.name.startsWith(begins))?.p95Ms ?? null;
    if (timing.state === 'missing') return [timing.name, '—', '—', '—', '—', '—', target === null ? '—' : String(target), 'not there yet'];
    const verdict = target === null ? '—' : timing.p95Ms <= target ? 'met' : 'not met';
    return [timing.name, String(timing.calls), timing.found === null ? '—' : String(Math.round(timing.found)), figure(timing.p50Ms), figure(timing.p95Ms), figure(timing.mostMs), target === null ? '—' : String(target), verdict];
  });
  return table(['what is asked', 'calls', 'found', 'p50, ms', 'p95, ms', 'most, ms', 'target, p95', ''], rows);
}

function largeText(/** @type {any} */ large) {
  if (large === null) return '';
  return `; of 0.9 MB and more p50 ${figure(large.p50)} ms, p95 ${figure(large.p95)} ms (target ${analysisTargetMs} ms: ${large.p95 <= analysisTargetMs ? 'met' : 'not met'})`;
}

const kb = (/** @type {number} */ bytes) => figure(bytes / 1e3);
const mb = (/** @type {number} */ bytes) => figure(bytes / 1e6);

function retentionText(/** @type {any} */ { removed, seconds, cpuSeconds, kinds, bytes }) {
  const parts = Object.entries(kinds).map(([kind, { steps, ms, most }]) => `${kind} ${steps} × ${figure(ms / steps)} ms, most ${figure(most)}`);
  return `Retention took the content of the ${removed} oldest in ${figure(seconds)} s (${figure(cpuSeconds)} of processor), and the file went from ${mb(bytes.before)} to ${mb(bytes.after)} MB. Steps: ${parts.join('; ')}.`;
}
