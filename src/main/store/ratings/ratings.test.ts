import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { user } from '../../../../test-support/recorded-request.ts';
import { StoredTraffic } from '../../../../test-support/stored-traffic.ts';
import { averageRating } from '../../../domain/rating/average-rating.ts';
import { openStoreReads } from '../open-store-reads.ts';
import { openForWriting } from '../open-for-writing.ts';
import { ratingWrites, type RatingWrites } from './rating-writes.ts';

const dayUs = 86_400_000_000;
const startUs = Date.UTC(2026, 9, 1, 6) * 1000;
const tool = (name: string) => ({ name, description: `${name} does what it is called. `.repeat(3), input_schema: { type: 'object' } });
let folder: string;
let file: string;
let traffic: StoredTraffic;
let writes: RatingWrites;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ratings-'));
  file = join(folder, 'whence.db');
  traffic = new StoredTraffic(file);
  for (let index = 0; index < 12; index += 1) {
    traffic.add({
      id: `id-${index}`,
      at: startUs + index * 0.4 * dayUs,
      sessionId: `session-${index % 3}`,
      fields: { model: 'claude-sonnet-4-5', tools: [tool('Read'), ...(index % 2 === 0 ? [tool('mcp__depot__lookup')] : [])] },
      messages: [user('Look at the depot. '.repeat(index + 1))],
      // Every fourth was never answered, and has no bill.
      ...(index % 4 === 3 ? { answer: null, state: 'failed' as const } : { answer: [{ type: 'text', text: 'It is there.' }] }),
      usage: { input_tokens: 900 + index * 131, output_tokens: 83 },
    });
  }
  await traffic.analyse();
}, 60_000);
beforeEach(async () => {
  writes = ratingWrites(file);
  for (const { rated: one } of traffic.reads.listRatings({ limit: 100 }).ratings) await writes.withdraw(one);
  return () => writes.close();
});
afterAll(() => {
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

const request = (id: string) => ({ of: 'request', id }) as const;
const rated = (id: string, stars: number, ratedAtUs = startUs) => writes.rate(request(id), { stars, comment: null, ratedAtUs });
const idsOf = ({ ratings }: ReturnType<typeof list>) => ratings.map(({ rated: one }) => (one.of === 'request' ? one.id : one.of));
const list = (query: object) => traffic.reads.listRatings({ limit: 10, ...query });
const sources = () => traffic.reads.listSources({ order: 'cost', ascending: false, offset: 0, limit: 1000 }).sources;
const figuresNow = () => sources().map(({ key, requests, ratings }) => [key, requests, ratings] as const);

/** What the sources had, counted request by request. */
function usesOf(key: string, isWanted: (startedAtUs: number) => boolean = () => true) {
  return traffic.reads.listRows({ limit: 100 }).rows.filter(({ timing }) => isWanted(timing.requestStartedAtUs)).flatMap(({ id, stars, timing }) => {
    const source = traffic.reads.readAnalysis(id)?.sources.find((one) => one.key === key);
    return source === undefined ? [] : [{ ...source, stars, startedAtUs: timing.requestStartedAtUs }];
  });
}
const sum = (figures: readonly (number | null)[]) => figures.reduce<number>((all, figure) => all + (figure ?? 0), 0);
const starsOf = (uses: ReturnType<typeof usesOf>) => averageRating(uses.flatMap(({ stars, tokens }) => (stars === null ? [] : [{ stars, tokens }])));

describe('a rating', () => {
  it('is kept, replaced, shown in the row and withdrawn', async () => {
    expect(await writes.rate(request('id-1'), { stars: 4, comment: 'Well done.', ratedAtUs: 5 })).toBe('written');
    expect(traffic.reads.readRating(request('id-1'))).toEqual({ rated: request('id-1'), stars: 4, comment: 'Well done.', ratedAtUs: 5 });
    expect(await writes.rate(request('id-1'), { stars: 2, comment: undefined, ratedAtUs: 6 })).toBe('written');
    expect(traffic.reads.readRating(request('id-1'))).toEqual({ rated: request('id-1'), stars: 2, comment: 'Well done.', ratedAtUs: 6 });
    expect(traffic.reads.readRows(['id-1'])[0]?.stars).toBe(2);
    expect(await writes.withdraw(request('id-1'))).toBe('written');
    expect(await writes.withdraw(request('id-1'))).toBe('written');
    expect(traffic.reads.readRating(request('id-1'))).toBeNull();
  });

  it('of what is not stored is not kept', async () => {
    expect(await rated('none', 3)).toBe('unknown-id');
    expect(await writes.withdraw(request('none'))).toBe('unknown-id');
    expect(await writes.pin('none', true)).toBe('unknown-id');
    await expect(rated('id-1', 6)).rejects.toThrow(/CHECK/);
  });

  it('is listed with the others, the latest first, page by page', async () => {
    for (const [index, id] of ['id-3', 'id-1', 'id-2', 'id-5'].entries()) await rated(id, 3, 100 + Math.floor(index / 2));
    expect(idsOf(list({}))).toEqual(['id-5', 'id-2', 'id-3', 'id-1']);
    expect(list({}).total).toBe(4);
    const { next, ...first } = list({ limit: 2 });
    expect(idsOf({ ...first, next })).toEqual(['id-5', 'id-2']);
    // Also when the last of the page is gone meanwhile.
    await writes.withdraw(request('id-2'));
    const rest = list({ limit: 2, before: next ?? '' });
    expect([idsOf(rest), rest.next]).toEqual([['id-3', 'id-1'], null]);
    await rated('id-2', 3, 101);
    expect(idsOf(list({ limit: 2, offset: 1 }))).toEqual(['id-2', 'id-3']);
    expect(idsOf(list({ fromUs: 101 }))).toEqual(['id-5', 'id-2']);
    expect(list({ untilUs: 101 }).total).toBe(2);
    expect(list({ before: '0-0-0' }).ratings).toEqual([]);
  });

  it('waits for another writer without holding up the thread, and for one that never ends only so long', async () => {
    const other = openForWriting(file);
    other.exec('BEGIN IMMEDIATE');
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 1);
    const waiting = rated('id-1', 5);
    await expect.poll(() => turns).toBeGreaterThan(5);
    expect(traffic.reads.readRating(request('id-1'))).toBeNull();
    other.exec('COMMIT');
    clearInterval(ticking);
    expect(await waiting).toBe('written');
    other.exec('BEGIN IMMEDIATE');
    const hasty = ratingWrites(file, 30);
    expect(await hasty.rate(request('id-2'), { stars: 5, comment: null, ratedAtUs: 1 })).toBe('busy');
    hasty.close();
    other.exec('ROLLBACK');
    other.close();
    expect(traffic.reads.readRating(request('id-2'))).toBeNull();
  });
});

it('a pin is put in and taken out', async () => {
  expect(await writes.pin('id-1', true)).toBe('written');
  expect(traffic.reads.readRows(['id-1'])[0]?.isPinned).toBe(true);
  expect(await writes.pin('id-1', false)).toBe('written');
  expect(traffic.reads.readRows(['id-1'])[0]?.isPinned).toBe(false);
});

describe('the sources', () => {
  it('have what all their requests had, billed or not, and the average of their ratings by tokens', async () => {
    await rated('id-0', 5);
    await rated('id-1', 2);
    await rated('id-3', 1);
    await rated('id-6', 4);
    const listed = sources();
    expect(new Set(listed.map(({ kind }) => kind))).toContain('mcp-tool-definition');
    for (const source of listed) {
      const uses = usesOf(source.key);
      const rating = starsOf(uses);
      expect(source).toMatchObject({ requests: uses.length, tokens: sum(uses.map(({ tokens }) => tokens)), ratings: rating.ratings });
      expect(source.costMicroUsd ?? 0).toBe(sum(uses.map(({ costMicroUsd }) => costMicroUsd)));
      expect(source.averageStars === null).toBe(rating.averageStars === null);
      expect(source.averageStars ?? 0).toBeCloseTo(rating.averageStars ?? 0, 9);
      expect(source.lastSeenAtUs).toBe(Math.max(...uses.map(({ startedAtUs }) => startedAtUs)));
    }
    const depot = listed.find(({ owner }) => owner === 'mcp/depot');
    expect(depot).toMatchObject({ name: 'depot', requests: 6, ratings: 2 });
  });

  it('are ordered, chosen and paged', async () => {
    await rated('id-0', 5);
    const all = sources();
    for (const [order, of] of [['tokens', 'tokens'], ['requests', 'requests'], ['last_seen', 'lastSeenAtUs'], ['rating', 'averageStars']] as const) {
      for (const ascending of [true, false]) {
        const values = traffic.reads.listSources({ order, ascending, offset: 0, limit: 1000 }).sources.map((source) => source[of]);
        const known = values.filter((value) => value !== null);
        expect(known).toEqual(known.toSorted((one, other) => (ascending ? one - other : other - one)));
        expect(values.slice(known.length).every((value) => value === null)).toBe(true);
      }
    }
    const paged = [0, 3, 6].flatMap((offset) => traffic.reads.listSources({ order: 'cost', ascending: false, offset, limit: 3 }).sources);
    expect(paged.map(({ key }) => key)).toEqual(all.slice(0, 9).map(({ key }) => key));
    expect(traffic.reads.listSources({ order: 'cost', ascending: false, offset: 500, limit: 3 })).toEqual({ sources: [], total: all.length });
    expect(traffic.reads.listSources({ order: 'name', ascending: true, owner: 'mcp/depot', offset: 0, limit: 9 }).total).toBe(1);
    expect(traffic.reads.listSources({ order: 'name', ascending: true, kind: 'nothing', offset: 0, limit: 9 }).total).toBe(0);
  });

  it('have the same figures over time, whole days and parts of days alike', async () => {
    await rated('id-2', 2);
    await rated('id-4', 5);
    const ranges = [{}, { fromUs: startUs + 0.3 * dayUs }, { untilUs: startUs + 3.1 * dayUs }, { fromUs: startUs + 0.1 * dayUs, untilUs: startUs + 0.5 * dayUs }, { fromUs: startUs + 0.5 * dayUs, untilUs: startUs + 3.9 * dayUs }];
    for (const range of ranges) {
      const isIn = (atUs: number) => atUs >= (range.fromUs ?? 0) && atUs < (range.untilUs ?? Infinity);
      const read = (per: 'day' | 'all') => traffic.reads.readSourceMetrics({ per, ...range, offset: 0, limit: 1000 });
      for (const metrics of [...read('all').metrics, ...read('day').metrics]) {
        const uses = usesOf(metrics.key, (atUs) => isIn(atUs) && (metrics.day === null || Math.floor(atUs / dayUs) === metrics.day));
        expect(metrics).toMatchObject({ requests: uses.length, tokens: sum(uses.map(({ tokens }) => tokens)), ratings: starsOf(uses).ratings });
        expect(metrics.costMicroUsd ?? 0).toBe(sum(uses.map(({ costMicroUsd }) => costMicroUsd)));
        expect(metrics.averageStars ?? 0).toBeCloseTo(starsOf(uses).averageStars ?? 0, 9);
      }
      const daily = read('day').metrics;
      expect(sum(daily.map(({ tokens }) => tokens))).toBe(sum(read('all').metrics.map(({ tokens }) => tokens)));
      expect(daily.map(({ day }) => day)).toEqual(daily.map(({ day }) => day).toSorted((one, other) => (other ?? 0) - (one ?? 0)));
    }
    expect(traffic.reads.readSourceMetrics({ per: 'all', owner: 'mcp/depot', offset: 0, limit: 9 }).metrics).toMatchObject([{ requests: 6, ratings: 2, day: null }]);
  });
});

it('what was imported is in no figure of a source', async () => {
  const [[key, requests, ratings] = ['', 0, 0]] = figuresNow().filter(([one]) => usesOf(one).some(({ startedAtUs }) => startedAtUs === startUs + 11 * 0.4 * dayUs));
  traffic.store.exec("INSERT INTO import VALUES (1, 'a.har', NULL, 0); UPDATE exchange SET import_number = 1 WHERE id = 'id-11'");
  await rated('id-11', 1);
  expect(figuresNow().find(([one]) => one === key)?.slice(1)).toEqual([requests - 1, ratings]);
  await writes.withdraw(request('id-11'));
  traffic.store.exec("UPDATE exchange SET import_number = NULL WHERE id = 'id-11'");
});

it('sources, their figures over time and ratings are read through indexes', () => {
  const statements: string[] = [];
  const reads = openStoreReads(file, (sql) => statements.push(sql));
  reads.listSources({ order: 'last_seen', ascending: false, offset: 0, limit: 9 });
  reads.readSourceMetrics({ per: 'day', fromUs: startUs + 1, untilUs: startUs + 3.3 * dayUs, offset: 0, limit: 9 });
  reads.listRatings({ before: 'id-1', limit: 9 });
  reads.readRating(request('id-1'));
  reads.close();
  const plans = statements.filter((sql) => /^\s*(WITH|SELECT)/.test(sql)).map((sql) => traffic.store.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all());
  const scans = plans.flat().map(({ detail }) => detail).filter((detail) => /^SCAN (exchange|exchange_source|cost_day)\b/.test(detail));
  expect(plans.length).toBeGreaterThanOrEqual(5);
  expect(scans).toEqual([]);
  expect(JSON.stringify(plans)).toContain('exchange_in_no_sum');
});
