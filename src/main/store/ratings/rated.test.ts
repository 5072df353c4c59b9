import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { user } from '../../../../test-support/recorded-request.ts';
import { StoredTraffic } from '../../../../test-support/stored-traffic.ts';
import type { Rated } from '../../../contract/rating-view.ts';
import { Deletion } from '../retention/deletion.ts';
import { Retention } from '../retention/retention.ts';
import { ratingWrites, type RatingWrites } from './rating-writes.ts';

const hourUs = 3_600_000_000;
const startUs = Date.UTC(2026, 9, 1, 6) * 1000;
const sessions = ['session-0', 'session-1', 'session-2'];
const tool = (name: string) => ({ name, description: `${name} does what it is called. `.repeat(3), input_schema: { type: 'object' } });
let folder: string;
let stores = 0;
let traffic: StoredTraffic;
let writes: RatingWrites;
let added: number;

const firstRequests = 9;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rated-'));
  traffic = new StoredTraffic(join(folder, 'first.db'));
  added = 0;
  while (added < firstRequests) add();
  await traffic.analyse();
  traffic.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(begin);
afterEach(end);

function begin(): void {
  const file = join(folder, `whence-${(stores += 1)}.db`);
  copyFileSync(join(folder, 'first.db'), file);
  traffic = new StoredTraffic(file);
  writes = ratingWrites(file);
  added = firstRequests;
}

function end(): void {
  writes.close();
  traffic.close();
}

/** One more request: of each session three turns of two requests; every fourth failed, and has no bill. */
function add(): void {
  const index = added;
  added += 1;
  const turn = Math.floor(index / 6) % 3;
  traffic.add({
    id: `id-${index}`,
    at: startUs + index * hourUs,
    sessionId: sessions[index % 3] ?? null,
    billing: `cc_prompt_id=p${index % 3}-${turn};`,
    fields: { model: 'claude-sonnet-4-5', tools: [tool('Read'), ...(index % 2 === 0 ? [tool('mcp__depot__lookup')] : [])] },
    messages: [user(`Look at shelf ${turn} of the depot. `.repeat(turn + 1))],
    ...(index % 4 === 3 ? { answer: null, state: 'failed' as const } : { answer: [{ type: 'text', text: 'It is there.' }] }),
    usage: { input_tokens: 900 + index * 131, output_tokens: 83 },
  });
}

const request = (id: string): Rated => ({ of: 'request', id });
const rate = (rated: Rated, stars: number) => writes.rate(rated, { stars, comment: null, ratedAtUs: startUs });
const turnOf = (id: string): Rated => {
  const row = traffic.reads.readRows([id])[0];
  return { of: 'turn', sessionId: row?.sessionId ?? '', turnKey: row?.turnKey ?? 'none' };
};
const session = (sessionId: string): Rated => ({ of: 'session', sessionId });

interface ExchangeFacts {
  readonly number: number;
  readonly id: string;
  readonly session_key: string;
  readonly turn_key: string | null;
  readonly at: number;
  readonly prompt_tokens: number | null;
  readonly import_number: number | null;
  readonly is_prompt: number;
}

const sumOf = (figures: readonly (number | null)[]) => {
  const known = figures.filter((figure) => figure !== null);
  return { requests: figures.length, tokens: known.length === 0 ? null : known.reduce((sum, figure) => sum + figure, 0) };
};

const all = <Row>(sql: string) => traffic.store.prepare<[], Row>(sql).all();

/** What the derived tables should hold, added up request by request. */
function expected(): unknown {
  const own = new Map(all<{ exchange_number: number; stars: number }>('SELECT * FROM rating').map((one) => [one.exchange_number, one.stars]));
  const groups = all<{ number: number; session_key: string; turn_key: string | null; stars: number }>('SELECT * FROM group_rating');
  const uses = all<{ exchange_number: number; source_number: number; tokens: number | null }>('SELECT exchange_number, source_number, tokens FROM exchange_source');
  const rated = new Map<string, { scope: string; stars: number; held: ExchangeFacts[] }>();
  for (const exchange of all<ExchangeFacts>('SELECT number, id, session_key, turn_key, request_started_at_us AS at, prompt_tokens, import_number, is_prompt FROM exchange ORDER BY at')) {
    if (exchange.import_number !== null || exchange.is_prompt === 0) continue;
    const stars = own.get(exchange.number);
    const ofSession = groups.filter(({ session_key }) => session_key === exchange.session_key);
    const group = ofSession.find(({ turn_key }) => turn_key !== null && turn_key === exchange.turn_key) ?? ofSession.find(({ turn_key }) => turn_key === null);
    if (stars === undefined && group === undefined) continue;
    const key = stars === undefined ? `g:${group?.number}` : `x:${exchange.number}`;
    const entry = rated.get(key) ?? { scope: stars !== undefined ? 'request' : group?.turn_key === null ? 'session' : 'turn', stars: stars ?? group?.stars ?? 0, held: [] };
    entry.held.push(exchange);
    rated.set(key, entry);
  }
  return [...rated].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([key, { scope, stars, held }]) => {
    const { requests, tokens } = sumOf(held.map(({ prompt_tokens }) => prompt_tokens));
    const numbers = new Set(held.map(({ number }) => number));
    const used = uses.filter(({ exchange_number }) => numbers.has(exchange_number));
    const sources = [...new Set(used.map(({ source_number }) => source_number))].toSorted((one, other) => one - other);
    return { key, scope, stars, at: held[0]?.at, requests, tokens, sources: sources.map((source) => ({ source, ...sumOf(used.filter(({ source_number }) => source_number === source).map((one) => one.tokens)) })) };
  });
}

