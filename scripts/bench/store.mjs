import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { lastLine, run as runProgram } from '../setup/run.mjs';
import { NeedsUser, say } from '../setup/say.mjs';
import { percentile } from './report/statistics.mjs';
import { buildStoreParts } from './store/built.mjs';
import { printStore } from './store/print.mjs';

const seed = 20260302;
const openings = 50;
/** Of more pairs only a sample is read back. */
const allRestoredUpToPairs = 10_000;
const sampledBodies = 2000;
/** Their content is removed from a copy. */
const mostRetained = 10_000;
const runWithinMs = 4 * 3600e3;

/**
 * Fills a database with traffic as Claude Code makes it (`--pairs N`, 10,000; `--quick`: 500) and measures what it takes on the disk, how fast it is
 * written and analysed (`--analyse N|all`, by default up to 10,000; what is beyond has the analyses of others), and how fast it answers. `--keep DIR` keeps it, and goes on from what is there.
 */
export async function run(/** @type {readonly string[]} */ argv) {
  const { values } = parseArgs({ args: [...argv], options: { 'pairs': { type: 'string' }, 'quick': { type: 'boolean', default: false }, 'keep': { type: 'string' }, 'analyse': { type: 'string' } } });
  const pairs = countOf(values.pairs ?? (values.quick ? '500' : '10000'), '--pairs');
  const analysed = values.analyse === undefined ? Math.min(pairs, 10_000) : values.analyse === 'all' ? pairs : countOf(values.analyse, '--analyse');
  const folder = values.keep === undefined ? await mkdtemp(path.join(tmpdir(), 'whence-store-')) : path.resolve(values.keep);
  try {
    await mkdir(folder, { recursive: true });
    const parts = await buildStoreParts();
    const plan = { seed, pairs, analysed };
    const filled = await fill(parts, folder, plan);
    const bodies = pairs <= allRestoredUpToPairs ? pairs * 2 : sampledBodies;
    const asked = await measured('query', [parts, folder, String(bodies), String(analysed)]);
    /** @type {{ openMs: number[] }} */
    const { openMs } = await measured('start', [parts, folder, String(openings)]);
    const start = { name: 'start: opening and first page', state: 'measured', calls: openings, p50Ms: percentile(openMs, 0.5), p95Ms: percentile(openMs, 0.95), mostMs: percentile(openMs, 1), found: null };
    const { stepMs, ...retention } = await measured('retention', [parts, folder, String(Math.min(mostRetained, Math.floor(pairs / 2)))]);
    const steps = { name: 'retention: one step', state: 'measured', calls: stepMs.length, p50Ms: percentile(stepMs, 0.5), p95Ms: percentile(stepMs, 0.95), mostMs: percentile(stepMs, 1), found: null };
    const result = { plan, ...filled, ...asked, retention, timings: [...asked.timings, start, steps] };
    printStore(result);
    if (asked.restoring.wrong + asked.searchesWithoutHit.length > 0) process.exitCode = 1;
    return result;
  } finally {
    if (values.keep === undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** What filling gave, now or in an earlier run of the same plan. */
async function fill(/** @type {string} */ parts, /** @type {string} */ folder, /** @type {{ seed: number, pairs: number, analysed: number }} */ plan) {
  const file = path.join(folder, 'filled.json');
  if (existsSync(file)) {
    const earlier = JSON.parse(await readFile(file, 'utf8'));
    if (JSON.stringify(earlier.plan) !== JSON.stringify(plan)) throw new NeedsUser(`${folder} was filled with other traffic. Name another folder, or remove it.`);
    say(`Asking what an earlier run has left in ${folder}; its figures of filling are shown.`);
    return earlier.filled;
  }
  if (existsSync(path.join(folder, 'whence.db'))) throw new NeedsUser(`There is a database in ${folder} already, of another kind or not filled to its end. Name another folder, or remove it.`);
  const filled = await measured('fill', [parts, folder, String(plan.pairs), String(plan.analysed), String(plan.seed)]);
  await writeFile(file, JSON.stringify({ plan, filled }));
  return filled;
}

/** What a process of its own measures. @returns {Promise<any>} */
async function measured(/** @type {'fill' | 'query' | 'start' | 'retention'} */ name, /** @type {readonly string[]} */ programArguments) {
  const program = fileURLToPath(new URL(`store/${name}-process.mjs`, import.meta.url));
  let told = '';
  const onLine = (/** @type {string} */ line) => {
    if (line !== told && line.endsWith('.')) say(line);
    told = line;
  };
  const { code, signal, stdout, stderr } = await runProgram(process.execPath, [program, ...programArguments], { timeLimitMs: runWithinMs, onLine });
  if (code !== 0) throw new Error(`The store could not be measured (${name}, ${code ?? signal}): ${stderr}`);
  return JSON.parse(lastLine(stdout));
}

function countOf(/** @type {string} */ text, /** @type {string} */ option) {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new NeedsUser(`${option} wants a whole number from 1 on.`);
  return count;
}
