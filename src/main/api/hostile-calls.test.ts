import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { LocalApi } from '../../../test-support/local-api.ts';
import { user } from '../../../test-support/recorded-request.ts';
import { StoredTraffic } from '../../../test-support/stored-traffic.ts';

let folder: string;
let traffic: StoredTraffic;
let local: LocalApi;
const path = '/api/claude/requests';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'api-hostile-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
  for (let index = 0; index < 30; index += 1) {
    traffic.add({ id: `id-${index}`, at: 1_790_000_000_000_000 + index * 1_000_000, sessionId: `session-${index % 3}`, messages: [user(`planted words ${index} ${'x '.repeat(5000)}`)], answer: [{ type: 'text', text: 'planted answer' }] });
  }
  await traffic.analyse();
  while ((await traffic.writes.packBodies(7)) > 0);
  local = await LocalApi.start(traffic);
}, 60_000);
afterAll(async () => {
  await local.close();
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

const hostile = [
  '', ' ', '-1', '1e400', 'NaN', '9007199254740992', '18446744073709551616', '٣', '{}', "'; DROP TABLE exchange; --", '%', '\\', 'a\u0000b', '\r\nX-Injected: 1', '\uFEFF', '🦊', '__proto__',
  'NEAR(a b)', 'said:planted', '^planted', '"planted', '"a" NEAR/5 "b"', '**', '" " *', '('.repeat(2000), '"'.repeat(999), 'a OR '.repeat(300), 'tokens:>1e400', 'status:>=99999999999999999999', 'source:__proto__:x',
  '9999-12-31T23:59:59.999999999Z', '0000-01-01', '0001-01-01T00:00:00-23:59', '../../etc/passwd', 'id-1',
];

/** Without which an address refuses what else it is asked. */
const neededBy: Readonly<Record<string, string>> = { '/contexts': 'request_id=id-3&', '/compare': 'request_id=id-3&', '/threads': 'session_id=session-1&', '/costs': 'by=day&', '/search': 'q=planted&' };

const described = z.object({ paths: z.record(z.string(), z.record(z.string(), z.object({ parameters: z.array(z.object({ name: z.string(), in: z.string(), schema: z.unknown() })).optional() }))) });

function parametersIn(document: unknown): readonly { readonly method: string; readonly address: string; readonly name: string; readonly place: string; readonly kind: string }[] {
  return Object.entries(described.parse(document).paths).flatMap(([address, methods]) =>
    Object.entries(methods).flatMap(([method, { parameters = [] }]) => parameters.map(({ name, in: place, schema }) => ({ method: method.toUpperCase(), address, name, place, kind: `${place} ${name} ${JSON.stringify(schema)}` }))),
  );
}

describe('the local API, asked with rubbish in every parameter', () => {
  it('answers or refuses, as it is described, and never fails', { timeout: 240_000 }, async () => {
    const failed: string[] = [];
    const tried = new Set<string>();
    for (const { method, address, name, place, kind } of parametersIn(local.described.document)) {
      // What addresses have in common (the times, the pages, the id) is checked in one place: all of them at one address, and every twelfth at the others.
      const values = tried.has(kind) ? hostile.filter((_value, index) => (index + address.length) % 12 === 0) : hostile;
      tried.add(kind);
      for (const encoded of values.map(encodeURIComponent)) {
        if (place === 'path' && encoded === '') continue;
        const needed = Object.entries(neededBy).find(([ending]) => address.endsWith(ending))?.[1] ?? '';
        const rest = needed.startsWith(`${name}=`) ? '' : needed;
        const asked = place === 'path' ? address.replace(`{${name}}`, encoded) : `${address.replace('{id}', 'id-3')}?${rest}${name}=${encoded}`;
        const { status, headers } = await local.call(asked, { method, ...(method === 'POST' ? { body: '{"rating":3}' } : {}) });
        if (status >= 500 || headers.has('x-injected')) failed.push(`${method} ${asked.slice(0, 200)} ${status}`);
      }
    }
    expect(failed).toEqual([]);
    expect(local.undescribed).toEqual([]);
  });

  it('takes no percent codes that are none', async () => {
    for (const address of ['%', '%zz', '%c3', '%ff%fe', '%ed%a0%80']) {
      for (const asked of [`${path}/${address}`, `${path}?session_id=${address}`, `${path}?filter=${address}`, `/api/claude/search?q=${address}`]) {
        expect([asked, (await local.call(asked)).status]).toEqual([asked, expect.toSatisfy((status: number) => status < 500)]);
      }
    }
  });

  it('takes no body but what it describes', async () => {
    const bodies = [
      '{"rating":3,"__proto__":{"isAdmin":true}}', '{"rating":3,"constructor":{"prototype":{"polluted":1}}}', '[]', 'null', '3', '"x"', '{"rating":"3"}', '{"rating":1e400}', '{"rating":NaN}', '{"rating":-0}', '{"rating":6}', '{"rating":3,"comment":{}}', '{"rating":3,"comment":["x"]}',
      `{"rating":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, `{"__proto__":null,"rating":3}`,
    ];
    for (const body of bodies) expect([body.slice(0, 60), (await local.call(`${path}/id-3/feedback`, { method: 'POST', body })).status]).toEqual([body.slice(0, 60), 400]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    for (const comment of ['\\ud800', '\\u0000', 'a\\r\\nb', '\\udfff\\ud800', '\\u202e']) {
      const { status, json } = await local.call(`${path}/id-3/feedback`, { method: 'POST', body: `{"rating":3,"comment":"${comment}"}` });
      expect([comment, status]).toEqual([comment, 200]);
      expect(Buffer.from(String(json.comment)).toString()).toBe(json.comment);
    }
    expect(local.undescribed).toEqual([]);
  });
});

const ask = (lines: readonly string[], body = '') => local.raw(`${lines.join('\r\n')}\r\n\r\n${body}`);
const statuses = (answer: string) => [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
const allowed = 'Authorization: Bearer TOKEN';

describe('the local API, asked in octets that no client sends', () => {
  it('takes no request that two readers could read as two', async () => {
    const smuggled = `GET ${path} HTTP/1.1\r\nHost: HOST\r\n${allowed}\r\nConnection: close\r\n\r\n`;
    const post = [`POST ${path}/id-3/feedback HTTP/1.1`, 'Host: HOST', allowed, 'Content-Type: application/json'];
    for (const lines of [
      [...post, 'Content-Length: 5', 'Transfer-Encoding: chunked'],
      [...post, 'Transfer-Encoding: chunked', 'Content-Length: 5'],
      [...post, 'Content-Length: 5', 'Content-Length: 6'],
      [...post, 'Content-Length: 5, 5'],
      [...post, 'Content-Length: +5'],
      [...post, 'Content-Length: 0x5'],
      [...post, 'Content-Length : 5'],
      [...post, 'Content-Length: -5'],
      [...post, 'Content-Length: 99999999999999999999999'],
      [...post, 'Transfer-Encoding: xchunked'],
      [...post, 'Transfer-Encoding: chunked, identity'],
      [...post, ' Transfer-Encoding: chunked'],
    ]) {
      const answered = statuses(await ask(lines, `0\r\n\r\n${smuggled}`));
      expect([lines.slice(4), answered.filter((status) => status < 400)]).toEqual([lines.slice(4), []]);
    }
  });

  it('lets each request of a connection in by itself', async () => {
    const good = [`GET ${path}?limit=1 HTTP/1.1`, 'Host: HOST', allowed, '', ''].join('\r\n');
    const bad = [`GET ${path}?limit=1 HTTP/1.1`, 'Host: HOST', '', ''].join('\r\n');
    expect(statuses(await local.raw(good + good + bad + good))).toEqual([200, 200, 401]);
  });

  it('is not taken in by a host or a token that is said twice', async () => {
    const hosts = await ask([`GET ${path} HTTP/1.1`, 'Host: evil.test', 'Host: HOST', allowed, 'Connection: close']);
    expect(statuses(hosts)[0]).toBeGreaterThanOrEqual(400);
    const tokens = await ask([`GET ${path} HTTP/1.1`, 'Host: HOST', 'Authorization: Bearer no', allowed, 'Connection: close']);
    expect(statuses(tokens)).toEqual([401]);
    const sites = await ask([`GET ${path} HTTP/1.1`, 'Host: HOST', allowed, 'Sec-Fetch-Site: none', 'Sec-Fetch-Site: cross-site', 'Connection: close']);
    expect(statuses(sites)).toEqual([403]);
    const origins = await ask([`GET ${path} HTTP/1.1`, 'Host: HOST', allowed, 'Origin: http://HOST', 'Origin: https://evil.test', 'Connection: close']);
    expect(statuses(origins)).toEqual([403]);
  });

  it('takes the token from no other place', async () => {
    for (const address of [`${path}?token=TOKEN`, `${path}?access_token=TOKEN`, `${path}?authorization=Bearer%20TOKEN`]) {
      const answer = await ask([`GET ${address} HTTP/1.1`, 'Host: HOST', 'Cookie: token=TOKEN; Authorization=Bearer TOKEN', 'X-Api-Key: TOKEN', 'Connection: close']);
      expect(statuses(answer)).toEqual([401]);
      expect(answer).not.toContain(local.api.token);
    }
  });

  it('expects nothing, and upgrades to nothing', async () => {
    const expecting = await ask([`POST ${path}/id-3/feedback HTTP/1.1`, 'Host: HOST', 'Expect: 100-continue', 'Content-Length: 5', 'Connection: close']);
    expect(statuses(expecting).at(-1)).toBe(401);
    for (const protocol of ['h2c', 'websocket', 'TLS/1.2']) {
      const answer = await ask([`GET ${path} HTTP/1.1`, 'Host: HOST', allowed, 'Connection: Upgrade, close', `Upgrade: ${protocol}`]);
      expect(statuses(answer)).not.toContain(101);
    }
    expect(await ask(['PRI * HTTP/2.0', '', 'SM', '', ''])).not.toContain('200 OK');
  });
});

describe('the local API, when it ends', () => {
  it('cuts off archives that are under way, and reads no more for them', async () => {
    const other = await LocalApi.start(traffic);
    const socket = await other.connect();
    socket.write(`GET /api/claude/har HTTP/1.1\r\nHost: 127.0.0.1:${other.api.port}\r\nAuthorization: Bearer ${other.api.token}\r\n\r\n`);
    await new Promise((resolve) => socket.once('data', resolve));
    socket.pause();
    const ended = new Promise((resolve) => socket.once('close', resolve));
    await other.close();
    socket.resume();
    await ended;
    // Its own generator may be on its way through one exchange still.
    await setImmediate();
    const reads = vi.spyOn(traffic.reads, 'readDetail');
    for (let turn = 0; turn < 100; turn += 1) await setImmediate();
    expect(reads).not.toHaveBeenCalled();
    reads.mockRestore();
  });

  it('bears many more connections at once than it has', { timeout: 60_000 }, async () => {
    for (let round = 0; round < 2; round += 1) {
      const sockets = await Promise.all(Array.from({ length: 500 }, () => local.connect().catch(() => null)));
      for (const socket of sockets) socket?.destroy();
    }
    await expect.poll(async () => (await local.call(`${path}?limit=1`).catch(() => null))?.status, { timeout: 20_000 }).toBe(200);
  });
});
