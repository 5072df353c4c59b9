import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { percentile } from '../report/statistics.mjs';

// Rates requests, turns and sessions of a full database, and asks for the figures of all sources after each. Prints one line of JSON behind its progress.
// usage: rate-process.mjs BUILT-FOLDER DATA-FOLDER

const [folder = '', dataFolder = ''] = process.argv.slice(2);
const times = 20;
const ratedBefore = 300;

const [{ openStoreReads }, { ratingWrites }, { readInsights }] = await Promise.all(['open-store-reads', 'rating-writes', 'read-insights'].map((name) => import(pathToFileURL(path.join(folder, `${name}.js`)).href)));
const file = path.join(dataFolder, 'whence.db');
const reads = openStoreReads(file);
const ratings = ratingWrites(file);
const store = new Database(file, { readonly: true });
const lastUs = Number(store.prepare('SELECT max(at_us) FROM bill').pluck().get());
const now = new Date(lastUs / 1000);

/** @typedef {{ rated: object, requests: number }} Rated */
const ids = store.prepare('SELECT exchange.id FROM bill JOIN exchange ON exchange.number = bill.exchange_number WHERE bill.prompt_tokens > 0 ORDER BY at_us').pluck().all();
/** @type {readonly Rated[]} */
const requests = ids.map((id) => ({ rated: { of: 'request', id }, requests: 1 }));
const turns = store.prepare('SELECT session_key AS sessionId, turn_key AS turnKey, count(*) AS requests FROM bill WHERE turn_key IS NOT NULL GROUP BY 1, 2').all().map((/** @type {any} */ { sessionId, turnKey, requests: count }) => ({ rated: { of: 'turn', sessionId, turnKey }, requests: count }));
const sessions = store.prepare('SELECT session_key AS sessionId, count(*) AS requests FROM bill GROUP BY 1').all().map((/** @type {any} */ { sessionId, requests: count }) => ({ rated: { of: 'session', sessionId }, requests: count }));

for (const { rated } of [...spread(requests, ratedBefore / 2), ...spread(turns, ratedBefore / 3), ...spread(sessions, ratedBefore / 6)]) await rate(rated);
/** @type {object[]} */
const timings = [];
await timeRating('a request', spread(requests, times));
await timeRating('a turn of some 30', nearest(turns, 30));
await timeRating('a session of some 500', nearest(sessions, 500));
await time('all sources alone', null, () => reads.readSourceTable({}));
await time('all sources of two weeks', null, () => reads.readSourceTable({ fromUs: lastUs - 14 * 86_400_000_000 }));
await time('insights of two weeks', null, () => readInsights(reads, {}, now));
await time('insights of all', null, () => readInsights(reads, { fromUs: 0 }, now));
await time('what-if of two weeks', null, () => reads.readWhatIf({ fromUs: lastUs - 14 * 86_400_000_000 }));
await time('what-if of all', null, () => reads.readWhatIf({}));
const counts = { exchanges: store.prepare('SELECT count(*) FROM exchange').pluck().get(), sources: store.prepare('SELECT count(*) FROM exchange_source').pluck().get(), ratings: ratedBefore };
store.close();
reads.close();
ratings.close();
process.stdout.write(`${JSON.stringify({ ...counts, timings })}\n`);

async function rate(/** @type {object} */ rated, stars = 4) {
  const outcome = await ratings.rate(rated, { stars, comment: undefined, ratedAtUs: lastUs });
  if (outcome !== 'written') throw new Error(`A rating was not written: ${outcome}, ${JSON.stringify(rated)}`);
}

/** The rating by itself, and until the figures of all sources were there. */
async function timeRating(/** @type {string} */ name, /** @type {readonly Rated[]} */ chosen) {
  /** @type {Sample[]} */
  const alone = [];
  /** @type {Sample[]} */
  const until = [];
  for (const [index, { rated }] of chosen.entries()) {
    // What was rated has its sums already: other stars are one row.
    await ratings.withdraw(rated);
    const sinceBeginning = stopwatch();
    await rate(rated, 1 + (index % 5));
    alone.push(sinceBeginning());
    reads.readSourceTable({});
    until.push(sinceBeginning());
  }
  const count = Math.round(chosen.reduce((sum, { requests: one }) => sum + one, 0) / Math.max(1, chosen.length));
  timings.push(timingOf(`rate ${name}`, count, alone), timingOf(`rate ${name}, and all sources`, count, until));
}

async function time(/** @type {string} */ name, /** @type {number | null} */ count, /** @type {() => unknown} */ ask) {
  /** @type {Sample[]} */
  const samples = [];
  for (let index = 0; index < times; index += 1) {
    const sinceBeginning = stopwatch();
    await ask();
    samples.push(sinceBeginning());
  }
  timings.push(timingOf(name, count, samples));
}

/** @typedef {{ ms: number, cpuMs: number }} Sample of the clock, and of the processor, which others on the machine do not take part in */

/** @returns {() => Sample} */
function stopwatch() {
  const beganMs = performance.now();
  const cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { ms: performance.now() - beganMs, cpuMs: (user + system) / 1000 };
  };
}

function timingOf(/** @type {string} */ name, /** @type {number | null} */ count, /** @type {readonly Sample[]} */ samples) {
  const all = samples.map(({ ms }) => ms);
  return { name, requests: count, calls: samples.length, p50Ms: percentile(all, 0.5), p95Ms: percentile(all, 0.95), mostMs: percentile(all, 1), cpuP50Ms: percentile(samples.map(({ cpuMs }) => cpuMs), 0.5) };
}

/** @template Value @param {readonly Value[]} values @param {number} count @returns {readonly Value[]} */
function spread(values, count) {
  const step = Math.max(1, values.length / count);
  return Array.from({ length: Math.min(count, values.length) }, (_, index) => /** @type {Value} */ (values[Math.floor(index * step)]));
}

/** @param {readonly Rated[]} values @param {number} wanted @returns {readonly Rated[]} */
function nearest(values, wanted) {
  return values.toSorted((one, other) => Math.abs(one.requests - wanted) - Math.abs(other.requests - wanted)).slice(0, times);
}
