import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { harProblems } from '../../../test-support/har-problems.ts';
import { LocalApi } from '../../../test-support/local-api.ts';
import { user } from '../../../test-support/recorded-request.ts';
import { StoredTraffic } from '../../../test-support/stored-traffic.ts';
import { averageRating } from '../../domain/rating/average-rating.ts';
import { apiApp } from './api-app.ts';
import { openForWriting } from '../store/open-for-writing.ts';
import { Retention } from '../store/retention/retention.ts';

// Only for a busy machine.
const longTest = 60_000;
const dayUs = 86_400_000_000;
const startUs = Date.UTC(2026, 9, 1, 6) * 1000;
// Shaped as the rule asks, and put together here so that no file of the project holds it.
const planted = ['ghp', Array.from({ length: 36 }, (_, index) => ((index * 7) % 36).toString(36)).join('')].join('_');
const tool = (name: string) => ({ name, description: `${name} does what it is called. `.repeat(3), input_schema: { type: 'object' } });
let folder: string;
let traffic: StoredTraffic;
let local: LocalApi;
const requests = '/api/claude/requests';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'api-answers-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
  for (let index = 0; index < 8; index += 1) {
    traffic.add({
      id: `id-${index}`,
      at: startUs + index * 0.4 * dayUs,
      sessionId: index < 6 ? 'session-a' : 'session-b',
      headers: { authorization: 'Bearer *****', 'anthropic-beta': 'oauth-2025-04-20' },
      billing: `cc_prompt_id=p${Math.floor(index / 2)};`,
      fields: { tools: [tool('Read'), ...(index % 2 === 0 ? [tool('mcp__depot__lookup')] : [])] },
      messages: [user(`Look at shelf ${index} of the depot.`)],
      ...(index === 5 ? { answer: null, state: 'failed' as const } : { answer: [{ type: 'text', text: 'It is on the third shelf.' }] }),
      // The fourth reads less than the third left.
      usage: { input_tokens: 900, cache_creation_input_tokens: 800, cache_read_input_tokens: index === 4 ? 0 : 800, output_tokens: 83 },
    });
  }
  traffic.add({ id: 'other', at: startUs, sessionId: null, method: 'GET', path: '/v1/models', body: '', answerBody: 'gone' });
  await traffic.analyse();
  while ((await traffic.writes.packBodies(7)) > 0);
  local = await LocalApi.start(traffic);
}, 60_000);
afterAll(async () => {
  await local.close();
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

const query = (path: string, ...queries: string[]) => queries.map((one) => `/api/claude/${path}?${one}`);
const keepNothing = async () => ({ state: 'unknown-id' as const });
async function idsOf(chosen: string): Promise<string[]> {
  const { json } = await local.call(`${requests}?${chosen}`);
  return json.requests.map(({ id }: { id: string }) => id);
}
const isPinnedNow = async () => (await local.call(`${requests}/id-4`)).json.request.pinned;
const turnKeyOf = (id: string) => traffic.reads.readRows([id])[0]?.turnKey ?? 'none';
const groups = () => ['/api/claude/sessions/session-a/feedback', `/api/claude/sessions/session-a/turns/${encodeURIComponent(turnKeyOf('id-0'))}/feedback`];
const post = (path: string, body: object) => local.call(path, { method: 'POST', body: JSON.stringify(body) });
const rate = (id: string, body: object) => local.call(`${requests}/${id}/feedback`, { method: 'POST', body: JSON.stringify(body) });

describe('the description of the local API', () => {
  it('is OpenAPI 3.1, and has every route that there is', () => {
    const { store, keeping, markers, version, readStatus } = groundOfNothing();
    const described = new Set(local.described.all.map((one) => one.replace(/ \d+$/, '')));
    const routes = apiApp({ store, keeping, markers, version, readStatus }).routes.filter(({ method, path }) => method !== 'ALL' && path !== '/api/openapi.json');
    expect(local.described.document.openapi).toMatch(/^3\.1\./);
    expect(routes.length).toBeGreaterThan(20);
    expect(new Set(routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`))).toEqual(described);
  });

  it('is true of every answer of every route, of refusals too', async () => {
    const read = [
      ...query('requests', '', 'limit=2', 'context_source=depot&session_id=session-a', 'limit=0', 'next=none'),
      `${requests}/id-0`, `${requests}/id-5`, `${requests}/other`, `${requests}/none`,
      `${requests}/id-0/body`, `${requests}/none/body`, `${requests}/id-0/cache`, `${requests}/id-4/cache`, `${requests}/none/cache`,
      '/api/claude/responses/id-0', '/api/claude/responses/id-5', '/api/claude/responses/none', '/api/claude/responses/id-0/body', '/api/claude/responses/id-5/body',
      ...query('contexts', 'request_id=id-0', 'request_id=id-5', 'request_id=other', 'request_id=none', ''),
      ...query('threads', 'session_id=session-a', 'session_id=none', ''),
      ...query('insights', '', 'start_time=2026-09-01T00:00:00Z', 'start_time=2026-09-01T00:00:00Z&end_time=2026-10-02T00:00:00Z', 'start_time=soon'),
      ...query('costs', ...['source', 'owner', 'turn', 'thread', 'session', 'project', 'group', 'day', 'model'].map((by) => `by=${by}`), ''),
      ...query('compare', 'request_id=id-1&other_id=id-0', 'request_id=id-0', 'request_id=none', ''),
      ...query('sources', '', 'sort=rating&order=asc&limit=3', 'sort=mood'),
      ...query('metrics', '', 'per=all', 'per=hour'),
      ...query('preferences', '', 'start_time=2026-01-01', 'start_time=never'),
      ...query('sessions', '', 'limit=1&offset=1', 'limit=x'),
      ...query('search', 'q=shelf', 'q=%22third+shelf%22&limit=1', 'q=nowhere', ''),
      ...query('har', 'session_id=session-a', 'bodies=false', 'filter=tokens:many'),
      ...query('feedback', '', 'next=none'), '/api/claude/status',
    ];
    await rate('id-1', { rating: 4, comment: 'Good.' });
    await rate('id-2', { rating: 2 });
    const marking = (path: string, body: object, headers = {}) => local.call(`/api/claude/markers${path}`, { method: 'POST', body: JSON.stringify(body), headers });
    const { json: marked } = await marking('', { label: 'Removed the depot', at: '2026-10-02' });
    for (const body of [{ label: 'Removed it' }, { label: '' }]) await marking(`/${marked.number}`, body);
    await marking('/999', { label: 'None' });
    await marking('', { label: ' ' });
    for (const place of ['', '/1']) await marking(place, {}, { 'content-type': 'text/plain' });
    read.push(...query('what-if', '', 'source=mcp/depot&start_time=2026-01-01', 'source=system-prompt'), '/api/claude/markers', ...['1', '999', 'x'].map((number) => `/api/claude/markers/${number}/before-after`));
    for (const path of read) await local.call(path);
    for (const [path, accept] of [['sources', 'text/csv'], ['metrics', 'text/csv'], ['preferences', 'text/markdown']] as const) await local.call(`/api/claude/${path}`, { headers: { accept } });
    await local.call(`${requests}/id-1/feedback`);
    await local.call(`${requests}/id-0/feedback`);
    for (const id of ['id-1', 'none']) {
      for (const part of ['feedback', 'pin']) await local.call(`${requests}/${id}/${part}`, { method: 'DELETE' });
      await local.call(`${requests}/${id}/pin`, { method: 'PUT' });
      await rate(id, { rating: 1 });
    }
    for (const number of ['1', '1', 'x']) await local.call(`/api/claude/markers/${number}`, { method: 'DELETE' });
    await rate('id-1', { rating: 9 });
    await local.call(`${requests}/id-1/feedback`, { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } });
    for (const path of [...groups(), '/api/claude/sessions/none/feedback', '/api/claude/sessions/session-a/turns/none/feedback']) {
      await local.call(path, { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } });
      await post(path, { rating: 9 });
      await post(path, { rating: 4, comment: 'Well done.' });
      await local.call(path);
      await local.call(path, { method: 'DELETE' });
      await local.call(path);
    }
    const busy = await LocalApi.start(traffic, { patienceMs: 20 });
    const other = openForWriting(traffic.file);
    other.exec('BEGIN IMMEDIATE');
    for (const [method, part] of [['POST', 'feedback'], ['DELETE', 'feedback'], ['PUT', 'pin'], ['DELETE', 'pin']] as const) {
      const answer = await busy.call(`${requests}/id-1/${part}`, { method, ...(method === 'POST' ? { body: '{"rating":3}' } : {}) });
      expect([method, part, answer.status]).toEqual([method, part, 503]);
    }
    for (const path of groups()) {
      for (const method of ['POST', 'DELETE']) expect((await busy.call(path, { method, ...(method === 'POST' ? { body: '{"rating":3}' } : {}) })).status).toBe(503);
    }
    for (const [method, place] of [['POST', ''], ['POST', '/1'], ['DELETE', '/1']] as const) {
      const answer = await busy.call(`/api/claude/markers${place}`, { method, ...(method === 'POST' ? { body: '{"label":"One"}' } : {}) });
      expect([method, place, answer.status]).toEqual([method, place, 503]);
    }
    other.exec('ROLLBACK');
    other.close();
    await busy.close();
    const aged = new StoredTraffic(join(folder, 'aged.db'));
    aged.add({ id: 'old', at: startUs, messages: [user('Hello')], answer: [{ type: 'text', text: 'Hello.' }], usage: { input_tokens: 9, output_tokens: 3 } });
    await aged.analyse();
    const retention = new Retention(aged.analystStore, { days: 1, megabytes: 0, keepRated: true, keepPinned: true });
    while (retention.step(startUs + 2 * dayUs).did !== 'nothing');
    const forgetful = await LocalApi.start(aged);
    for (const side of ['requests', 'responses']) {
      const { status, json } = await forgetful.call(`/api/claude/${side}/old/body`);
      expect([status, json.type, json.detail]).toEqual([410, 'urn:problem-type:whence:content-removed', expect.stringContaining('2026-10-03T06:00:00')]);
    }
    await forgetful.close();
    aged.close();
    const apis = [local, busy, forgetful];
    expect(apis.flatMap(({ undescribed }) => undescribed)).toEqual([]);
    const seen = new Set(apis.flatMap(({ described }) => [...described.seen]));
    expect(local.described.all.filter((one) => !seen.has(one))).toEqual([]);
  }, longTest);
});

describe('a rating through the local API', () => {
  it('is kept with all sources of the request, announced, read again, replaced and taken back', async () => {
    const before = local.changed.length;
    const given = await rate('id-2', { rating: 2, comment: 'Too much of the depot.' });
    expect(given).toMatchObject({ status: 200, json: { request_id: 'id-2', rating: 2, comment: 'Too much of the depot.', rated_at: expect.stringMatching(/Z$/) } });
    expect(given.json.contexts.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['depot', 'Read']));
    expect((await local.call(`${requests}/id-2/feedback`)).json).toEqual(given.json);
    expect((await local.call(`${requests}/id-2`)).json.request).toMatchObject({ rating: 2, pinned: false });
    await rate('id-2', { rating: 5, comment: '   ' });
    expect((await local.call(`${requests}/id-2/feedback`)).json).toMatchObject({ rating: 5, comment: null });
    expect((await local.call(`${requests}/id-2/feedback`, { method: 'DELETE' })).status).toBe(204);
    expect((await local.call(`${requests}/id-2/feedback`)).status).toBe(404);
    expect(local.changed.slice(before)).toEqual(['id-2', 'id-2', 'id-2']);
  });

  it('says no credential again, whatever stands around it', async () => {
    const { json } = await rate('id-3', { rating: 3, comment: `Żółw: ${planted} – 亀` });
    expect(json.comment).toBe(`Żółw: ghp_${'*'.repeat(36)} – 亀`);
    for (const file of ['whence.db', 'whence.db-wal']) expect(readFileSync(join(folder, file)).includes(planted)).toBe(false);
  });

  it('is listed page by page, the latest first', async () => {
    for (const id of ['id-0', 'id-1', 'id-2', 'id-3']) await rate(id, { rating: 3 });
    const first = await local.call('/api/claude/feedback?limit=3');
    expect(first.json).toMatchObject({ total: 4, limit: 3, offset: 0, next: expect.stringMatching(/^[\d-]+$/) });
    const rest = await local.call(`/api/claude/feedback?limit=3&next=${first.json.next}`);
    expect([...first.json.feedback, ...rest.json.feedback].map((one) => one.request_id)).toEqual(['id-3', 'id-2', 'id-1', 'id-0']);
    expect(rest.json.next).toBeNull();
    expect((await local.call(`/api/claude/feedback?start_time=${first.json.feedback[0].rated_at}`)).json.total).toBe(1);
  });

  it('is of a session or a turn, too: for all of its requests that have none of their own', async () => {
    const { ratings } = traffic.reads.listRatings({ limit: 100 });
    for (const { rated } of ratings) if (rated.of === 'request') await local.call(`${requests}/${rated.id}/feedback`, { method: 'DELETE' });
    const before = local.changed.length;
    const [ofSession = '', ofTurn = ''] = groups();
    expect((await post(ofSession, { rating: 2, comment: `It asked twice: ${planted}` })).json).toMatchObject({ scope: 'session', session_id: 'session-a', turn: null, request_id: null, comment: `It asked twice: ghp_${'*'.repeat(36)}` });
    expect((await post(ofTurn, { rating: 5 })).json).toMatchObject({ scope: 'turn', session_id: 'session-a', turn: turnKeyOf('id-0'), rating: 5, comment: null });
    expect(local.changed.slice(before)).toEqual(['session', 'turn']);
    const { json } = await local.call('/api/claude/feedback');
    expect(json.feedback.map(({ scope, rating }: { scope: string; rating: number }) => [scope, rating])).toEqual([['turn', 5], ['session', 2]]);
    const [{ ratings: counted }] = (await local.call('/api/claude/sources?owner=tool/Read')).json.sources;
    expect(counted).toBe(2);
    expect(await idsOf('filter=rated:5')).toContain('id-0');
    for (const path of groups()) expect((await local.call(path, { method: 'DELETE' })).status).toBe(204);
    expect((await local.call('/api/claude/feedback')).json.total).toBe(0);
  });

  it('is counted for each source at once, by the tokens it had', async () => {
    await rate('id-0', { rating: 1 });
    await rate('id-1', { rating: 5 });
    await rate('id-2', { rating: 4 });
    await rate('id-3', { rating: 2 });
    for (const owner of ['mcp/depot', 'tool/Read']) {
      const [{ key, average_rating: average, ratings }] = (await local.call(`/api/claude/sources?owner=${owner}`)).json.sources;
      const uses = [['id-0', 1], ['id-1', 5], ['id-2', 4], ['id-3', 2]] as const;
      const had = uses.flatMap(([id, stars]) => (traffic.reads.readAnalysis(id)?.sources ?? []).filter((one) => one.key === key).map(({ tokens }) => ({ stars, tokens })));
      expect([average, ratings]).toEqual([expect.closeTo(averageRating(had).averageStars ?? Number.NaN, 9), had.length]);
    }
    const days = (await local.call('/api/claude/metrics?owner=mcp/depot')).json.metrics;
    expect(days.map(({ day, ratings }: { day: string; ratings: number }) => [day, ratings])).toEqual([['2026-10-03', 0], ['2026-10-02', 1], ['2026-10-01', 1]]);
  });

  it('has to be one from 1 to 5, and a mistake is pointed at', async () => {
    for (const [body, pointer] of [[{ rating: 0 }, '/rating'], [{ rating: 6 }, '/rating'], [{ rating: 2.5 }, '/rating'], [{ rating: '3' }, '/rating'], [{}, '/rating'], [{ rating: 3, comment: 7 }, '/comment'], [{ rating: 3, comment: 'x'.repeat(10_001) }, '/comment']] as const) {
      const { status, json, headers } = await rate('id-1', body);
      expect([status, headers.get('content-type'), json.type]).toEqual([400, 'application/problem+json', 'urn:problem-type:whence:bad-body']);
      expect(json.errors).toEqual([{ detail: expect.any(String), pointer }]);
    }
    expect((await rate('id-1', { rating: 3, mood: 'good' })).status).toBe(400);
  });
});

it('a pin is put in, shown and taken out, as often as one likes', async () => {
  for (const [method, isPinned] of [['PUT', true], ['PUT', true], ['DELETE', false], ['DELETE', false]] as const) {
    expect((await local.call(`${requests}/id-4/pin`, { method })).status).toBe(204);
    expect(await isPinnedNow()).toBe(isPinned);
  }
});

describe('the local API', () => {
  it('points at each mistaken parameter', async () => {
    const { json } = await local.call(`${requests}?limit=many&start_time=soon`);
    expect(json).toMatchObject({ type: 'urn:problem-type:whence:bad-parameter', title: 'A parameter is mistaken', status: 400, detail: expect.stringContaining('limit') });
    expect(json.errors.map(({ parameter }: { parameter: string }) => parameter).toSorted()).toEqual(['limit', 'start_time']);
    expect((await local.call('/api/claude/contexts')).json.detail).toContain('name the request');
    expect((await local.call(`${requests}?limit=1&limit=2`)).status).toBe(400);
  });

  it('lists what a filter chooses, in any order, page by page', async () => {
    expect(await idsOf('filter=source:mcp:depot%20-session:session-b')).toEqual(['id-4', 'id-2', 'id-0']);
    expect(await idsOf(`filter=${encodeURIComponent('"shelf 3"')}`)).toEqual(['id-3']);
    const bySize = await idsOf('sort=size&order=asc&session_id=session-a');
    const sizes = bySize.map((id) => traffic.reads.readRows([id])[0]).map((row) => (row?.requestBytes ?? 0) + (row?.responseBytes ?? 0));
    expect(sizes).toEqual(sizes.toSorted((one, other) => one - other));
    const paged: string[] = [];
    for (let next = ''; ; ) {
      const { json } = await local.call(`${requests}?sort=size&order=asc&session_id=session-a&limit=2${next}`);
      paged.push(...json.requests.map(({ id }: { id: string }) => id));
      if (json.next === null) break;
      next = `&next=${json.next}`;
    }
    expect(paged).toEqual(bySize);
  });

  it('points at a mistake in a filter, with what was expected', async () => {
    const { status, json } = await local.call(`${requests}?filter=${encodeURIComponent('model:opus tokens:many')}`);
    expect([status, json.type]).toEqual([400, 'urn:problem-type:whence:bad-parameter']);
    expect(json.errors).toEqual([expect.objectContaining({ parameter: 'filter', start: 18, end: 22, found: 'many', expected: expect.any(String) })]);
    expect(json.detail).toBe(json.errors[0].detail);
  });

  it('gives what was chosen as a HAR archive, the oldest first', async () => {
    const { status, json, headers } = await local.call('/api/claude/har?context_source=depot');
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(harProblems(json)).toEqual([]);
    const urls = json.log.entries.map(({ request }: { request: { url: string } }) => request.url);
    expect(urls).toEqual(Array.from({ length: 4 }, () => 'https://api.anthropic.com/v1/messages?beta=true'));
    const times = json.log.entries.map(({ startedDateTime }: { startedDateTime: string }) => startedDateTime);
    expect(times).toEqual(times.toSorted());
    expect(json.log.entries[0].request.postData.text).toBe((await local.call(`${requests}/id-0`)).json.request.body);
    expect((await local.call('/api/claude/har?bodies=false')).text).not.toContain('third shelf');
    expect((await local.call('/api/claude/har', { method: 'HEAD' })).status).toBe(200);
  });

  it('breaks an archive off that fails half-way, without a word of why', async () => {
    const broken = new StoredTraffic(join(folder, 'broken.db'));
    broken.add({ id: 'planted-id', at: 1, body: 'planted '.repeat(100_000) }, { id: 'second', at: 2 });
    const failing = await LocalApi.start(broken);
    broken.store.exec("UPDATE body SET masks = 'planted' WHERE exchange_number = 2");
    const writes = [vi.spyOn(console, 'error'), vi.spyOn(console, 'info'), vi.spyOn(process.stderr, 'write'), vi.spyOn(process.stdout, 'write')];
    await expect(failing.call('/api/claude/har')).rejects.toThrow(/terminated|fetch failed/);
    const said = JSON.stringify(writes.flatMap(({ mock }) => mock.calls));
    for (const write of writes) write.mockRestore();
    expect(said).not.toMatch(/planted|JSON/);
    expect((await failing.call('/api/claude/status')).status).toBe(200);
    await failing.close();
    broken.close();
  });

  it('stops an archive whose client has gone, and says nothing of it', async () => {
    const large = new StoredTraffic(join(folder, 'large.db'));
    for (let index = 0; index < 30; index += 1) large.add({ id: `id-${index}`, at: index, body: 'planted '.repeat(100_000) });
    const gone = await LocalApi.start(large);
    const writes = [vi.spyOn(console, 'error'), vi.spyOn(console, 'info')];
    const readBody = vi.spyOn(large.reads, 'readBody');
    const socket = await gone.connect();
    socket.write(`GET /api/claude/har HTTP/1.1\r\nHost: 127.0.0.1:${gone.api.port}\r\nAuthorization: Bearer ${gone.api.token}\r\n\r\n`);
    await once(socket, 'data');
    socket.destroy();
    // As many turns of the loop as a whole archive would take many times over.
    for (let turn = 0; turn < 300; turn += 1) await setImmediate();
    expect(readBody.mock.calls.length).toBeLessThan(40);
    expect(writes.flatMap(({ mock }) => mock.calls)).toEqual([]);
    for (const spy of [...writes, readBody]) spy.mockRestore();
    await gone.close();
    large.close();
  });

  it('finds what bodies say, with an excerpt', async () => {
    const { json } = await local.call('/api/claude/search?q=%22third+shelf%22');
    const [{ excerpt, requests: holders, side }] = json.hits;
    expect([side, holders]).toEqual(['response', expect.any(Number)]);
    expect(excerpt.matches.map(({ start, end }: { start: number; end: number }) => excerpt.text.slice(start, end))).toEqual(['third shelf']);
    const paged: string[] = [];
    for (let next: number | null = null; ; ) {
      const page: { hits: { request_id: string }[]; next: number | null } = (await local.call(`/api/claude/search?q=depot+shel*&limit=3${next === null ? '' : `&next=${next}`}`)).json;
      paged.push(...page.hits.map((one) => one.request_id));
      ({ next } = page);
      if (next === null) break;
    }
    expect(new Set(paged).size).toBe(8);
  });

  it('lists sources by what is asked for, page by page', async () => {
    const all = (await local.call('/api/claude/sources?sort=tokens&limit=100')).json;
    const tokens = all.sources.map((one: { tokens: number }) => one.tokens);
    expect(tokens).toEqual(tokens.toSorted((one: number, other: number) => other - one));
    const pages = await Promise.all([0, 2, 4].map(async (offset) => (await local.call(`/api/claude/sources?sort=tokens&limit=2&offset=${offset}`)).json.sources));
    expect(pages.flat()).toEqual(all.sources.slice(0, 6));
    expect((await local.call('/api/claude/sources?kind=mcp-tool-definition')).json).toMatchObject({ total: 1, sources: [{ name: 'depot', owner: 'mcp/depot', group: 'mcp', requests: 4 }] });
    expect((await local.call('/api/claude/sources?sort=name&limit=1')).json.sources[0].name).toMatch(/^[A-Z]/);
  });

  it('lists sessions, and says how Whence fares', async () => {
    const { json } = await local.call('/api/claude/sessions');
    expect(json.sessions.map(({ session_id: id }: { session_id: string }) => id)).toEqual(['session-b', 'session-a', 'host:api.anthropic.com']);
    expect((await local.call('/api/claude/status')).json).toMatchObject({ version: '0.0.1', requests: 9, capture: true });
  });
});

/** For routes that are only listed. */
function groundOfNothing() {
  return {
    store: traffic.reads,
    keeping: { rate: keepNothing, withdrawRating: keepNothing, pinExchange: keepNothing },
    markers: { add: async () => ({ state: 'busy' as const }), change: keepNothing, remove: keepNothing },
    version: '0',
    readStatus: () => {
      throw new Error('nobody asks');
    },
  };
}
