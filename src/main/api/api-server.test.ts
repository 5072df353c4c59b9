import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { claudeRequest, sessionOfTests } from '../../../test-support/claude-request.ts';
import { DescribedAnswers } from '../../../test-support/described-answers.ts';
import { openSecureTunnel, proxiedRequest } from '../../../test-support/proxied-request.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../../../test-support/scripted-upstream.ts';
import type { Engine } from '../engine.ts';
import { startEngine } from '../start-engine.ts';
import { quietEngine } from '../../../test-support/quiet-options.ts';

// Only for what never comes: the analyst works at the lowest priority, and a busy machine may keep it waiting.
const patience = { timeout: 120_000 };
const longTest = { timeout: 150_000 };
const prompts = ['first', 'second', 'third'];
let dataDir: string;
let upstream: ScriptedUpstream;
let engine: Engine;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'whence-api-'));
  upstream = await startScriptedUpstream();
  const start = await startEngine({
    dataDir,
    port: 0,
    portFallBack: false,
    apiPort: 0,
    interceptHosts: ['api.anthropic.com'],
    renewOutdated: false, ...quietEngine,
    connectTo: [{ fromHost: 'api.anthropic.com', fromPort: 443, toHost: '127.0.0.1', toPort: upstream.port }],
    upstreamCaFiles: [upstream.caFile],
  });
  if (!start.started) throw new Error(start.message);
  ({ engine } = start);
  for (const prompt of prompts) {
    const asked = claudeRequest(prompt);
    const client = { proxyUrl: engine.proxyUrl, ca: readFileSync(engine.caFile) };
    await text(await proxiedRequest({ ...client, path: '/v1/messages?beta=true', headers: asked.headers, body: asked.body }));
  }
  described = new DescribedAnswers((await get('/api/openapi.json')).json);
  await vi.waitUntil(() => engine.store.listRows({ limit: 10 }).rows.filter((row) => row.promptTokens !== null).length === 3, patience);
}, longTest.timeout);
afterAll(async () => {
  await engine?.close();
  await upstream?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

let described: DescribedAnswers | null = null;

/** Every answer is held against the description that the API gives of itself. */
async function get(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${engine.api?.url}${path}`, { headers: { authorization: `Bearer ${engine.api?.token}`, ...headers } });
  const json = JSON.parse(await answer.text());
  const { status } = answer;
  const isDescribed = ![401, 403].includes(status) && path.startsWith('/api/claude/');
  expect(isDescribed ? described?.problemsOf({ method: 'GET', path, status, contentType: answer.headers.get('content-type'), json }) : []).toEqual([]);
  return { status, json };
}

describe('the local API', () => {
  it('lists requests newest first, with the figures of each', async () => {
    const { json } = await get('/api/claude/requests');
    expect(json).toMatchObject({ total: 3, limit: 20, offset: 0, next: null });
    expect(json.requests[0]).toMatchObject({ method: 'POST', path: '/v1/messages?beta=true', session_id: sessionOfTests, status: 200, state: 'complete' });
    const times = json.requests.map(({ timestamp }: { timestamp: string }) => timestamp);
    expect(times).toEqual([...times].toSorted().toReversed());
    expect(times[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  });

  it('pages by the key of the following page, and by offset, without repeating or losing any', async () => {
    const first = await get('/api/claude/requests?limit=2');
    const rest = await get(`/api/claude/requests?limit=2&next=${first.json.next}`);
    const ids = [...first.json.requests, ...rest.json.requests].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(rest.json.next).toBeNull();
    expect((await get('/api/claude/requests?limit=3')).json.next).toBeNull();
    const byOffset = await get('/api/claude/requests?limit=2&offset=2');
    expect(byOffset.json.requests.map(({ id }: { id: string }) => id)).toEqual(ids.slice(2));
  });

  it('bounds by time and by context source', async () => {
    const { json } = await get('/api/claude/requests');
    const [newest] = json.requests;
    expect((await get(`/api/claude/requests?start_time=${newest.timestamp}`)).json.total).toBe(1);
    expect((await get(`/api/claude/requests?end_time=${newest.timestamp}`)).json.total).toBe(2);
    expect((await get('/api/claude/requests?context_source=depot')).json.total).toBe(3);
    expect((await get('/api/claude/requests?context_source=nobody')).json.total).toBe(0);
  });

  it('gives a request with its attributions and its response', async () => {
    const [{ id }] = (await get('/api/claude/requests?limit=1')).json.requests;
    const { json } = await get(`/api/claude/requests/${id}`);
    expect(json.request.body).toContain('third');
    expect(json.attributions.at(-1).end).toBe(Buffer.byteLength(json.request.body));
    expect(json.attributions).toContainEqual(expect.objectContaining({ source: { kind: 'mcp-result', server: 'depot', tool: 'lookup' } }));
    expect(json.response).toMatchObject({ status: 200, complete: true });
    expect(json.response.body).toContain('message_start');
    const contexts = await get(`/api/claude/contexts?request_id=${id}`);
    const billed = contexts.json.contexts.reduce((sum: number, { tokens }: { tokens: number }) => sum + tokens, 0);
    expect(billed).toBe(json.request.total_tokens);
  });

  it('tells with each request its place, its price in micro-dollars and who pays', async () => {
    const [newest] = (await get('/api/claude/requests')).json.requests;
    expect(newest).toMatchObject({
      agent_name: null, thread: 'main', turn_number: expect.any(Number), auxiliary: null, retry_of: null, previous_request_id: expect.toSatisfy(isTextOrNull),
      project_directory: null, billing: null, cost_is_api_equivalent: null,
    });
    expect(newest.cost_micro_usd).toBe(Math.round(newest.cost_usd * 1e6));
    expect(newest.turn).toMatch(/^input:/);
  });

  it('shares out the price of a request over its segments and sources', async () => {
    const [{ id, cost_micro_usd: cost }] = (await get('/api/claude/requests?limit=1')).json.requests;
    const { json } = await get(`/api/claude/contexts?request_id=${id}`);
    expect(json.costs.total_micro_usd).toBe(cost);
    expect(sumOf(json.contexts) + json.costs.output_micro_usd).toBe(cost);
    expect(sumOf(json.attributions)).toBe(json.costs.prompt_micro_usd);
    expect(sumOf(json.output.parts)).toBe(json.costs.output_micro_usd);
    expect(json.contexts[0].tokens_by_cache_state).toMatchObject({ read: 0, written_1h: 0, written_5m: 0 });
  });

  it('adds up costs by what is asked for, all to the same total', async () => {
    const totals = await Promise.all(
      ['source', 'owner', 'group', 'turn', 'thread', 'session', 'project', 'day', 'model'].map(async (by) => (await get(`/api/claude/costs?by=${by}&session_id=${sessionOfTests}`)).json),
    );
    for (const { total, entries } of totals) {
      expect(total).toEqual(totals[0].total);
      expect(sumOf(entries)).toBe(total.cost_micro_usd);
    }
    expect(totals[0].total).toMatchObject({ requests: 3, without_price: 0 });
    expect(totals[1].entries).toContainEqual(expect.objectContaining({ key: 'mcp/depot', name: 'depot', group: 'mcp', requests: 3 }));
    expect(await get('/api/claude/costs?by=mood')).toMatchObject({ status: 400, json: { detail: expect.stringContaining('by') } });
    expect((await get('/api/claude/costs')).status).toBe(400);
  });

  it('gives the threads of a session, a comparison of two requests, and what became of the cache', async () => {
    const ids = (await get('/api/claude/requests')).json.requests.map(({ id }: { id: string }) => id).toReversed();
    const threads = (await get(`/api/claude/threads?session_id=${sessionOfTests}`)).json;
    expect(threads).toMatchObject({ session_id: sessionOfTests, others: [], unplaced: [], main: { thread: 'main', subagents: [] } });
    const placed = threads.main.turns.flatMap(({ requests }: { requests: { id: string }[] }) => requests.map(({ id }) => id));
    expect(placed).toEqual(ids);
    expect(await get('/api/claude/threads?session_id=nobody')).toMatchObject({ status: 404 });
    expect((await get('/api/claude/threads')).status).toBe(400);
    const compared = (await get(`/api/claude/compare?request_id=${ids[1]}&other_id=${ids[0]}`)).json;
    expect(compared).toMatchObject({ state: 'compared', request_id: ids[1], other_id: ids[0], counts: { changed: 1, added: 0, removed: 0 } });
    expect(compared.entries).toContainEqual(expect.objectContaining({ kind: 'changed', source: { kind: 'user-input' } }));
    expect((await get('/api/claude/compare?request_id=none')).status).toBe(404);
    expect((await get(`/api/claude/compare?request_id=${ids[0]}&other_id=none`)).status).toBe(404);
    expect((await get(`/api/claude/compare?request_id=${ids[0]}`)).json).toEqual({ state: 'not-compared', reason: 'no-predecessor' });
    expect((await get(`/api/claude/requests/${ids[0]}/cache`)).json).toEqual({
      request_id: ids[0], previous_request_id: null, sentence: 'Nothing had been cached before.', verdict: { verdict: 'no-cache-expected' },
    });
    expect((await get('/api/claude/requests/none/cache')).status).toBe(404);
  });

  it('refuses what has no token, a wrong one, or another host', async () => {
    expect((await get('/api/claude/requests', { authorization: '' })).status).toBe(401);
    expect((await get('/api/claude/requests', { authorization: 'Bearer wrong' })).status).toBe(401);
    expect(await statusForHost('evil.test')).toBe(403);
  });

  it('says what is wrong with a mistaken address or parameter', async () => {
    expect((await get('/api/claude/requests/none')).status).toBe(404);
    expect((await get('/api/claude/requests/none/body')).status).toBe(404);
    expect((await get('/api/other')).status).toBe(404);
    expect(await get('/api/claude/requests?limit=many')).toMatchObject({ status: 400, json: { detail: expect.stringContaining('limit') } });
    expect(await get('/api/claude/requests?start_time=soon')).toMatchObject({ status: 400, json: { detail: expect.stringContaining('ISO 8601') } });
    expect(await get('/api/claude/requests?end_time=5')).toMatchObject({ status: 400, json: { detail: expect.stringContaining('end_time') } });
    expect(await get('/api/claude/requests?next=none')).toMatchObject({ status: 400, json: { detail: expect.stringContaining('next') } });
    expect((await get('/api/claude/contexts')).status).toBe(400);
    expect((await get('//')).status).toBe(404);
  });

  it('gives no octets for a body of none, and nothing for a response that never came', longTest, async () => {
    const secure = await openSecureTunnel({ proxyUrl: engine.proxyUrl, ca: readFileSync(engine.caFile), path: '' });
    secure.on('error', () => undefined);
    secure.write('HEAD /bodiless HTTP/1.1\r\nHost: api.anthropic.com\r\n\r\n');
    secure.once('data', () => secure.end('GET /unfinished HTTP/1.1\r\n'));
    const ended = () => engine.store.listRows({ limit: 20 }).rows.filter(({ path, state }) => (path === '/bodiless' || path === '') && state !== 'open');
    await expect.poll(() => ended().length, patience).toBe(2);
    const octets = async (subject: string, id: string) => {
      const answer = await fetch(`${engine.api?.url}/api/claude/${subject}/${id}/body`, { headers: { authorization: `Bearer ${engine.api?.token}` } });
      return [answer.status, answer.headers.get('x-body-complete'), answer.status === 200 ? await answer.text() : null];
    };
    const idOf = (wanted: string) => ended().find(({ path }) => path === wanted)?.id ?? '';
    expect(await octets('requests', idOf('/bodiless'))).toEqual([200, 'true', '']);
    expect(await octets('responses', idOf('/bodiless'))).toEqual([200, 'true', '']);
    expect(await octets('requests', idOf(''))).toEqual([200, 'false', '']);
    expect(await octets('responses', idOf(''))).toEqual([404, null, null]);
    secure.destroy();
  });

  it('gives the body of a request whose headers no server could send', longTest, async () => {
    const secure = await openSecureTunnel({ proxyUrl: engine.proxyUrl, ca: readFileSync(engine.caFile), path: '' });
    secure.on('error', () => undefined);
    secure.end('POST /odd HTTP/1.1\r\nContent-Encoding: \u0001\r\nContent-Length: 2\r\n\r\nok');
    const odd = () => engine.store.listRows({ limit: 10 }).rows.find(({ path, requestBytes }) => path === '/odd' && requestBytes === 2);
    await expect.poll(odd, patience).toBeDefined();
    const answer = await fetch(`${engine.api?.url}/api/claude/requests/${odd()?.id}/body`, { headers: { authorization: `Bearer ${engine.api?.token}` } });
    expect(await answer.text()).toBe('ok');
    expect(answer.headers.get('x-stored-content-encoding')).toBeNull();
    secure.destroy();
  });
});

it('a port that is taken keeps the engine from starting, with a sentence that names the option', async () => {
  const second = await startEngine({
    dataDir: join(dataDir, 'second'),
    port: 0,
    portFallBack: false,
    apiPort: Number(new URL(engine.api?.url ?? '').port),
    interceptHosts: ['api.anthropic.com'],
    renewOutdated: false, ...quietEngine,
    connectTo: [],
    upstreamCaFiles: [],
  });
  expect(second).toMatchObject({ started: false, code: 'port-taken', message: expect.stringContaining('--api-port') });
});

function sumOf(parts: readonly { cost_micro_usd: number | null }[]): number {
  return parts.reduce((sum, part) => sum + (part.cost_micro_usd ?? 0), 0);
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

// fetch does not let the Host header be chosen.
function statusForHost(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { host, authorization: `Bearer ${engine.api?.token}` };
    httpRequest(`${engine.api?.url}/api/claude/requests`, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
