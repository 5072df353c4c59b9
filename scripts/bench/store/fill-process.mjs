import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { percentile } from '../report/statistics.mjs';
import { importPart } from './built.mjs';
import { measureSize } from './size.mjs';

// Fills a new database with traffic as the engine does (written in batches, analysed, packed), each stage timed, and prints one line of JSON
// behind its progress. The hashes of all bodies as they were made go into a file beside.
// usage: fill-process.mjs BUILT-FOLDER DATA-FOLDER PAIRS ANALYSED SEED

const [folder = '', dataFolder = '', pairs, analysed, seed] = process.argv.slice(2);
/** As the analyst's thread does. */
const batchPairs = 20;
const packedAtATime = 50;
const checkpointEveryMs = 250;
const progressEveryMs = 10_000;
const largeBytes = 900_000;
const rememberedOfKind = 400;

const [{ claudeTraffic }, { openStore }, { exchangeWrites }, { openStoreReads }, { openAnalysisWrites }, { StoreAnalyst }, { WorkQueue }, { ruleVersion }] = await Promise.all(
  /** @type {const} */ (['claude-traffic', 'open-store', 'exchange-writes', 'open-store-reads', 'analysis-writes', 'store-analyst', 'work-queue', 'rules']).map((name) => importPart(folder, name)),
);

const databaseFile = path.join(dataFolder, 'whence.db');
const opening = openStore(databaseFile, new Date(0));
if (!opening.opened) throw new Error(opening.message);
const { store } = opening;
const recorder = exchangeWrites(store);
const reads = openStoreReads(databaseFile);
const writes = openAnalysisWrites(databaseFile);
const analyst = new StoreAnalyst(reads, writes);
const queue = new WorkQueue(reads, ruleVersion);
const hashFile = openSync(path.join(dataFolder, 'bodies.sha256'), 'w');

const stageMs = { make: 0, write: 0, analyse: 0, repeat: 0, pack: 0, checkpoint: 0 };
/** Of the processor, which others on the machine do not take part in. */
const stageCpuMs = { ...stageMs };
/** @type {number[]} */
const requestBytes = [];
let responseBytes = 0;
/** Of what is not analysed yet. @type {Map<string, number>} */
const bytesById = new Map();
/** @type {number[]} */
const analysisMs = [];
/** @type {number[]} */
const largeAnalysisMs = [];
/** @type {Map<string, any[]>} */
const analysesByKind = new Map();
let repeated = 0;
let checkpointedAtMs = performance.now();
let toldAtMs = performance.now();
const startedMs = performance.now();

/** @type {any[]} */
let batch = [];
const traffic = claudeTraffic({ seed: Number(seed), pairs: Number(pairs) });
for (;;) {
  const { done, value } = await timed('make', () => traffic.next());
  if (done !== true) {
    batch.push(value);
    keepHashes(value);
  }
  if (done === true || batch.length === batchPairs) {
    const full = batch;
    batch = [];
    await timed('write', () => recorder.write(full));
    await workOff();
    tell();
  }
  if (done === true) break;
}
analyst.saveLearnt();
while ((await timed('pack', () => writes.packBodies(packedAtATime))) > 0);
while (await timed('pack', () => writes.shrinkFile()));
const figures = {
  pairs: requestBytes.length,
  analysed: analysisMs.length,
  seconds: (performance.now() - startedMs) / 1000,
  stageMs,
  stageCpuMs,
  bodies: { bytes: sum(requestBytes) + responseBytes, requestBytes: describe(requestBytes), responseMeanBytes: responseBytes / requestBytes.length },
  analysisMs: describe(analysisMs),
  largeAnalysisMs: largeAnalysisMs.length === 0 ? null : describe(largeAnalysisMs),
  peakMb: process.resourceUsage().maxRSS / 1024,
};
for (const part of [reads, writes]) part.close();
store.pragma('wal_checkpoint(TRUNCATE)');
const size = measureSize(store, databaseFile);
store.close();
closeSync(hashFile);
process.stdout.write(`${JSON.stringify({ ...figures, size })}\n`);