function found(): unknown {
  const sources = traffic.store.prepare<[string], { source: number; requests: number; tokens: number | null }>('SELECT source_number AS source, requests, tokens FROM rated_source WHERE key = ? ORDER BY source_number');
  const rated = traffic.store.prepare<[], { key: string }>('SELECT key, scope, stars, at_us AS at, requests, prompt_tokens AS tokens FROM rated ORDER BY key').all();
  return rated.map((one) => ({ ...one, sources: sources.all(one.key) }));
}

describe('what is added up by rating', () => {
  it('is of the nearest rating that a request has: its own, its turn’s, its session’s', async () => {
    await rate(session('session-0'), 2);
    expect(found()).toMatchObject([{ scope: 'session', stars: 2, requests: 3, at: startUs }]);
    await rate(turnOf('id-0'), 4);
    expect(found()).toMatchObject([{ scope: 'session', requests: 1, at: startUs + 6 * hourUs }, { scope: 'turn', stars: 4, requests: 2, at: startUs }]);
    await rate(request('id-0'), 1);
    await rate(request('id-3'), 5);
    // The turn's is in force for none.
    expect(found()).toMatchObject([{ scope: 'session', requests: 1 }, { scope: 'request' }, { scope: 'request' }]);
    expect(traffic.reads.readRating(turnOf('id-0'))).toMatchObject({ stars: 4 });
    await writes.withdraw(request('id-0'));
    await rate(turnOf('id-0'), 3);
    expect(found()).toMatchObject([{ scope: 'session' }, { scope: 'turn', stars: 3, requests: 1 }, { scope: 'request', requests: 1 }]);
    expect(found()).toEqual(expected());
  });

  it('takes in what a rated session goes on with, and nothing of what was not analysed yet', async () => {
    await rate(session('session-0'), 5);
    add();
    expect(found()).toMatchObject([{ requests: 3 }]);
    await traffic.analyse();
    expect(found()).toMatchObject([{ requests: 4 }]);
    expect(found()).toEqual(expected());
  });

  it('has no tokens, and not none of them, where those of all its requests are lost', async () => {
    await rate(turnOf('id-0'), 4);
    loseTokens('id-0');
    loseTokens('id-3');
    expect(found()).toMatchObject([{ requests: 2, tokens: null }]);
    expect(found()).toEqual(expected());
  });

  it('leaves imports out, whatever is said of them', async () => {
    add();
    traffic.store.exec("INSERT INTO import VALUES (1, 'a.har', NULL, 0); UPDATE exchange SET import_number = 1 WHERE id = 'id-9'");
    await traffic.analyse();
    expect(await rate(session('import:1:session-0'), 1)).toBe('written');
    expect(await rate(request('id-9'), 1)).toBe('written');
    expect(found()).toEqual([]);
    const deletion = new Deletion(traffic.analystStore, { what: 'import', importNumber: 1 });
    while (deletion.step());
    expect(traffic.reads.listRatings({ limit: 9 }).ratings).toEqual([]);
  });

  it('goes along where all requests of a turn are given another key, unless that turn is rated itself', async () => {
    await rate(turnOf('id-0'), 4);
    await rate(turnOf('id-6'), 2);
    const sessionId = 'session-0';
    const oldKey = turnOf('id-0');
    moveTo('id-0', 'renamed');
    // Some of it is there yet.
    expect([traffic.reads.readRating(oldKey)?.stars, traffic.reads.readRating({ of: 'turn', sessionId, turnKey: 'renamed' })]).toEqual([4, null]);
    moveTo('id-3', 'renamed');
    expect([traffic.reads.readRating(oldKey), traffic.reads.readRating({ of: 'turn', sessionId, turnKey: 'renamed' })?.stars]).toEqual([null, 4]);
    expect(found()).toMatchObject([{ stars: 4, requests: 2 }, { stars: 2, requests: 1 }]);
    expect(found()).toEqual(expected());
    moveTo('id-6', 'renamed');
    expect(traffic.reads.readRating({ of: 'turn', sessionId, turnKey: 'renamed' })?.stars).toBe(4);
    expect(found()).toMatchObject([{ stars: 4, requests: 3 }]);
    expect(found()).toEqual(expected());
  });

  it('refuses a turn and a session that are not stored', async () => {
    expect(await rate(session('none'), 3)).toBe('unknown-id');
    expect(await rate({ of: 'turn', sessionId: 'session-0', turnKey: 'none' }, 3)).toBe('unknown-id');
    expect(await writes.withdraw(session('none'))).toBe('unknown-id');
    expect(await writes.withdraw(session('session-0'))).toBe('written');
  });

  it('is what a sum by hand comes to, after whatever was rated, withdrawn, analysed anew, moved, added and deleted', async () => {
    const which = fc.nat(40);
    const stars = fc.integer({ min: 1, max: 5 });
    const scope = fc.constantFrom('request', 'turn', 'session');
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ does: fc.constant('rate' as const), scope, which, stars }) },
      { weight: 2, arbitrary: fc.record({ does: fc.constant('withdraw' as const), scope, which }) },
      fc.record({ does: fc.constantFrom('analyse-anew', 'move', 'delete', 'age', 'lose-tokens'), which }),
      fc.record({ does: fc.constant('add' as const) }),
      fc.record({ does: fc.constant('delete-session' as const), which }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        end();
        begin();
        for (const one of steps) {
          const ids = traffic.reads.listRows({ limit: 100 }).rows.map(({ id }) => id);
          const id = ids['which' in one ? one.which % Math.max(ids.length, 1) : 0] ?? 'none';
          const sessionId = sessions['which' in one ? one.which % 3 : 0] ?? '';
          const rated = 'scope' in one ? (one.scope === 'request' ? request(id) : one.scope === 'turn' ? turnOf(id) : session(sessionId)) : session('');
          if (one.does === 'rate') await rate(rated, one.stars);
          else if (one.does === 'withdraw') await writes.withdraw(rated);
          else if (one.does === 'add') {
            add();
            await traffic.analyse();
          } else if (one.does === 'analyse-anew' || one.does === 'lose-tokens') {
            // What no tokenizer could count.
            if (one.does === 'lose-tokens') loseTokens(id);
            else traffic.store.prepare("UPDATE exchange SET rule_version = 0 WHERE id = ?").run(id);
            await traffic.analyse();
          } else if (one.does === 'move') moveTo(id, `turn-${one.which % 2}`);
          else if (one.does === 'age') age(one.which);
          else {
            const deletion = new Deletion(traffic.analystStore, one.does === 'delete' ? { what: 'exchanges', ids: [id] } : { what: 'session', sessionId });
            while (deletion.step());
          }
          expect(found()).toEqual(expected());
        }
        expect(traffic.store.pragma('foreign_key_check')).toEqual([]);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

function moveTo(id: string, turnKey: string): void {
  const row = traffic.reads.readRows([id])[0];
  const analysis = traffic.reads.readAnalysis(id);
  if (row === undefined || analysis === null) return;
  traffic.writes.saveAnalyses([{ id, analysis, record: traffic.reads.readThreadRecord(id), moved: [{ id, threadKey: 'main', turnKey, turnNumber: 1, agentName: null, isStale: false }] }]);
}

function loseTokens(id: string): void {
  const analysis = traffic.reads.readAnalysis(id);
  if (analysis === null) return;
  const sources = analysis.sources.map((source) => ({ ...source, tokens: null }));
  traffic.writes.saveAnalyses([{ id, analysis: { ...analysis, promptTokens: null, sources }, record: traffic.reads.readThreadRecord(id) }]);
}

/** Has retention remove rows, rated ones too, for want of space. */
function age(which: number): void {
  const retention = new Retention(traffic.analystStore, { days: 1, megabytes: which % 2 === 0 ? 0.001 : 0, keepRated: false, keepPinned: true });
  for (let steps = 0; steps < 3; steps += 1) if (retention.step(startUs + 200 * hourUs).did === 'nothing') return;
}

const contentLeft = () => traffic.reads.listRows({ limit: 100 }).rows.filter(({ contentRemovedAtUs }) => contentRemovedAtUs === null).map(({ id }) => id).toSorted();
const removeAll = (keepRated: boolean) => {
  const retention = new Retention(traffic.analystStore, { days: 1, megabytes: 0, keepRated, keepPinned: true });
  while (retention.step(startUs + 999 * hourUs).did !== 'nothing');
};

describe('retention', () => {
  it('spares the requests of rated turns and sessions, and a rating stays while its requests have a row', async () => {
    await rate(session('session-1'), 2);
    await rate(turnOf('id-0'), 4);
    const before = found();
    removeAll(true);
    expect(contentLeft()).toEqual(['id-0', 'id-1', 'id-3', 'id-4', 'id-7']);
    removeAll(false);
    expect(contentLeft()).toEqual([]);
    expect(found()).toEqual(before);
  });
});
