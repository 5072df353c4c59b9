import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { lastLine, run as runProgram } from '../setup/run.mjs';
import { NeedsUser, say } from '../setup/say.mjs';
import { buildModules } from './built-modules.mjs';
import { figure, table } from './report/table.mjs';
import { buildStoreParts } from './store/built.mjs';

const seed = 20260302;
/** How many are made and analysed as they are. The others repeat them, a day later each time. */
const analysedPairs = 400;
const runWithinMs = 2 * 3600e3;
const parts = {
  'open-store-reads': 'src/main/store/open-store-reads.ts',
  'rating-writes': 'src/main/store/ratings/rating-writes.ts',
  'read-insights': 'src/main/answers/insights/read-insights.ts',
};

/**
 * How long it takes from a rating (of a request, a turn, a session) to the new figures of all sources, among `--rows N` exchanges (100,000; `--quick`: 2,000) with the
 * sources that real ones have and some hundred ratings; and what insights and what-if take there. `--keep DIR` keeps the database, and goes on with what is there.
 */
export async function run(/** @type {readonly string[]} */ argv) {
  const { values } = parseArgs({ args: [...argv], options: { rows: { type: 'string' }, quick: { type: 'boolean', default: false }, keep: { type: 'string' } } });
  const rows = Number(values.rows ?? (values.quick ? '2000' : '100000'));
  if (!Number.isSafeInteger(rows) || rows < analysedPairs) throw new NeedsUser(`--rows takes a whole number from ${analysedPairs} on.`);
  const folder = values.keep === undefined ? await mkdtemp(path.join(tmpdir(), 'whence-rating-')) : path.resolve(values.keep);
  try {
    await mkdir(folder, { recursive: true });
    if (!existsSync(path.join(folder, 'whence.db'))) {
      await inProcess('store/fill-process.mjs', [await buildStoreParts(), folder, String(analysedPairs), String(analysedPairs), String(seed)]);
      await inProcess('rating/repeat-process.mjs', [folder, String(rows)]);
    }
    const result = await inProcess('rating/rate-process.mjs', [await buildModules('rating', parts), folder]);
    const lines = result.timings.map((/** @type {any} */ { name, requests, calls, p50Ms, p95Ms, mostMs, cpuP50Ms }) => [name, figure(requests), String(calls), figure(p50Ms), figure(p95Ms), figure(mostMs), figure(cpuP50Ms)]);
    process.stdout.write(`\n${result.exchanges} exchanges with ${result.sources} sources of theirs, ${result.ratings} ratings before.\n\n${table(['what', 'requests', 'times', 'p50 ms', 'p95 ms', 'most ms', 'of processor'], lines)}\n`);
    return result;
  } finally {
    if (values.keep === undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** What a process of its own gives. @returns {Promise<any>} */
async function inProcess(/** @type {string} */ file, /** @type {readonly string[]} */ programArguments) {
  const program = fileURLToPath(new URL(file, import.meta.url));
  let told = '';
  const onLine = (/** @type {string} */ line) => {
    if (line !== told && line.endsWith('.')) say(line);
    told = line;
  };
  const { code, signal, stdout, stderr } = await runProgram(process.execPath, [program, ...programArguments], { timeLimitMs: runWithinMs, onLine });
  if (code !== 0) throw new Error(`Ratings could not be measured (${file}, ${code ?? signal}): ${stderr}`);
  return JSON.parse(lastLine(stdout));
}
