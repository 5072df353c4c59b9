import { percentile } from '../report/statistics.mjs';
import { figure, table } from '../report/table.mjs';

/** What the design asks for: p95 in milliseconds, of every row whose name begins so. */
const targets = [
  { begins: 'launch', p95Ms: 2000 },
  { begins: 'open', p95Ms: 100 },
];
/** At 60 frames a second one lasts 16.7 ms. */
const frameMs = 1000 / 60;
const lateMs = frameMs * 1.5;

/** Prints what was measured of the window. */
export function printWindow(/** @type {any} */ { graphics, loads, timed, moved, arrived }) {
  const drawnBy = graphics.isSoftware ? 'the main processor draws the window: frames cost more than where a graphics processor does' : 'a graphics processor draws the window';
  const parts = [`Compositing: ${graphics.compositing} (${drawnBy}).`, `The machine's load before each part: ${Object.entries(loads).map(([part, load]) => `${part} ${figure(load)}`).join(', ')}.`, ...(timed.length === 0 ? [] : [timedTable(timed)]), ...(moved.length === 0 ? [] : [movedTable(moved)]), ...(arrived === null ? [] : [arrivedText(arrived)])];
  process.stdout.write(`\n${parts.join('\n\n')}\n`);
}

function timedTable(/** @type {readonly any[]} */ timed) {
  const rows = timed.map(({ name, samplesMs, processorMs, missing }) => {
    if (samplesMs.length === 0) return [name, '—', '—', '—', '—', '—', '—', 'not measured'];
    const target = targets.find(({ begins }) => name.startsWith(begins))?.p95Ms ?? null;
    const p95 = percentile(samplesMs, 0.95) ?? NaN;
    const verdict = target === null ? '—' : p95 <= target ? 'met' : 'not met';
    return [name, String(samplesMs.length), figure(percentile(samplesMs, 0.5)), figure(p95), figure(percentile(samplesMs, 1)), figure(percentile(processorMs, 0.5)), target === null ? '—' : String(target), missing === null ? verdict : 'not all'];
  });
  const reasons = timed.flatMap(({ name, missing }) => (missing === null ? [] : [`${name}: ${missing}`]));
  const note = 'processor: what all processes of the app worked (launch), or the main thread of the window (all else); other programs on the machine do not add to it.';
  return [table(['what is done', 'times', 'p50, ms', 'p95, ms', 'worst, ms', 'processor, p50', 'target, p95', ''], rows), note, ...reasons].join('\n');
}

function movedTable(/** @type {readonly any[]} */ moved) {
  const rows = moved.map(({ name, framesMs, busyMs }) => [
    name,
    String(framesMs.length),
    figure(percentile(framesMs, 0.5)),
    figure(percentile(framesMs, 0.95)),
    figure(percentile(framesMs, 1)),
    `${((100 * framesMs.filter((/** @type {number} */ ms) => ms > lateMs).length) / framesMs.length).toFixed(0)} %`,
    figure(busyMs.all),
    figure(busyMs.processor),
    figure(busyMs.script),
    figure(busyMs.style),
    figure(busyMs.layout),
  ]);
  const remarks = moved.flatMap(({ name, remark }) => (remark === null ? [] : [`${name}: ${remark}`]));
  const heads = ['scrolled by', 'frames', 'p50, ms', 'p95, ms', 'worst, ms', 'late', 'main thread, ms a frame', 'of processor', 'script', 'style', 'layout'];
  return [table(heads, rows), 'late: longer than one and a half frames of 60 a second. What plain rows cost is the price of scrolling anything here; the rest is ours.', ...remarks].join('\n');
}

function arrivedText(/** @type {any} */ { requests, seconds, before, after, rows, framesMs }) {
  const names = { heap: 'heap of the window, after its garbage is collected', renderer: "the window's process", main: 'the main process', graphics: 'the process that draws' };
  const lines = Object.entries(names).map(([part, name]) => [name, figure(before[part]), figure(after[part]), figure(after[part] - before[part])]);
  return [
    `${requests} requests came in ${figure(seconds)} s (${figure(requests / seconds)} a second), and the window shows ${rows} rows.`,
    table(['memory', 'before, MB', 'after, MB', 'more'], lines),
    `Frames meanwhile: p50 ${figure(percentile(framesMs, 0.5))} ms, p95 ${figure(percentile(framesMs, 0.95))} ms, longest ${figure(percentile(framesMs, 1))} ms.`,
  ].join('\n');
}
