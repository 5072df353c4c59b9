import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StoredTraffic } from '../../../../test-support/stored-traffic.ts';
import { exchangeWrites } from '../exchange-writes.ts';
import { addBillFunctions } from '../costs/bill-functions.ts';
import { migrations } from '../migrations/migrations.ts';
import { openStore, type Store } from '../open-store.ts';
import { openStoreReads } from '../open-store-reads.ts';
import { openDamaged } from './damaged-store.ts';
import { Salvage, type SalvageCounts } from './salvage.ts';

const exchanges = 150;
const pageBytes = 4096;
let folder: string;
let sound: string;
let soundCosts: unknown;
let damaged: string;
let target: Store;
let turn = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'salvage-'));
  sound = join(folder, 'sound.db');
  const traffic = new StoredTraffic(sound);
  let packed = 0;
  for (let number = 1; number <= exchanges; number += 1) {
    // Random, so that it takes as much room packed.
    const said = randomBytes(3000).toString('base64');
    const body = JSON.stringify({ model: 'claude-sonnet-4-5', messages: [{ role: 'user', content: [{ type: 'text', text: `request ${number}: ${said}` }] }] });
    traffic.add({ id: `id-${String(number).padStart(3, '0')}`, at: number * 1_000_000, messages: [], body, usage: { input_tokens: 5000, output_tokens: 10 } });
  }
  await traffic.analyse();
  // Half of them as they came, half by their texts.
  while (packed < exchanges) packed += await traffic.writes.packBodies(10);
  traffic.store.exec("INSERT INTO rating SELECT number, 5, 'good', 7 FROM exchange WHERE number % 10 = 0; UPDATE exchange SET is_pinned = 1 WHERE number % 30 = 0");
  soundCosts = traffic.reads.readCosts({ by: 'source', limit: 100 });
  traffic.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(() => {
  turn += 1;
  damaged = join(folder, `whence-damaged-${turn}.db`);
  copyFileSync(sound, damaged);
  const opening = openStore(join(folder, `new-${turn}.db`), new Date(0));
  if (!opening.opened) throw new Error(opening.message);
  target = opening.store;
});
afterEach(() => target.close());

