import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { projectFolder } from '../setup/places.mjs';
import { say } from '../setup/say.mjs';
import { loadTypeScript } from './cases-typescript.mjs';
import { startProgram } from './proxy/program.mjs';
import { figure, table } from './report/table.mjs';

/** @typedef {{ atS: number, rssMb: number, anonymousMb: number, files: number, threads: number, databaseMb: number, logMb: number }} Sample */
/** Megabytes in use on each thread's heap, and outside of the heaps for it; null where Node did not say. @typedef {{ atS: number, threads: readonly { name: string, heapMb: number, externalMb: number }[] }} Heaps */
/** @typedef {{ kind: string, expected: Record<string, number>, stored: Record<string, number>, isEqual: boolean }} Account */

const sampleEveryMs = 5000;
// Memory rises until a thread's garbage is collected, and falls then: what tells a leak is where it falls to. Flat: the lowest of the last
// third is above the lowest of the second third by less than this part of it.
const flatPart = 0.05;
const storedWithinMs = 20_000;

/**
 * Sends a mix of traffic through the engine for `--minutes` (10), samples its memory, files and database, and says whether the memory
 * stays flat and whether every exchange is stored. `--data-dir` keeps the database.
 */
export async function run(/** @type {readonly string[]} */ argv) {
  const { values } = parseArgs({ args: [...argv], options: { minutes: { type: 'string' }, quick: { type: 'boolean' }, 'data-dir': { type: 'string' } } });
  const minutes = Number(values.minutes ?? (values.quick === true ? 1 : 10));
  if (!(minutes > 0)) throw new Error('--minutes wants a number.');
  const folder = await mkdtemp(path.join(tmpdir(), 'whence-soak-'));
  const dataDir = values['data-dir'] ?? path.join(folder, 'data');
  const { startSoakTraffic, makeSoakCertificates, readAccounts, countDamagedBodies } = await loadTypeScript('test-support/soak/soak-traffic.ts');
  const certificates = await makeSoakCertificates();
  const engine = await startProgram(process.execPath, [
    path.join(projectFolder, 'out', 'main', 'engine.js'),
    '--port=0',
    '--no-standby',
    `--data-dir=${dataDir}`,
    '--connect-to=::127.0.0.1:',
    `--upstream-ca=${certificates.file}`,
  ], { env: { NODE_OPTIONS: `--report-on-signal --report-compact --report-exclude-network --report-directory=${folder}` } });
  try {
    const databaseFile = path.join(dataDir, 'whence.db');
    const traffic = await startSoakTraffic(engine.facts['proxy'], await readFile(String(engine.facts['ca']), 'utf8'), certificates);
    const { samples, heaps } = await sampleFor(minutes, engine.pid, databaseFile, folder);
    say('Waiting for what is under way.');
    const expected = await traffic.stop();
    /** @type {readonly Account[]} */
    const accounts = await accountsOnceEqual(() => readAccounts(databaseFile, expected));
    const damaged = countDamagedBodies(databaseFile);
    const afterwards = await sample(engine.pid, databaseFile, minutes * 60);
    await traffic.close();
    const verdict = judge(samples);

    process.stdout.write(`\n${table(['s', 'RSS, MB', 'anonymous', 'files', 'threads', 'database, MB', 'log, MB'], everyTenth(samples).map(cellsOf))}\n\n`);
    const heapNames = [...new Set(heaps.flatMap(({ threads }) => threads.map(({ name }) => name)))].toSorted();
    const heapCells = heaps.map(({ atS, threads }) => [
      atS.toFixed(0),
      ...heapNames.map((name) => threads.find((thread) => thread.name === name)).map((thread) => (thread === undefined ? '—' : `${figure(thread.heapMb)} + ${figure(thread.externalMb)}`)),
    ]);
    process.stdout.write(`${table(['s', ...heapNames.map((name) => `${name}: heap + outside, MB`)], heapCells)}\n\n`);
    process.stdout.write(`${table(['kind', 'to be stored', 'stored', ''], accounts.map(({ kind, expected: wanted, stored, isEqual }) => [kind, words(wanted), words(stored), isEqual ? 'equal' : 'DIFFERS']))}\n\n`);
    const differences = accounts.filter(({ isEqual }) => !isEqual).length + damaged;
    process.stdout.write(`${differences} differences; bodies damaged: ${damaged}; open files at the end: ${afterwards.files}; the engine said: ${wordsOf(engine.said()) || 'nothing'}\n`);
    process.stdout.write(
      `Lowest RSS of the second third ${figure(verdict.beforeMb)} MB, of the last ${figure(verdict.lastMb)} MB: ${verdict.isFlat ? 'flat' : 'NOT FLAT'} (the line through both: ${figure(verdict.mbPerMinute)} MB a minute)\n`,
    );
    if (differences > 0 || !verdict.isFlat) process.exitCode = 1;
    return { minutes, counts: traffic.counts, accounts, damaged, verdict, samples, heaps, afterwards };
  } finally {
    await engine.stop();
    certificates.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

async function sampleFor(/** @type {number} */ minutes, /** @type {number} */ pid, /** @type {string} */ databaseFile, /** @type {string} */ folder) {
  /** @type {Sample[]} */
  const samples = [];
  /** @type {Heaps[]} */
  const heaps = [];
  const startedAtMs = performance.now();
  for (let number = 1; performance.now() - startedAtMs < minutes * 60_000; number += 1) {
    await pause(Math.max(0, startedAtMs + number * sampleEveryMs - performance.now()));
    const taken = await sample(pid, databaseFile, (performance.now() - startedAtMs) / 1000);
    samples.push(taken);
    if (number % 6 === 0) heaps.push({ atS: taken.atS, threads: await readHeaps(pid, folder) });
    if (number % 12 === 0) say(cellsOf(taken).join('  '));
  }
  return { samples, heaps };
}

/** What Node's report says of every thread's heap; empty where none is written in time. */
async function readHeaps(/** @type {number} */ pid, /** @type {string} */ folder) {
  process.kill(pid, 'SIGUSR2');
  for (let attempt = 0; attempt < 20; attempt += 1) {
    await pause(100);
    const file = (await readdir(folder)).find((name) => name.startsWith('report.'));
    if (file === undefined) continue;
    const text = await readFile(path.join(folder, file), 'utf8');
    if (!text.trimEnd().endsWith('}')) continue;
    await rm(path.join(folder, file));
    const report = JSON.parse(text);
    return [report, ...report.workers].map(({ header, javascriptHeap }) => ({
      name: header.threadId === 0 ? 'main' : `thread ${header.threadId}`,
      heapMb: javascriptHeap.usedMemory / 1e6,
      externalMb: (javascriptHeap.externalMemory ?? 0) / 1e6,
    }));
  }
  return [];
}

/** @returns {Promise<Sample>} */
async function sample(/** @type {number} */ pid, /** @type {string} */ databaseFile, /** @type {number} */ atS) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const field = (/** @type {string} */ name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? Number.NaN);
  return {
    atS,
    rssMb: field('VmRSS') / 1024,
    anonymousMb: field('RssAnon') / 1024,
    files: (await readdir(`/proc/${pid}/fd`)).length,
    threads: field('Threads'),
    databaseMb: await megabytesOf(databaseFile),
    logMb: await megabytesOf(`${databaseFile}-wal`),
  };
}

function megabytesOf(/** @type {string} */ file) {
  return stat(file).then((found) => found.size / 1e6, () => 0);
}

function mean(/** @type {readonly number[]} */ numbers) {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
}

/** Without what Node says of its reports. */
function wordsOf(/** @type {string} */ said) {
  return said.split('\n').filter((line) => !/Node\.js report/.test(line)).join('\n').trim();
}

function lowest(/** @type {readonly Sample[]} */ some) {
  return Math.min(...some.map(({ rssMb }) => rssMb));
}

/** The lowest of the second and of the last third, and the slope of the line through both, which the garbage moves as well. */
function judge(/** @type {readonly Sample[]} */ samples) {
  const third = Math.ceil(samples.length / 3);
  const beforeMb = lowest(samples.slice(third, 2 * third));
  const lastMb = lowest(samples.slice(2 * third));
  const late = samples.slice(third);
  const meanS = mean(late.map(({ atS }) => atS));
  const meanMb = mean(late.map(({ rssMb }) => rssMb));
  const spread = late.reduce((sum, { atS }) => sum + (atS - meanS) ** 2, 0);
  const slope = spread === 0 ? 0 : late.reduce((sum, { atS, rssMb }) => sum + (atS - meanS) * (rssMb - meanMb), 0) / spread;
  return { beforeMb, lastMb, mbPerMinute: slope * 60, isFlat: lastMb <= beforeMb * (1 + flatPart) };
}

/** Rows come a moment after what they tell of. @param {() => readonly Account[]} read */
async function accountsOnceEqual(read) {
  const untilMs = performance.now() + storedWithinMs;
  for (;;) {
    const accounts = read();
    if (accounts.every(({ isEqual }) => isEqual) || performance.now() > untilMs) return accounts;
    await pause(200);
  }
}

function everyTenth(/** @type {readonly Sample[]} */ samples) {
  const step = Math.max(1, Math.floor(samples.length / 12));
  return samples.filter((_, index) => index % step === 0 || index === samples.length - 1);
}

function cellsOf(/** @type {Sample} */ { atS, rssMb, anonymousMb, files, threads, databaseMb, logMb }) {
  return [atS.toFixed(0), figure(rssMb), figure(anonymousMb), String(files), String(threads), figure(databaseMb), figure(logMb)];
}

function words(/** @type {Record<string, number>} */ counts) {
  return Object.entries(counts).map(([state, count]) => `${count} ${state}`).join(', ') || 'none';
}
