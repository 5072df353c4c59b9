import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closedAfterEach } from '../../test-support/closed-after-each.ts';
import { listenRaw, readAll, sendConnect } from '../../test-support/raw-tls.ts';
import { quietEngine } from '../../test-support/quiet-options.ts';
import { leavePortToStandby } from './leave-port-to-standby.ts';
import { startEngine } from './start-engine.ts';

const opened = closedAfterEach();
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'whence-left-'));
});
afterEach(async () => {
  // Whoever starts and ends an engine here ends every standby that was left.
  await (await startedEngine(0, false)).close();
  rmSync(dataDir, { recursive: true, force: true });
});

const ways = { interceptHosts: ['api.test'], connectTo: [], upstreamCaFiles: [] };
const options = (port: number, standby = true) => ({ ...quietEngine, ...ways, dataDir, port, standby });
const standbys = (): readonly string[] => readdirSync(join(dataDir, 'standby')).filter((name) => name.endsWith('.json'));

async function startedEngine(port: number, standby: boolean) {
  const start = await startEngine({ ...options(port, standby), portFallBack: false, apiPort: null, renewOutdated: false });
  if (!start.started) throw new Error(start.message);
  return start.engine;
}

/** A port that nothing has. */
async function freePort(): Promise<number> {
  const listener = await listenRaw(null, () => {});
  await listener.close();
  return listener.port;
}

test('a port is left to a standby that serves it at once, and a second time nothing is done', async () => {
  const server = await listenRaw(null, ({ stream }) => stream.end('straight through'));
  opened.push(server);
  const port = await freePort();
  expect(await leavePortToStandby(options(port))).toEqual({ isKept: true, message: null });
  const { raw, head } = await sendConnect(port, `127.0.0.1:${server.port}`);
  expect(head).toMatch(/^HTTP\/1\.1 200 /);
  expect(await readAll(raw)).toBe('straight through');
  const left = standbys();
  expect(await leavePortToStandby(options(port))).toEqual({ isKept: true, message: null });
  expect(standbys()).toEqual(left);
});

test('the port of an engine that runs is let alone, whatever port is asked for', async () => {
  const engine = await startedEngine(0, true);
  opened.push(engine);
  await expect.poll(() => engine.readStatus().standby.state).toBe('ready');
  const { port } = engine.readStatus().proxy;
  const before = standbys();
  expect(await leavePortToStandby(options(port))).toEqual({ isKept: true, message: null });
  expect(await leavePortToStandby(options(await freePort()))).toEqual({ isKept: true, message: null });
  expect(standbys()).toEqual(before);
  expect(engine.readStatus().standby.state).toBe('ready');
  await engine.close();
});

test('a port that another program has, and a standby that is not wanted, are said', async () => {
  const other = await listenRaw(null, () => {});
  opened.push(other);
  expect(await leavePortToStandby(options(other.port))).toEqual({ isKept: false, message: expect.stringContaining(`Port ${other.port} is used by another program`) });
  expect(await leavePortToStandby(options(0, false))).toEqual({ isKept: false, message: expect.stringContaining('--no-standby') });
});
