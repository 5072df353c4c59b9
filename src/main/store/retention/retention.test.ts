import { mkdtempSync, readFileSync, rmSync, statSync, existsSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RetentionLimits } from '../../../contract/retention-view.ts';
import { user } from '../../../../test-support/recorded-request.ts';
import { StoredTraffic, type RequestToStore } from '../../../../test-support/stored-traffic.ts';
import { Deletion, type DeletionWish } from './deletion.ts';
import { Retention, type RetentionEnd } from './retention.ts';
import { emptyLog, usedBytes } from './store-size.ts';

const day = 86_400_000_000;
const megabyte = 1_000_000;
const noLimits: RetentionLimits = { days: 0, megabytes: 0, keepRated: true, keepPinned: true };

let folder: string;
let traffic: StoredTraffic;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retention-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
});
afterEach(() => {
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('retention by days', () => {
  it('takes bodies, heads and segments of what is older, and leaves rows, sources, costs and sums as they were', async () => {
    await fill(20, (number) => ({ at: number * day }));
    const before = { rows: rows(), costs: costs() };
    retain({ ...noLimits, days: 10 }, 20 * day);
    const removed = rows().filter(({ contentRemovedAtUs }) => contentRemovedAtUs !== null);
    expect(removed.map(({ id }) => id).toSorted()).toEqual(Array.from({ length: 9 }, (_, index) => id(index + 1)));
    expect(rows().map((row) => ({ ...row, contentRemovedAtUs: null }))).toEqual(before.rows);
    expect(costs()).toEqual(before.costs);
    expect(traffic.reads.readBody(id(9), 'request')).toBeNull();
    expect(traffic.reads.readDetail(id(9))).toMatchObject({ requestLine: null, requestHeaders: [] });
    expect(traffic.reads.readBody(id(10), 'request')).toMatchObject({ complete: true });
    expect((await traffic.reads.searchTexts({ phrases: ['number0009'], limit: 9 })).hits).toEqual([]);
    expect((await traffic.reads.searchTexts({ phrases: ['number0010'], limit: 9 })).hits).toHaveLength(1);
    expect(traffic.store.pragma('foreign_key_check')).toEqual([]);
    // Nor is it analysed again, which would take its figures away.
    traffic.store.exec("UPDATE exchange SET rule_version = 1 WHERE content_removed_at_us IS NOT NULL");
    expect([traffic.reads.listOutdated(1_000_000, 100).includes(id(1)), traffic.reads.countUnanalysed()]).toEqual([false, 0]);
  });

  it('leaves what is rated, pinned, open or not analysed yet', async () => {
    await fill(6, (number) => ({ at: number }));
    traffic.store.exec("INSERT INTO rating SELECT number, 1, NULL, 1 FROM exchange WHERE number = 1; UPDATE exchange SET is_pinned = 1 WHERE number = 2");
    traffic.store.exec("UPDATE exchange SET state = 'open' WHERE number = 3; UPDATE exchange SET rule_version = 0 WHERE number = 4");
    retain({ ...noLimits, days: 1 }, 90 * day);
    expect(rows().filter(({ contentRemovedAtUs }) => contentRemovedAtUs === null).map((row) => row.id).toSorted()).toEqual([1, 2, 3, 4].map(id));
    retain({ ...noLimits, days: 1, keepRated: false, keepPinned: false }, 90 * day);
    expect(rows().filter(({ contentRemovedAtUs }) => contentRemovedAtUs === null).map((row) => row.id).toSorted()).toEqual([3, 4].map(id));
  });
});

describe('retention by megabytes', () => {
  it('takes the oldest content until there is room, and gives the space back', async () => {
    await fill(60, (number) => ({ at: number * day, bytes: 100_000 }));
    emptyLog(traffic.store);
    const sizeBefore = statSync(traffic.file).size;
    const limit = 3;
    expect(usedBytes(traffic.store)).toBeGreaterThan(limit * megabyte);
    retain({ ...noLimits, megabytes: limit }, 61 * day);
    emptyLog(traffic.store);
    expect(usedBytes(traffic.store)).toBeLessThan(limit * megabyte * 0.96);
    expect(statSync(traffic.file).size).toBeLessThan(Math.min(sizeBefore * 0.7, limit * megabyte * 1.05));
    const kept = rows().filter(({ contentRemovedAtUs }) => contentRemovedAtUs === null);
    expect(kept.length).toBeGreaterThan(5);
    expect(kept.map((row) => row.id)).toEqual(Array.from({ length: kept.length }, (_, index) => id(60 - index)));
    expect(traffic.store.pragma('integrity_check', { simple: true })).toBe('ok');
    for (const row of kept) expect(traffic.reads.readBody(row.id, 'request')).toMatchObject({ complete: true });
  });

  it('takes the oldest rows when there is no content left, and the sums stay all the same', async () => {
    await fill(30, (number) => ({ at: number * day, bytes: 8_000 }));
    const before = costs();
    traffic.store.exec('CREATE TABLE ballast (octets BLOB); INSERT INTO ballast VALUES (zeroblob(2000000))');
    const end = retain({ ...noLimits, megabytes: 1 }, 31 * day);
    expect(end.isFull).toBe(true);
    expect(rows()).toEqual([]);
    expect(costs()).toEqual(before);
  });

  it('says when what is exempt takes more than the limit by itself', async () => {
    await fill(20, (number) => ({ at: number * day, bytes: 100_000 }));
    traffic.store.exec('UPDATE exchange SET is_pinned = 1');
    expect(retain({ ...noLimits, megabytes: 1 }, 31 * day)).toEqual({ did: 'nothing', isFull: true });
    expect(rows().every(({ contentRemovedAtUs }) => contentRemovedAtUs === null)).toBe(true);
  });

  it('goes on where another left off, while new exchanges come', async () => {
    await fill(40, (number) => ({ at: number * day, bytes: 8_000 }));
    const limits = { ...noLimits, days: 5 };
    for (let round = 0; new Retention(traffic.analystStore, limits).step(41 * day).did !== 'nothing'; round += 1) {
      if (round > 20) continue;
      traffic.add({ id: `new-${round}`, at: 41 * day, messages: [user(`meanwhile ${round}`)] });
      await traffic.analyse();
      await traffic.writes.packBodies(50);
    }
    expect(rows().filter(({ contentRemovedAtUs }) => contentRemovedAtUs !== null)).toHaveLength(35);
    for (const row of rows().filter((one) => one.id.startsWith('new-'))) expect(traffic.reads.readBody(row.id, 'request')).toMatchObject({ complete: true });
  });
});

describe('what the user deletes', () => {
  it('is gone from every table and from the raw files; other sessions stay whole, and sums shrink by it alone', async () => {
    // Alternating, so that they are in packs together.
    await fill(30, (number) => ({ at: number, sessionId: number % 2 === 0 ? 'kept' : 'gone', messages: [user(`Shared beginning of all. ${'x'.repeat(50)}`), user(`${number % 2 === 0 ? 'keptword' : 'goneword'}${number} ${noise(300)}`)] }));
    await fill(10, (number) => ({ id: `solo-${number}`, at: 1000 + number, sessionId: 'kept', messages: [user(`only ${number}`)] }));
    const original = new Map(rows().map((row) => [row.id, Buffer.from(traffic.reads.readBody(row.id, 'request')?.octets ?? [])]));
    expect((await traffic.reads.searchTexts({ phrases: ['goneword1'], limit: 9 })).hits).toHaveLength(1);
    expect(filesHold('goneword')).toBe(true);
    remove({ what: 'session', sessionId: 'gone' });
    expect(rows().every(({ sessionId }) => sessionId === 'kept')).toBe(true);
    expect(rows()).toHaveLength(25);
    for (const row of rows()) {
      const body = traffic.reads.readBody(row.id, 'request');
      expect([body?.complete, original.get(row.id)?.equals(body?.octets ?? Buffer.alloc(0))]).toEqual([true, true]);
    }
    expect(filesHold('goneword')).toBe(false);
    expect(textsHold('goneword')).toBe(false);
    expect(textsHold('keptword')).toBe(true);
    expect((await traffic.reads.searchTexts({ phrases: ['goneword1'], limit: 9 })).hits).toEqual([]);
    expect((await traffic.reads.searchTexts({ phrases: ['keptword2'], limit: 9 })).hits).toHaveLength(1);
    expect(sumOfSources()).toBe(sumOfRows());
    expect(traffic.store.pragma('foreign_key_check')).toEqual([]);
    expect(traffic.store.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('leaves no names of its sources', async () => {
    traffic.add({ id: 'kept', at: 1, sessionId: 'kept', fields: tools('keptname') }, { id: 'gone', at: 2, sessionId: 'gone', fields: tools('gonename') });
    await traffic.analyse();
    expect(sourcesKept().filter((source) => source.includes('name')).join()).toContain('gonename');
    const kept = traffic.reads.readAnalysis('kept');
    remove({ what: 'session', sessionId: 'gone' });
    expect(sourcesKept().join()).not.toContain('gonename');
    expect(filesHold('gonename')).toBe(false);
    expect(traffic.reads.readAnalysis('kept')).toEqual(kept);
    traffic.restart();
    expect(traffic.reads.readAnalysis('kept')).toEqual(kept);
  });

  it('is a selection, without what is under way', async () => {
    await fill(6, (number) => ({ at: number }));
    traffic.store.exec("UPDATE exchange SET state = 'open' WHERE number = 2");
    remove({ what: 'exchanges', ids: [id(1), id(2), id(3), 'unknown'] });
    expect(rows().map((row) => row.id)).toEqual([id(6), id(5), id(4), id(2)]);
    expect(traffic.reads.readBody(id(2), 'request')).toMatchObject({ complete: true });
  });

  it('is everything but what is under way: rows, bodies, words, names, sums, what was learnt, and what was put aside', async () => {
    await fill(40, (number) => ({ at: number, messages: [user(`secretword${number} ${noise(4000)}`)] }));
    emptyLog(traffic.store);
    const aside = join(folder, 'whence-damaged-2025.db');
    writeFileSync(aside, 'secretword');
    const sizeBefore = statSync(traffic.file).size;
    traffic.add({ id: 'open', at: 99, state: 'open', messages: [user('still streaming')] });
    traffic.store.exec("INSERT INTO marker (at_us, label) VALUES (5, 'took secretword out')");
    remove({ what: 'everything' });
    expect(rows().map((row) => row.id)).toEqual(['open']);
    expect(traffic.reads.readBody('open', 'request')).toMatchObject({ complete: true });
    for (const table of ['pack', 'text', 'pack_use', 'source', 'source_word', 'source_block', 'cost_day', 'removed_day', 'learnt_counts', 'segment_list', 'thread_record', 'marker', 'rated', 'rated_source', 'rated_exchange', 'group_rating', 'result_habit']) {
      expect([table, traffic.store.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]).toEqual([table, 0]);
    }
    expect([existsSync(aside), filesHold('secretword')]).toEqual([false, false]);
    expect(statSync(traffic.file).size).toBeLessThan(sizeBefore / 2);
    // What comes then is stored as ever.
    expect(sourcesKept().join()).not.toContain('secretword');
    await fill(3, (number) => ({ id: `after-${number}`, at: 200 + number }));
    expect(traffic.reads.readBody('after-1', 'request')).toMatchObject({ complete: true });
  });
});

describe('what comes while everything is deleted', () => {
  it('keeps its sources and its sums, and is all that is in any sum', async () => {
    await fill(30, (number) => ({ at: number * day }));
    traffic.store.exec('UPDATE exchange SET content_removed_at_us = 1 WHERE number < 4');
    // Rows that retention removed have left their figures in the sums.
    traffic.store.exec('CREATE TABLE ballast (octets BLOB); INSERT INTO ballast VALUES (zeroblob(2000000))');
    traffic.store.exec('UPDATE exchange SET is_pinned = 1 WHERE number > 10');
    retain({ ...noLimits, megabytes: 1 }, 40 * day);
    const deletion = new Deletion(traffic.analystStore, { what: 'everything' });
    deletion.step();
    await fill(2, (number) => ({ id: `meanwhile-${number}`, at: 50 * day + number, sessionId: 'meanwhile', fields: tools('lens') }));
    const analyses = ['meanwhile-1', 'meanwhile-2'].map((one) => traffic.reads.readAnalysis(one));
    while (deletion.step());
    expect(rows().map((row) => row.id)).toEqual(['meanwhile-2', 'meanwhile-1']);
    traffic.restart();
    expect(['meanwhile-1', 'meanwhile-2'].map((one) => traffic.reads.readAnalysis(one))).toEqual(analyses);
    expect(sumOfSources()).toBe(sumOfRows());
    expect(traffic.store.prepare('SELECT DISTINCT day FROM cost_day').pluck().all()).toEqual([50]);
  });

  it('gives no reader the names of sources that are gone', async () => {
    traffic.add({ id: 'before', at: 1, fields: tools('lens') });
    await traffic.analyse();
    // The reader remembers it.
    expect(JSON.stringify(traffic.reads.readAnalysis('before'))).toContain('lens');
    remove({ what: 'everything' });
    traffic.add({ id: 'after', at: 2, body: 'no prompt' });
    await traffic.analyse();
    expect(traffic.reads.readAnalysis('after')?.segments).toMatchObject([{ source: { kind: 'unknown' } }]);
  });
});

const id = (number: number): string => `id-${String(number).padStart(4, '0')}`;
const tools = (name: string) => ({ tools: [{ name, description: `Does ${name}.`, input_schema: { type: 'object' } }] });
const rows = () => traffic.reads.listRows({ limit: 1000 }).rows;
const costs = () => ({ sources: traffic.reads.readCosts({ by: 'source', limit: 1000 }), owners: traffic.reads.readCosts({ by: 'owner', limit: 1000 }) });

async function fill(exchanges: number, about: (number: number) => Partial<RequestToStore> & { readonly at: number; readonly bytes?: number }): Promise<void> {
  for (let number = 1; number <= exchanges; number += 1) {
    const { bytes, ...request } = about(number);
    // What is no JSON is one source, and nobody counts its tokens for minutes.
    const body = bytes === undefined ? {} : { body: noise(bytes) };
    traffic.add({ id: id(number), messages: [user(`number${String(number).padStart(4, '0')} says something.`)], usage: { input_tokens: 4000, output_tokens: 7 }, ...body, ...request });
  }
  await traffic.analyse();
  while ((await traffic.writes.packBodies(50)) > 0);
}

function retain(limits: RetentionLimits, nowUs: number): RetentionEnd {
  const retention = new Retention(traffic.analystStore, limits);
  for (;;) {
    const step = retention.step(nowUs);
    if (step.did === 'nothing') return step;
  }
}

function remove(wish: DeletionWish): void {
  const deletion = new Deletion(traffic.analystStore, wish);
  while (deletion.step());
}

function sourcesKept(): readonly string[] {
  return traffic.store.prepare<[], string>('SELECT source FROM segment_source').pluck().all();
}

function noise(bytes: number): string {
  return randomBytes(bytes).toString('base64');
}

function filesHold(word: string): boolean {
  return ['', '-wal'].some((suffix) => existsSync(traffic.file + suffix) && readFileSync(traffic.file + suffix).includes(word));
}

/** As it would be after the packs were unpacked. */
function textsHold(word: string): boolean {
  const numbers = traffic.store.prepare<[], number>('SELECT first_text FROM pack').pluck().all();
  return numbers.some((first) => {
    const pack = traffic.store.prepare<[number], { octets: Buffer; packing: string }>('SELECT octets, packing FROM pack WHERE first_text = ?').get(first);
    return pack !== undefined && unpacked(pack).includes(word);
  });
}

function unpacked({ octets, packing }: { octets: Buffer; packing: string }): Buffer {
  return packing === 'raw' ? octets : brotliDecompressSync(octets);
}

function sumOfSources(): unknown {
  return traffic.store.prepare("SELECT sum(tokens) FROM cost_day WHERE grouped LIKE 's:%'").pluck().get();
}

function sumOfRows(): unknown {
  return traffic.store.prepare('SELECT sum(tokens) FROM exchange_source JOIN exchange ON number = exchange_number WHERE is_summed = 1').pluck().get();
}
