import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { median, percentile } from '../report/statistics.mjs';
import { importPart } from './built.mjs';

// Asks a full database all that the window asks, each question with many values, compares restored bodies with what was made, and prints one
// line of JSON behind its progress.
// usage: query-process.mjs BUILT-FOLDER DATA-FOLDER RESTORED-BODIES

/** @typedef {{ name: string, state: 'measured', calls: number, p50Ms: number | null, p95Ms: number | null, mostMs: number | null, found: number | null } | { name: string, state: 'missing' }} Timing */

const [folder = '', dataFolder = '', restored, analysed] = process.argv.slice(2);
const calls = 60;
const pageRows = 100;
const searchRows = 50;
const largeBytes = 1_000_000;

const [{ openStoreReads }, { readContext }, { readThreads }, filters] = await Promise.all(
  /** @type {const} */ (['open-store-reads', 'read-context', 'read-threads', 'parse-filter-text']).map((name) => importPart(folder, name)),
);
const databaseFile = path.join(dataFolder, 'whence.db');
const reads = openStoreReads(databaseFile);
const store = new Database(databaseFile, { readonly: true });
/** @type {{ number: number, id: string, session: string, bytes: number, at: number, analysed: number }[]} */
const exchanges = store.prepare('SELECT number, id, session_key AS session, request_bytes AS bytes, request_started_at_us AS at, rule_version > 0 AS analysed FROM exchange ORDER BY number').all().map((row) => /** @type {any} */ (row));
const sourceWords = store.prepare('SELECT name FROM source WHERE name IS NOT NULL UNION SELECT kind FROM source ORDER BY 1').pluck().all().map(String);
const server = store.prepare("SELECT name FROM source WHERE kind = 'mcp-tool-definition' ORDER BY number LIMIT 1").pluck().get();
// Beyond that they have the analyses of others.
const prompts = exchanges.slice(0, Number(analysed)).filter((exchange) => exchange.analysed === 1 && exchange.bytes > 1000);
const largest = prompts.filter(({ bytes }) => bytes >= largeBytes);
const large = largest.length > 0 ? largest : prompts.toSorted((one, other) => other.bytes - one.bytes).slice(0, 10);
const largeMb = (large.reduce((bytes, exchange) => bytes + exchange.bytes, 0) / large.length / 1e6).toFixed(1);
const sessions = [...new Set(exchanges.map(({ session }) => session))];

/** @type {Timing[]} */
const timings = [];
/** @type {string[]} */
const searchesWithoutHit = [];
await time('list, first page', [null], () => reads.listRows({ limit: pageRows }));
await time('list, deep page by key', exchanges, ({ id }) => reads.listRows({ before: id, limit: pageRows }));
await time('list of a session', sessions, (sessionId) => reads.listRows({ sessionId, limit: pageRows }));
await time('list of an hour', exchanges, ({ at }) => reads.listRows({ fromUs: at, untilUs: at + 3600e6, limit: pageRows }));
await time('source filter', sourceWords, (contextSource) => reads.listRows({ contextSource, limit: pageRows }));
await time('source filter, deep page', exchanges, ({ id }, index) => reads.listRows({ contextSource: sourceWords[index % sourceWords.length], before: id, limit: pageRows }));
await time('source filter in a session', sessions, (sessionId, index) => reads.listRows({ sessionId, contextSource: sourceWords[index % sourceWords.length], limit: pageRows }));
await timeFilters();
await timeSearch();
await time('sessions list', [null], () => reads.listSessions());
for (const by of ['source', 'owner', 'turn', 'session', 'day', 'model']) await time(`costs by ${by}`, [null], () => reads.readCosts({ by, limit: pageRows }));
await time('threads of a session', sessions, (sessionId) => readThreads(reads, sessionId));
await time('breakdown', prompts, ({ id }) => readContext(reads, id));
await time(`breakdown of ${largeMb} MB, as JSON`, large, ({ id }) => void JSON.stringify(readContext(reads, id)));
const restoring = restore(Number(restored));
reads.close();
store.close();
process.stdout.write(`${JSON.stringify({ exchanges: exchanges.length, sessions: sessions.length, timings, searchesWithoutHit, restoring })}\n`);

/**
 * Asks with values from all over, as many as there are calls.
 * @template Value
 * @param {string} name
 * @param {readonly Value[]} values
 * @param {(value: Value, index: number) => unknown} ask
 */
async function time(name, values, ask) {
  const chosen = spread(values, calls);
  /** @type {number[]} */
  const samples = [];
  /** @type {(number | null)[]} */
  const found = [];
  for (let index = 0; chosen.length > 0 && index < calls; index += 1) {
    const value = /** @type {Value} */ (chosen[index % chosen.length]);
    const beganMs = performance.now();
    const answer = await ask(value, index);
    samples.push(performance.now() - beganMs);
    found.push(countOf(answer));
  }
  timings.push(timingOf(name, samples, median(found)));
}

