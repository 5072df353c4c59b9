import { mkdtempSync, rmSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LocalApi } from '../../../test-support/local-api.ts';
import { StoredTraffic } from '../../../test-support/stored-traffic.ts';

let folder: string;
let traffic: StoredTraffic;
let local: LocalApi;
const path = '/api/claude/requests';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'api-guard-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
  traffic.add({ id: 'id-1', at: 1, path: '/v1/planted-in-a-path' });
  local = await LocalApi.start(traffic);
});
afterAll(async () => {
  await local.close();
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
const bodyOf = (answer: string) => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
const head = (further = '', request = `GET ${path}`, host = 'HOST') =>
  `${request} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer TOKEN\r\nConnection: close\r\n${further}\r\n`;

describe('the local API lets in', () => {
  it('whoever has the token, by each name of this machine', async () => {
    for (const host of ['HOST', `localhost:${local.api.port}`, `LocalHost:${local.api.port}`, `[::1]:${local.api.port}`]) {
      expect([host, statusOf(await local.raw(head('', undefined, host)))]).toEqual([host, 200]);
    }
  });

  it('nobody without it, or with another', async () => {
    for (const authorization of ['', 'Authorization: Bearer wrong\r\n', 'Authorization: Bearer TOKENx\r\n', 'Authorization: bearer TOKEN\r\n', 'Authorization: Basic TOKEN\r\n', 'Authorization: TOKEN\r\n']) {
      const answer = await local.raw(`GET ${path} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n${authorization}\r\n`);
      expect([authorization, statusOf(answer)]).toEqual([authorization, 401]);
      expect(answer).toMatch(/www-authenticate: bearer/i);
      expect(bodyOf(answer)).toMatchObject({ type: 'urn:problem-type:whence:no-token', title: expect.any(String), status: 401, detail: expect.stringContaining('Bearer TOKEN') });
    }
    // Nor for the description, nor to learn what there is.
    expect(statusOf(await local.raw('GET /api/openapi.json HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n'))).toBe(401);
    expect(statusOf(await local.raw('GET /nowhere HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n'))).toBe(401);
  });

  it('nobody who asks for another host, as a name bound to this address does', async () => {
    for (const host of ['evil.test', `evil.test:${local.api.port}`, '127.0.0.1', 'localhost', `127.0.0.1:${local.api.port + 1}`, `127.0.0.1.evil.test:${local.api.port}`, `0.0.0.0:${local.api.port}`]) {
      expect([host, statusOf(await local.raw(head('', undefined, host)))]).toEqual([host, 403]);
    }
    expect(statusOf(await local.raw(`GET ${path} HTTP/1.0\r\nAuthorization: Bearer TOKEN\r\n\r\n`))).toBe(403);
  });

  it('no page of another origin, and never says that one may', async () => {
    const refused = [
      'Origin: https://evil.test', 'Origin: null', 'Origin: http://localhost:1', `Origin: https://127.0.0.1:${local.api.port}`,
      'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Site: same-site',
    ];
    for (const header of refused) {
      for (const method of ['GET', 'OPTIONS', 'POST']) {
        const answer = await local.raw(head(`${header}\r\nAccess-Control-Request-Method: GET\r\n`, `${method} ${path}`));
        expect([method, header, statusOf(answer)]).toEqual([method, header, 403]);
        expect(answer).not.toMatch(/access-control/i);
      }
    }
    for (const header of ['Origin: http://HOST', `Origin: http://localhost:${local.api.port}`, 'Sec-Fetch-Site: same-origin', 'Sec-Fetch-Site: none']) {
      const answer = await local.raw(head(`${header}\r\n`));
      expect([header, statusOf(answer)]).toEqual([header, 200]);
      expect(answer).not.toMatch(/access-control/i);
    }
  });

  it('nobody from another machine: it listens on loopback alone', async () => {
    const outer = Object.values(networkInterfaces()).flat().find((address) => address !== undefined && address.family === 'IPv4' && !address.internal);
    if (outer === undefined) return;
    const socket = connect(local.api.port, outer.address);
    const [error] = await once(socket, 'error');
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('the local API refuses', () => {
  it('methods that an address does not have, and says which it has', async () => {
    for (const [method, address, allow] of [
      ['OPTIONS', path, 'GET, HEAD'], ['POST', path, 'GET, HEAD'], ['TRACE', path, 'GET, HEAD'], ['PATCH', `${path}/id-1/feedback`, 'POST, GET, HEAD, DELETE'],
      ['GET', `${path}/id-1/pin`, 'PUT, DELETE'], ['DELETE', '/api/openapi.json', 'GET, HEAD'],
    ] as const) {
      const answer = await local.raw(head('', `${method} ${address}`));
      expect([method, address, statusOf(answer)]).toEqual([method, address, 405]);
      expect(answer.toLowerCase()).toContain(`allow: ${allow}\r\n`.toLowerCase());
    }
  });

  it('tunnels and upgrades', async () => {
    expect(await local.raw(`CONNECT HOST HTTP/1.1\r\nHost: HOST\r\nAuthorization: Bearer TOKEN\r\n\r\n`)).not.toContain('200');
    expect(statusOf(await local.raw(`GET ${path} HTTP/1.1\r\nHost: HOST\r\nAuthorization: Bearer TOKEN\r\nConnection: close, upgrade\r\nUpgrade: websocket\r\n\r\n`))).not.toBe(101);
  });

  it('addresses that are none, and those of a proxy', async () => {
    for (const address of ['//', '//api/claude/requests', 'http://HOST/api/claude/requests', '*', '/api/claude/requests/', '/api/claude/../claude/requests', '/api/claude/requests/id-1/body/x', '/%00']) {
      expect([address, statusOf(await local.raw(head('', `GET ${address}`)))]).toEqual([address, 404]);
    }
  });

  it('addresses and heads that are too long', async () => {
    expect(statusOf(await local.raw(head('', `GET ${path}?x=${'x'.repeat(8192)}`)))).toBe(414);
    expect(statusOf(await local.raw(head('', `GET ${path}?x=${'x'.repeat(8000)}`)))).toBe(200);
    const answer = await local.raw(head(`X: ${'x'.repeat(20_000)}\r\n`));
    expect([statusOf(answer), bodyOf(answer).status]).toEqual([431, 431]);
    expect(statusOf(await local.raw('what is this?\r\n\r\n'))).toBe(400);
  });

  it('bodies that are too large, whether their length is said or not', async () => {
    const address = `${path}/id-1/feedback`;
    const comment = JSON.stringify({ rating: 3, comment: 'x'.repeat(65_536) });
    const said = `Content-Type: application/json\r\nContent-Length: ${comment.length}\r\n`;
    expect(statusOf(await local.raw(head(said, `POST ${address}`)))).toBe(413);
    // Without a length nothing of it is read.
    expect(statusOf(await local.raw(head('Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n', `POST ${address}`)))).toBe(411);
    expect(traffic.reads.readRating({ of: 'request', id: 'id-1' })).toBeNull();
  });

  it('bodies that are not JSON, or not said to be', async () => {
    const address = `${path}/id-1/feedback`;
    const post = (type: string | null, body: string) => local.raw(`${head(`${type === null ? '' : `Content-Type: ${type}\r\n`}Content-Length: ${body.length}\r\n`, `POST ${address}`)}${body}`);
    for (const type of [null, 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) expect([type, statusOf(await post(type, '{"rating":3}'))]).toEqual([type, 415]);
    const broken = await post('application/json', '{"rating":');
    expect([statusOf(broken), bodyOf(broken).type]).toEqual([400, 'urn:problem-type:whence:bad-body']);
    const empty = await post('application/json', '');
    expect(statusOf(empty)).toBe(400);
    expect(traffic.reads.readRating({ of: 'request', id: 'id-1' })).toBeNull();
  });
});

describe('the local API', () => {
  it('lets nobody keep it waiting, and tells who was too slow', async () => {
    const hasty = await LocalApi.start(traffic, { limits: { headMs: 60, requestMs: 120, idleMs: 10_000, connections: 64 } });
    const slowHead = await hasty.raw(`GET ${path} HTTP/1.1\r\nHost: HOST\r\n`);
    expect([statusOf(slowHead), bodyOf(slowHead).status]).toEqual([408, 408]);
    const slowBody = await hasty.raw(head('Content-Type: application/json\r\nContent-Length: 50\r\n', `POST ${path}/id-1/feedback`));
    expect(statusOf(slowBody)).not.toBe(200);
    // Who says nothing at all.
    expect(await hasty.raw('')).toMatch(/^$|^HTTP\/1\.1 408/);
    await hasty.close();
  });

  it('ends a connection on which nothing moves', async () => {
    const hasty = await LocalApi.start(traffic, { limits: { headMs: 60_000, requestMs: 60_000, idleMs: 60, connections: 64 } });
    expect(await text(await hasty.connect())).toBe('');
    await hasty.close();
  });

  it('has so many connections and no more', async () => {
    const small = await LocalApi.start(traffic, { limits: { headMs: 60_000, requestMs: 60_000, idleMs: 60_000, connections: 3 } });
    const held = [await small.connect(), await small.connect(), await small.connect()];
    // The one that learnt the description may be among them still.
    const turnedAway = await Promise.race([small.connect(), small.connect()].map(async (connecting) => text(await connecting)));
    expect(turnedAway).toBe('');
    for (const socket of held) socket.destroy();
    await small.close();
  });

  it('answers HEAD as GET without the body', async () => {
    for (const address of [path, `${path}/id-1`, `${path}/id-1/body`, '/api/openapi.json']) {
      const [got, headed] = [await local.call(address), await local.call(address, { method: 'HEAD' })];
      expect([headed.status, headed.text, headed.headers.get('content-type')]).toEqual([got.status, '', got.headers.get('content-type')]);
    }
    expect((await local.call(`${path}/none`, { method: 'HEAD' })).status).toBe(404);
  });

  it('sends nothing that a browser would run or keep', async () => {
    for (const address of [path, `${path}/id-1/body`, `${path}/none`, '/nowhere']) {
      const { headers } = await local.call(address);
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      expect([headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual(['nosniff', 'no-store']);
    }
  });

  it('fails without a word of why, and without writing it anywhere', async () => {
    const broken = new StoredTraffic(join(folder, 'broken.db'));
    const failing = await LocalApi.start(broken);
    broken.close();
    const writes = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write'), vi.spyOn(console, 'error'), vi.spyOn(console, 'log')];
    const answer = await failing.call(`${path}?session_id=planted-in-an-address`);
    const said = JSON.stringify(writes.flatMap(({ mock }) => mock.calls));
    for (const write of writes) write.mockRestore();
    expect(answer.status).toBe(500);
    expect(answer.json).toEqual({ type: 'urn:problem-type:whence:failed', title: 'Whence failed', status: 500, detail: 'The request could not be answered.' });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(said).not.toMatch(/planted|database/);
    await failing.close();
  });
});
