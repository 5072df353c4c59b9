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
/** @typedef {{ kind: string, expected: Record<string, number>, stored: Record<string, number>, isEqual: boolean }} Account */

const sampleEveryMs = 5000;
// Flat: over the last two thirds the line through the samples rises by less than this a minute, or by less than this part in all.
const flatMbPerMinute = 2;
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
  ]);
  try {
    const databaseFile = path.join(dataDir, 'whence.db');
    const traffic = await startSoakTraffic(engine.facts['proxy'], await readFile(String(engine.facts['ca']), 'utf8'), certificates);
    const samples = await sampleFor(minutes, engine.pid, databaseFile);
    say('Waiting for what is under way.');
    const expected = await traffic.stop();
    /** @type {readonly Account[]} */
    const accounts = await accountsOnceEqual(() => readAccounts(databaseFile, expected));
    const damaged = countDamagedBodies(databaseFile);
    const afterwards = await sample(engine.pid, databaseFile, minutes * 60);
    await traffic.close();
    const verdict = judge(samples);

    process.stdout.write(`\n${table(['s', 'RSS, MB', 'anonymous', 'files', 'threads', 'database, MB', 'log, MB'], everyTenth(samples).map(cellsOf))}\n\n`);
    process.stdout.write(`${table(['kind', 'to be stored', 'stored', ''], accounts.map(({ kind, expected: wanted, stored, isEqual }) => [kind, words(wanted), words(stored), isEqual ? 'equal' : 'DIFFERS']))}\n\n`);
    const differences = accounts.filter(({ isEqual }) => !isEqual).length + damaged;
    process.stdout.write(`${differences} differences; bodies damaged: ${damaged}; open files at the end: ${afterwards.files}; the engine said: ${engine.said() === '' ? 'nothing' : engine.said()}\n`);
    process.stdout.write(
      `RSS over the last two thirds: from ${figure(verdict.fromMb)} to ${figure(verdict.toMb)} MB on the line through the samples, ${figure(verdict.mbPerMinute)} MB a minute: ${verdict.isFlat ? 'flat' : 'NOT FLAT'}\n`,
    );
    if (differences > 0 || !verdict.isFlat) process.exitCode = 1;
    return { minutes, counts: traffic.counts, accounts, damaged, verdict, samples, afterwards };
  } finally {
    await engine.stop();
    certificates.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

async function sampleFor(/** @type {number} */ minutes, /** @type {number} */ pid, /** @type {string} */ databaseFile) {
  /** @type {Sample[]} */
  const samples = [];
  const startedAtMs = performance.now();
  for (let number = 1; performance.now() - startedAtMs < minutes * 60_000; number += 1) {
    await pause(Math.max(0, startedAtMs + number * sampleEveryMs - performance.now()));
    const taken = await sample(pid, databaseFile, (performance.now() - startedAtMs) / 1000);
    samples.push(taken);
    if (number % 12 === 0) say(cellsOf(taken).join('  '));
  }
  return samples;
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

/** The least-squares line through the last two thirds of the samples. */
function judge(/** @type {readonly Sample[]} */ samples) {
  const late = samples.slice(Math.floor(samples.length / 3));
  const meanS = mean(late.map(({ atS }) => atS));
  const meanMb = mean(late.map(({ rssMb }) => rssMb));
  const spread = late.reduce((sum, { atS }) => sum + (atS - meanS) ** 2, 0);
  const slope = spread === 0 ? 0 : late.reduce((sum, { atS, rssMb }) => sum + (atS - meanS) * (rssMb - meanMb), 0) / spread;
  const fromMb = meanMb + slope * ((late[0]?.atS ?? 0) - meanS);
  const toMb = meanMb + slope * ((late.at(-1)?.atS ?? 0) - meanS);
  return { mbPerMinute: slope * 60, fromMb, toMb, isFlat: slope * 60 < flatMbPerMinute || toMb - fromMb < flatPart * meanMb };
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
