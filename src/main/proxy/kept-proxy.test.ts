import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quietEngine } from '../../../test-support/quiet-options.ts';
import { listenRaw, sendConnect, type RawListener } from '../../../test-support/raw-tls.ts';
import { StartedWorkers } from '../../../test-support/started-workers.ts';
import { steadyClients } from '../../../test-support/steady-clients.ts';
import type { Engine } from '../engine.ts';
import { startEngine } from '../start-engine.ts';

// Only for what never comes: machines may be as slow as they like.
const patience = { timeout: 25_000 };

let dataDir: string;
let echo: RawListener;
let threads: StartedWorkers;
let engine: Engine | null = null;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'whence-kept-'));
  threads = new StartedWorkers();
  echo = await listenRaw(null, ({ stream }) => {
    stream.on('data', (chunk) => stream.write(chunk));
    stream.on('end', () => stream.end());
  });
});
afterEach(async () => {
  await engine?.close('nobody');
  engine = null;
  threads.stop();
  await echo.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(standby: boolean): Promise<Engine> {
  const started = await startEngine({
    dataDir,
    port: 0,
    portFallBack: false,
    apiPort: null,
    interceptHosts: ['api.anthropic.com'],
    renewOutdated: false,
    ...quietEngine,
    standby,
    connectTo: [{ fromHost: null, fromPort: 443, toHost: '127.0.0.1', toPort: echo.port }],
    upstreamCaFiles: [],
  });
  if (!started.started) throw new Error(started.message);
  engine = started.engine;
  return engine;
}

describe('a proxy thread that dies', () => {
  it('is followed by another on the same port, and meanwhile by the standby: no connection that comes then is lost', async () => {
    const running = await start(true);
    await expect.poll(() => running.readStatus().standby.state, patience).toBe('ready');
    const { port } = running.readStatus().proxy;
    const clients = steadyClients(port, 'unlisted.test:443', 3);
    const passed = (more: number) => expect.poll(() => clients.completed, patience).toBeGreaterThan(clients.completed + more);
    await passed(50);
    await threads.kill(-1);
    const killedAtMs = performance.now();
    await expect.poll(() => running.readStatus().notices, patience).toEqual([expect.stringContaining('was started again')]);
    const { tunnelled } = running.readStatus();
    await passed(50);
    const { failed } = await clients.stop();
    expect(failed.filter(({ beganAtMs }) => beganAtMs > killedAtMs)).toEqual([]);
    // It is the new thread that carries them, and the old one's are still counted.
    await expect.poll(() => running.readStatus().tunnelled, patience).toBeGreaterThan(tunnelled);
    await expect.poll(() => running.readStatus().standby.state, patience).toBe('ready');
    expect(running.readStatus().accounts.difference).toBeNull();
  });

  it('is followed by another without a standby too, with what was changed since the start', async () => {
    const running = await start(false);
    const { port } = running.readStatus().proxy;
    running.setCapture(false);
    running.setInterceptHosts(['listed.test']);
    await threads.kill(-1);
    await expect.poll(() => running.readStatus().notices, patience).toEqual([expect.stringContaining('was started again')]);
    const { raw, head } = await sendConnect(port, 'listed.test:443');
    expect(head).toContain(' 200 ');
    raw.destroy();
    await expect.poll(() => running.readStatus().unseen, patience).toBe(1);
  });

  it('is followed by one that does as was said, and tells the recorder that came, while it started', async () => {
    const running = await start(false);
    const { port } = running.readStatus().proxy;
    const before = threads.workers.length;
    await threads.kill(-1);
    // The recorder that takes the place of the one that the dead proxy told, and then the next proxy.
    await expect.poll(() => threads.workers.length, { ...patience, interval: 1 }).toBe(before + 2);
    running.setCapture(false);
    running.setInterceptHosts(['listed.test']);
    await threads.kill(before);
    await expect.poll(() => running.readStatus().notices, patience).toHaveLength(2);
    const { raw, head } = await sendConnect(port, 'listed.test:443');
    expect(head).toContain(' 200 ');
    raw.destroy();
    await expect.poll(() => running.store.listRows({ limit: 9 }).rows, patience).toMatchObject([{ host: 'listed.test', error: { code: 'capture-off' } }]);
  });

  it('is given up when it dies again and again', async () => {
    const running = await start(false);
    const { port } = running.readStatus().proxy;
    const isServed = () => sendConnect(port, 'unlisted.test:443').then(({ raw }) => raw.destroy().destroyed, String);
    for (let death = 1; death <= 5; death += 1) {
      await threads.kill(-1);
      await expect.poll(isServed, patience).toBe(true);
    }
    await threads.kill(-1);
    await expect.poll(() => running.readStatus().notices.at(-1), patience).toContain('has stopped');
  });
});