describe('what can be read of a damaged database', () => {
  it('is everything where nothing is damaged, with heads, bodies, analyses, sources, sums, ratings and pins', () => {
    expect(salvage()).toEqual({ whole: exchanges, withoutBodies: 0, unreadable: 0 });
    const { reads, source } = both();
    const rows = reads.listRows({ limit: 1000 }).rows;
    expect(rows).toEqual(source.listRows({ limit: 1000 }).rows);
    for (const { id } of rows.slice(0, 20)) {
      expect(reads.readDetail(id)).toEqual(source.readDetail(id));
      expect(reads.readBody(id, 'request')).toEqual(source.readBody(id, 'request'));
      expect(reads.readBody(id, 'response')).toEqual(source.readBody(id, 'response'));
      const analysis = reads.readAnalysis(id);
      expect({ ...analysis, sources: new Set(analysis?.sources) }).toEqual({ ...source.readAnalysis(id), sources: new Set(source.readAnalysis(id)?.sources) });
      expect(JSON.stringify(reads.readThreadRecord(id))).toBe(JSON.stringify(source.readThreadRecord(id)));
    }
    expect(reads.readCosts({ by: 'source', limit: 100 })).toEqual(soundCosts);
    expect(soundDatabase()).toEqual(['ok', undefined]);
    reads.close();
    source.close();
  });

  it('has the ratings of turns and sessions with their requests, unless they were rated anew meanwhile', () => {
    const source = openStore(damaged, new Date(0));
    if (!source.opened) throw new Error(source.message);
    const [sessionKey = '', turnKey = ''] = source.store.prepare<[], [string, string]>('SELECT session_key, turn_key FROM exchange WHERE number = 5').raw().get() ?? [];
    const rate = source.store.prepare('INSERT INTO group_rating (session_key, turn_key, stars, comment, rated_at_us) VALUES (?, ?, ?, ?, 9)');
    rate.run(sessionKey, null, 2, 'Too long.');
    rate.run(sessionKey, turnKey, 4, 'Well done.');
    rate.run('another', null, 1, 'Of what is not stored.');
    source.store.close();
    salvage();
    const rows = (sql: string) => target.prepare(sql).raw().all();
    expect(rows('SELECT session_key, turn_key, stars, comment, rated_at_us FROM group_rating ORDER BY stars')).toEqual([[sessionKey, null, 2, 'Too long.', 9], [sessionKey, turnKey, 4, 'Well done.', 9]]);
    const requests = (scope: string) => rows(`SELECT sum(requests) FROM rated WHERE scope = '${scope}'`).flat()[0];
    const ofTurn = target.prepare<[string], number>('SELECT count(*) FROM exchange WHERE turn_key = ? AND number NOT IN (SELECT exchange_number FROM rating)').pluck().get(turnKey);
    expect([requests('request'), requests('turn')]).toEqual([exchanges / 10, ofTurn]);
    expect(rows('SELECT sum(requests), count(*) FROM rated_exchange, (SELECT sum(requests) AS requests FROM rated)')).toEqual([[exchanges * exchanges, exchanges]]);
  });

  it('has the points in time that were marked, each once however often it was interrupted, beside those marked meanwhile', () => {
    const source = openStore(damaged, new Date(0));
    if (!source.opened) throw new Error(source.message);
    const mark = "INSERT INTO marker (at_us, label) VALUES (?, ?)";
    source.store.prepare(mark).run(5_000_000, 'Removed context7');
    source.store.prepare(mark).run(9_000_000, 'Shorter CLAUDE.md');
    source.store.prepare(mark).run(-1, 'Out of the damage');
    source.store.close();
    target.prepare(mark).run(7_000_000, 'Meanwhile');
    salvage(3);
    salvage();
    salvage();
    expect(target.prepare('SELECT at_us, label FROM marker ORDER BY at_us').raw().all()).toEqual([[5_000_000, 'Removed context7'], [7_000_000, 'Meanwhile'], [9_000_000, 'Shorter CLAUDE.md']]);
  });

  it('is what lies around pages that were overwritten; what is missing is counted, and nothing is taken for whole that is not', () => {
    const pages = Math.floor(statSync(damaged).size / pageBytes);
    for (const share of [0.3, 0.5, 0.7, 0.9]) overwrite(Math.floor(pages * share) * pageBytes, randomBytes(pageBytes * 3));
    const counts = salvage();
    expect(counts.whole + counts.withoutBodies + counts.unreadable).toBe(exchanges);
    expect(counts.whole).toBeGreaterThan(exchanges * 0.6);
    expect(counts.whole).toBeLessThan(exchanges);
    verifyBodies(counts);
    expect(soundDatabase()).toEqual(['ok', undefined]);
  });

  it('is what pages of the rows themselves leave, and says how many could not be read', () => {
    // The leaf pages of the table of exchanges.
    const database = new Database(damaged, { readonly: true });
    const root = Number(database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'exchange'").pluck().get());
    database.close();
    const interior = readFileSync(damaged).subarray((root - 1) * pageBytes, root * pageBytes);
    expect(interior[0]).toBe(5);
    const leaf = interior.readUInt32BE(interior.readUInt16BE(12));
    overwrite((leaf - 1) * pageBytes, randomBytes(pageBytes));
    const counts = salvage();
    expect(counts.unreadable).toBeGreaterThan(0);
    expect(counts).toMatchObject({ whole: exchanges - counts.unreadable, withoutBodies: 0 });
    verifyBodies(counts);
  });

  it('is the beginning of a file that was cut off', () => {
    truncateSync(damaged, Math.floor((statSync(damaged).size * 0.85) / pageBytes) * pageBytes + 100);
    const counts = salvage();
    expect(counts.whole).toBeGreaterThan(10);
    verifyBodies(counts);
    expect(soundDatabase()).toEqual(['ok', undefined]);
  });

  it('is everything where only the header was overwritten', () => {
    overwrite(0, randomBytes(100));
    const before = readFileSync(damaged);
    expect(salvage()).toEqual({ whole: exchanges, withoutBodies: 0, unreadable: 0 });
    expect(readFileSync(damaged).equals(before)).toBe(true);
    expect(existsSync(`${damaged}.mended`)).toBe(false);
  });

  it('is everything where only indexes are damaged', () => {
    const database = new Database(damaged, { readonly: true });
    const indexes = database.prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND name NOT LIKE 'sqlite_autoindex_exchange_source%'").pluck().all();
    database.close();
    for (const page of indexes) overwrite((page - 1) * pageBytes, Buffer.alloc(pageBytes));
    expect(salvage()).toEqual({ whole: exchanges, withoutBodies: 0, unreadable: 0 });
    verifyBodies({ whole: exchanges, withoutBodies: 0, unreadable: 0 });
  });

  it('is nothing of what is no database at all', () => {
    overwrite(0, Buffer.alloc(statSync(damaged).size, 'no database '));
    expect(openDamaged(damaged, migrations.length)).toBe(null);
  });

  it('is there once, however often the salvage was interrupted, and is not what is recorded meanwhile', () => {
    for (let interruption = 0; interruption < 5; interruption += 1) expect(salvage(2)).toMatchObject({ withoutBodies: 0, unreadable: 0 });
    expect(target.prepare('SELECT count(*) FROM exchange').pluck().get()).toBeLessThan(exchanges);
    expect(exchangeWrites(target).nextNumber()).toBe(2 ** 22 + 1);
    expect(salvage()).toEqual({ whole: exchanges, withoutBodies: 0, unreadable: 0 });
    expect(salvage()).toEqual({ whole: exchanges, withoutBodies: 0, unreadable: 0 });
    expect(target.prepare('SELECT count(*), max(number) FROM exchange').raw().get()).toEqual([exchanges, 2 ** 22]);
  });

  it('can be had of every earlier schema: what was not analysed as now is analysed anew', () => {
    for (let version = 1; version < migrations.length; version += 1) {
      const file = join(folder, `old-${version}.db`);
      const old = new Database(file);
      addBillFunctions(old);
      for (const step of migrations.slice(0, version)) old.exec(step.sql);
      old.pragma(`user_version = ${version}`);
      const body = Buffer.from(`{"version":${version}}`);
      const scheme = version > 1 ? ['scheme, ', "'https', "] : ['', ''];
      old.exec(`INSERT INTO exchange (number, id, state, request_class, ${scheme[0]}host, port, method, path, request_started_at_us, request_bytes, response_bytes, rule_version)
        VALUES (7, 'old-${version}', 'complete', 'main', ${scheme[1]}'api.test', 443, 'POST', '/', 5, ${body.length}, 0, 3)`);
      old.exec("INSERT INTO exchange_head (exchange_number, request_line, request_headers, request_trailers, interim_heads, status_line, response_headers, response_trailers) VALUES (7, 'POST / HTTP/1.1', '[]', '[]', '[]', null, '[]', '[]')");
      old.prepare("INSERT INTO body (number, exchange_number, stored_bytes, complete, stored_sha256, masks) VALUES (14, 7, ?, 1, ?, '[]')").run(body.length, sha256(body));
      old.prepare("INSERT INTO body_piece (body_number, start, bytes, packing, octets) VALUES (14, 0, ?, 'raw', ?)").run(body.length, body);
      old.close();
      damaged = file;
      expect(salvage(), `version ${version}`).toEqual({ whole: 1, withoutBodies: 0, unreadable: 0 });
      const reads = openStoreReads(join(folder, `new-${turn}.db`));
      expect(String(Buffer.from(reads.readBody(`old-${version}`, 'request')?.octets ?? []))).toBe(String(body));
      expect(reads.listUnanalysed(100)).toContain(`old-${version}`);
      reads.close();
    }
  });

  it('is not had of a newer schema', () => {
    const newer = new Database(damaged);
    newer.pragma('user_version = 999');
    newer.close();
    expect(openDamaged(damaged, migrations.length)).toBe(null);
  });
});

/** Saves what can be saved, in so many steps at most. */
function salvage(steps = Infinity): SalvageCounts {
  const opened = openDamaged(damaged, migrations.length);
  if (opened === null) throw new Error('nothing could be read');
  try {
    const salvaging = new Salvage(target, opened, 'whence-damaged-1.db'.replace('1', damaged));
    for (let step = 0; step < steps && salvaging.step() !== null; step += 1);
    return salvaging.counts;
  } finally {
    opened.close();
  }
}

/** Every body that is called complete has the octets of the one that was recorded, and as many are not as was said. */
function verifyBodies({ whole, withoutBodies }: SalvageCounts): void {
  const { reads, source } = both();
  let missing = 0;
  const rows = reads.listRows({ limit: 1000 }).rows;
  for (const { id } of rows) {
    const bodies = (['request', 'response'] as const).map((side) => {
      const body = reads.readBody(id, side);
      const isRight = body?.complete !== true || Buffer.from(body.octets).equals(source.readBody(id, side)?.octets ?? Buffer.alloc(0));
      expect([id, side, isRight]).toEqual([id, side, true]);
      return body;
    });
    if (bodies.some((body) => body?.complete !== true) || reads.readDetail(id)?.requestLine === null) missing += 1;
  }
  expect([rows.length - missing, missing]).toEqual([whole, withoutBodies]);
  reads.close();
  source.close();
}

function both() {
  return { reads: openStoreReads(join(folder, `new-${turn}.db`)), source: openStoreReads(sound) };
}

function soundDatabase(): unknown[] {
  return [target.pragma('integrity_check', { simple: true }), target.prepare('PRAGMA foreign_key_check').get()];
}

function overwrite(at: number, octets: Uint8Array): void {
  const file = openSync(damaged, 'r+');
  writeSync(file, octets, 0, octets.length, at);
  closeSync(file);
}

function sha256(octets: Uint8Array): Buffer {
  return createHash('sha256').update(octets).digest();
}