async function timeFilters() {
  const all = reads.listRows({ limit: 1 }).total;
  const parsed = filters === null ? null : filters.parseFilterText('status:429', new Date());
  // A field that the query does not know would be left aside.
  const isKnown = parsed?.parsed === true && reads.listRows({ filter: parsed.filter, limit: 1 }).total < all;
  const { at = 0 } = exchanges[exchanges.length >> 1] ?? {};
  for (const text of ['status:>=400', 'model:opus agent:main', 'tokens:>50k', `source:mcp:${server} status:200`, 'cost:>0.05 model:sonnet', `before:${new Date(at / 1000).toISOString()} tokens:>100k`]) {
    const filter = isKnown ? filters.parseFilterText(text, new Date()) : null;
    if (filter?.parsed === true) await time(`filter ${text}`, [null], () => reads.listRows({ filter: filter.filter, limit: pageRows }));
    else timings.push({ name: `filter ${text}`, state: 'missing' });
  }
}

/** What some of the bodies say must be found; the commonest words are in nearly all of them. */
async function timeSearch() {
  const said = spread(prompts, calls).flatMap(({ id }) => [...Buffer.from(reads.readBody(id, 'request')?.octets ?? []).toString().matchAll(/ ([a-z]{4,}) ([a-z]{4,}) ([a-z]{4,}) /g)].at(-3)?.slice(1) ?? []);
  const threes = Array.from({ length: Math.floor(said.length / 3) }, (_, index) => said.slice(index * 3, index * 3 + 3));
  /** @type {Record<string, string[][]>} */
  const kinds = {
    'a word': threes.map((words) => words.slice(2)),
    'a common word': ['function', 'return', 'error', 'with', 'test', 'the'].map((word) => [word]),
    'two words': threes.map((words) => words.slice(0, 2)),
    'a phrase': threes.map((words) => [words.join(' ')]),
  };
  for (const [kind, asked] of Object.entries(kinds)) {
    const name = `full-text search, ${kind}`;
    if (typeof reads.searchTexts !== 'function') {
      timings.push({ name, state: 'missing' });
      continue;
    }
    await time(name, asked, async (phrases) => {
      const { hits } = await reads.searchTexts({ phrases, limit: searchRows });
      if (hits.length === 0) searchesWithoutHit.push(phrases.join(', '));
      return hits;
    });
  }
}

/** Reads so many bodies from all over and compares each with the hash of what was made. */
function restore(/** @type {number} */ most) {
  const hashes = readFileSync(path.join(dataFolder, 'bodies.sha256'));
  const all = exchanges.flatMap(({ number, id }) => /** @type {const} */ (['request', 'response']).map((side, index) => ({ id, side, made: hashes.subarray((number - 1) * 64 + index * 32, (number - 1) * 64 + index * 32 + 32) }))).filter(({ made }) => made.some((octet) => octet !== 0));
  /** @type {Record<'request' | 'response', number[]>} */
  const samples = { request: [], response: [] };
  let bytes = 0;
  let wrong = 0;
  const chosen = spread(all, most);
  for (const { id, side, made } of chosen) {
    const beganMs = performance.now();
    const body = reads.readBody(id, side);
    samples[side].push(performance.now() - beganMs);
    bytes += body?.octets.byteLength ?? 0;
    if (body === null || !createHash('sha256').update(body.octets).digest().equals(made)) wrong += 1;
  }
  for (const [side, all_] of Object.entries(samples)) timings.push(timingOf(`restore of a ${side} body`, all_));
  const ms = samples.request.concat(samples.response).reduce((total, sample) => total + sample, 0);
  return { bodies: all.length, compared: chosen.length, wrong, bytes, mbPerSecond: bytes / 1e3 / ms };
}

/** How many rows there are to an answer, so that one that is quick because it found nothing is seen; null where it is no list. */
function countOf(/** @type {any} */ answer) {
  return answer?.total ?? answer?.entryCount ?? answer?.length ?? null;
}

/** @returns {Timing} */
function timingOf(/** @type {string} */ name, /** @type {readonly number[]} */ samples, /** @type {number | null} */ found = null) {
  if (samples.length === 0) return { name, state: 'missing' };
  return { name, state: 'measured', calls: samples.length, p50Ms: percentile(samples, 0.5), p95Ms: percentile(samples, 0.95), mostMs: percentile(samples, 1), found };
}

/**
 * So many of them, from all over; all when there are no more.
 * @template Value
 * @param {readonly Value[]} values
 * @param {number} count
 */
function spread(values, count) {
  if (values.length <= count) return values;
  return Array.from({ length: count }, (_, index) => /** @type {Value} */ (values[Math.floor(((index + 0.5) * values.length) / count)]));
}