async function workOff() {
  while (analysisMs.length < Number(analysed)) {
    const id = queue.next();
    if (id === null) break;
    const beganMs = performance.now();
    const outcome = await timed('analyse', () => analyst.analyse(id, false));
    if (outcome?.trouble) throw new Error(outcome.trouble);
    const tookMs = performance.now() - beganMs;
    analysisMs.push(tookMs);
    if ((bytesById.get(id) ?? 0) >= largeBytes) largeAnalysisMs.push(tookMs);
    bytesById.delete(id);
    remember(id);
    await checkpoint();
  }
  if (analysisMs.length >= Number(analysed)) {
    for (let id = queue.next(); id !== null; id = queue.next()) {
      const analysis = analysisLike(id);
      await timed('repeat', () => writes.saveAnalyses([{ id, analysis }]));
      bytesById.delete(id);
      await checkpoint();
    }
  }
  while ((await timed('pack', () => writes.packBodies(packedAtATime))) > 0);
  await checkpoint();
}

/** The analysis of another exchange of the same kind: what is beyond `--analyse` is written like any other, without the work of finding it out. */
function analysisLike(/** @type {string} */ id) {
  const [row] = reads.readRows([id]);
  const known = analysesByKind.get(row.requestClass) ?? analysesByKind.get('main') ?? [];
  repeated += 1;
  return known[repeated % known.length] ?? null;
}

function remember(/** @type {string} */ id) {
  if (Number(analysed) >= Number(pairs)) return;
  const [row] = reads.readRows([id]);
  const known = analysesByKind.get(row.requestClass) ?? [];
  analysesByKind.set(row.requestClass, known);
  // From all over the traffic, so that what is repeated is as varied.
  const analysis = reads.readAnalysis(id);
  if (known.length < rememberedOfKind) known.push(analysis);
  else known[analysisMs.length % rememberedOfKind] = analysis;
}

async function checkpoint() {
  if (performance.now() - checkpointedAtMs < checkpointEveryMs) return;
  checkpointedAtMs = performance.now();
  await timed('checkpoint', () => writes.checkpoint());
}

/**
 * @template Result
 * @param {keyof typeof stageMs} stage
 * @param {() => Result} work
 * @returns {Promise<Awaited<Result>>}
 */
async function timed(stage, work) {
  const beganMs = performance.now();
  const cpuBefore = process.cpuUsage();
  try {
    return await work();
  } finally {
    const { user, system } = process.cpuUsage(cpuBefore);
    stageMs[stage] += performance.now() - beganMs;
    stageCpuMs[stage] += (user + system) / 1000;
  }
}

/** The hash of each body as it was made, 64 bytes a pair: request, response. */
function keepHashes(/** @type {any} */ exchange) {
  const hashes = Buffer.alloc(64);
  for (const body of exchange.bodies) {
    const hash = createHash('sha256');
    for (const octets of body.octets) hash.update(octets);
    hash.digest().copy(hashes, body.side === 'request' ? 0 : 32);
  }
  writeSync(hashFile, hashes);
  requestBytes.push(exchange.requestBytes);
  responseBytes += exchange.responseBytes;
  bytesById.set(exchange.id, exchange.requestBytes);
}

function tell() {
  if (performance.now() - toldAtMs < progressEveryMs) return;
  toldAtMs = performance.now();
  process.stdout.write(`${requestBytes.length} of ${pairs} pairs are stored, ${analysisMs.length} analysed.\n`);
}

function sum(/** @type {readonly number[]} */ values) {
  return values.reduce((total, value) => total + value, 0);
}

function describe(/** @type {readonly number[]} */ values) {
  return { mean: sum(values) / values.length, p5: percentile(values, 0.05), p50: percentile(values, 0.5), p95: percentile(values, 0.95), most: percentile(values, 1) };
}
