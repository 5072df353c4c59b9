import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoredTraffic } from '../../../test-support/stored-traffic.ts';
import { keepExchanges } from '../answers/keep-exchange.ts';
import { keepMarkers } from '../answers/keep-marker.ts';
import { markerWrites } from '../store/markers/marker-writes.ts';
import { ratingWrites } from '../store/ratings/rating-writes.ts';
import { keptApiToken } from './api-token.ts';
import { SwitchedApi } from './switched-api.ts';

let dataDir: string;
let traffic: StoredTraffic;
let api: SwitchedApi;
let announced: number;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'switched-api-'));
  traffic = new StoredTraffic(join(dataDir, 'whence.db'));
  announced = 0;
  const ratings = ratingWrites(traffic.file);
  const keeping = keepExchanges({ ratings, nowUs: () => 0, onPinned: () => {}, onRated: () => {} });
  api = new SwitchedApi({ store: traffic.reads, keeping, markers: keepMarkers(markerWrites(ratings), () => {}), version: '0', readStatus }, dataDir, () => (announced += 1));
});
afterEach(async () => {
  await api.close();
  traffic.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const readStatus = () => {
  throw new Error('nobody asks');
};
const statusAt = async (url: string, token: string) => (await fetch(`${url}/api/claude/requests`, { headers: { authorization: `Bearer ${token}` } })).status;
const urlOf = () => api.listening?.url ?? 'http://nowhere.invalid';
const tokenFile = () => join(dataDir, 'api-token');

describe('the local API', () => {
  it('is off until it is switched on, and off again when it is switched off', async () => {
    expect([api.state, api.listening]).toEqual([{ state: 'off' }, null]);
    await api.switch({ on: true, port: 0 });
    const url = urlOf();
    expect(api.state).toEqual({ state: 'listening', url, port: api.listening?.port });
    expect(await statusAt(url, api.readToken())).toBe(200);
    await api.switch({ on: false, port: 0 });
    expect(api.state).toEqual({ state: 'off' });
    await expect(statusAt(url, api.readToken())).rejects.toThrow('fetch failed');
    expect(announced).toBe(2);
  });

  it('moves to another port, and stays where it is wanted', async () => {
    await api.switch({ on: true, port: 0 });
    const [first, port] = [urlOf(), await freePort()];
    await api.switch({ on: true, port });
    expect(urlOf()).toBe(`http://127.0.0.1:${port}`);
    const { listening } = api;
    await api.switch({ on: true, port });
    expect(api.listening).toBe(listening);
    await expect(statusAt(first, api.readToken())).rejects.toThrow('fetch failed');
  });

  it('says that a port is taken, and goes on once it has another', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await api.switch({ on: true, port });
    expect(api.state).toEqual({ state: 'failed', message: expect.stringContaining(`port ${port}`) });
    expect(api.listening).toBeNull();
    await api.switch({ on: true, port: 0 });
    expect(api.state.state).toBe('listening');
    other.close();
  });

  it('does what was asked last, however quickly it was asked', async () => {
    const ports = [await freePort(), await freePort()];
    await Promise.all([api.switch({ on: true, port: 0 }), api.switch({ on: true, port: ports[0] ?? 0 }), api.switch({ on: false, port: 0 }), api.switch({ on: true, port: ports[1] ?? 0 })]);
    expect(urlOf()).toBe(`http://127.0.0.1:${ports[1]}`);
  });
});

describe('its token', () => {
  it('is made once, is its owner’s alone, and outlives a restart', async () => {
    await api.switch({ on: true, port: 0 });
    const token = api.readToken();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(readFileSync(tokenFile(), 'utf8').trim()).toBe(token);
    expect(process.platform === 'win32' ? 0o600 : statSync(tokenFile()).mode & 0o777).toBe(0o600);
    await api.switch({ on: false, port: 0 });
    await api.switch({ on: true, port: 0 });
    expect([api.readToken(), keptApiToken(dataDir)]).toEqual([token, token]);
  });

  it('holds no more once there is a new one', async () => {
    await api.switch({ on: true, port: 0 });
    const [old, url] = [api.readToken(), urlOf()];
    const token = await api.renewToken();
    expect([api.readToken(), urlOf()]).toEqual([token, url]);
    expect([await statusAt(url, old), await statusAt(url, token)]).toEqual([401, 200]);
  });

  it.skipIf(process.platform === 'win32')('is replaced where others could have read it, or where it is none', () => {
    const first = keptApiToken(dataDir);
    chmodSync(tokenFile(), 0o644);
    expect(keptApiToken(dataDir)).not.toBe(first);
    const second = keptApiToken(dataDir);
    renameSync(tokenFile(), join(dataDir, 'elsewhere'));
    symlinkSync(join(dataDir, 'elsewhere'), tokenFile());
    expect(keptApiToken(dataDir)).not.toBe(second);
    writeFileSync(tokenFile(), 'short\n', { mode: 0o600 });
    expect(keptApiToken(dataDir)).toMatch(/^[\w-]{43}$/);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
