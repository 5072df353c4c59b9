import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeProxyFixture, openedHost, startProxyUnderTest, type ProxyFixture } from '../../../../test-support/proxy-under-test.ts';
import { listenRaw, openRaw, sendConnect, type RawListener } from '../../../../test-support/raw-tls.ts';
import { steadyClients } from '../../../../test-support/steady-clients.ts';
import type { Proxy, ProxyOptions } from '../proxy.ts';
import { threadFile } from '../../thread-file.ts';
import { AwayJournals } from './away-journals.ts';
import { contactStandby } from './standby-contact.ts';
import { readDescriptions, standbyFolder, writeDescription, describeStandby, type StandbyDescription } from './standby-files.ts';
import type { StandbyReport } from './standby-settings.ts';

// Only for what never comes: machines may be as slow as they like.
const patience = { timeout: 25_000 };

// Nobody else gets them once they are closed: they are none of those that port 0 stands for.
const portOfNobodyElse = 20_000 + (process.pid % 5_000);
const anotherOfNobodyElse = portOfNobodyElse + 5_000;

const standbyProgram = fileURLToPath(threadFile('standby'));

let fixture: ProxyFixture;
let echo: RawListener;
let dataDir: string;
const running = new Set<Proxy>();

beforeAll(async () => {
  fixture = await makeProxyFixture();
  echo = await listenRaw(null, ({ stream }) => {
    stream.on('data', (chunk) => stream.write(chunk));
    stream.on('end', () => stream.end());
  });
  dataDir = mkdtempSync(join(tmpdir(), 'whence-standby-'));
});
afterEach(async () => {
  // Whatever a test has left behind ends with the last proxy of its data directory.
  if (running.size === 0) await start({ standby: { dataDir, wanted: false, handsSockets: true } });
  for (const proxy of running) await proxy.close('nobody');
  running.clear();
  rmSync(dataDir, { recursive: true, force: true });
  dataDir = mkdtempSync(join(tmpdir(), 'whence-standby-'));
});
afterAll(async () => {
  await echo.close();
  fixture.upstream.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Started {
  readonly proxy: Proxy;
  readonly reports: readonly StandbyReport[];
  /** Waits until the standby says how it is. */
  reported(state: StandbyReport['state']): Promise<void>;
}

async function start(changes: Partial<ProxyOptions> = {}): Promise<Started> {
  const reports: StandbyReport[] = [];
  const { proxy } = await startProxyUnderTest(fixture, echo.port, {
    standby: { dataDir, wanted: true, handsSockets: true },
    connectTo: [{ fromHost: null, fromPort: 443, toHost: '127.0.0.1', toPort: echo.port }],
    onStandby: (report) => reports.push(report),
    ...changes,
  });
  running.add(proxy);
  return { proxy, reports, reported: (state) => expect.poll(() => reports.at(-1)?.state, patience).toBe(state) };
}

/** A proxy that has left its port to a standby that was ready. */
async function startAndLeave(changes: Partial<ProxyOptions> = {}): Promise<number> {
  const { proxy, reported } = await start({ port: portOfNobodyElse, fallBack: true, ...changes });
  await reported('ready');
  await leave(proxy);
  return proxy.port;
}

async function leave(proxy: Proxy): Promise<void> {
  running.delete(proxy);
  await proxy.close('standby');
}

async function openTunnel(port: number, target = `${openedHost}:443`) {
  const { raw, head } = await sendConnect(port, target);
  expect(head).toBe('HTTP/1.1 200 Connection Established\r\n\r\n');
  return {
    raw,
    async echoes(text: string) {
      raw.write(text);
      const [answer]: unknown[] = await once(raw, 'data');
      return String(answer) === text;
    },
  };
}

function onlyDescription(): StandbyDescription {
  const [found, ...others] = readDescriptions(dataDir, Date.now());
  expect(others).toEqual([]);
  if (found === undefined) throw new Error('There is no standby.');
  return found.description;
}

const isRefused = (port: number) => expect(openRaw(port)).rejects.toThrow(/ECONNREFUSED/);

/** Waits until a process has ended. */
async function hasEnded(pid: number | null): Promise<void> {
  const runs = () => {
    try {
      process.kill(pid ?? 0, 0);
      return true;
    } catch {
      return false;
    }
  };
  await expect.poll(runs, patience).toBe(false);
}

describe('the standby', () => {
  it('has the port at once when the proxy has gone, and gives it back, without one connection lost', async () => {
    const first = await start();
    await first.reported('ready');
    const { port } = first.proxy;
    const clients = steadyClients(port, 'unlisted.test:443', 2);
    const passed = (count: number) => expect.poll(() => clients.completed, patience).toBeGreaterThan(count);
    await passed(50);
    // A client whose proxy ends has lost its connection; those here come after.
    const atLeaving = performance.now();
    const openThen = clients.open;
    await leave(first.proxy);
    await passed(clients.completed + 200);
    const second = await start({ port });
    expect(second.proxy.port).toBe(port);
    await passed(clients.completed + 200);
    const { failed } = await clients.stop();
    expect(failed.filter(({ beganAtMs }) => beganAtMs > atLeaving)).toEqual([]);
    expect(failed.length).toBeLessThanOrEqual(openThen);
  });

  it('tunnels blindly, passes plain requests on, and says why where nothing answers', async () => {
    const port = await startAndLeave();
    const { echoes } = await openTunnel(port);
    expect(await echoes('hello')).toBe(true);

    const refused = await sendConnect(port, '127.0.0.1:1');
    expect(refused.head).toMatch(/^HTTP\/1\.1 502 .*\r\nProxy-Status: whence; error=connection_refused\r\n/);

    const answering = await listenRaw(null, ({ stream }) => {
      stream.once('data', (chunk) => stream.end(`HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n${chunk.toString().startsWith('GET /path HTTP/1.1') ? 'good' : 'bad!'}`));
    });
    const plain = await openRaw(port);
    plain.write(`GET http://127.0.0.1:${answering.port}/path HTTP/1.1\r\nHost: 127.0.0.1:${answering.port}\r\nConnection: close\r\n\r\n`);
    expect(await readToEnd(plain)).toMatch(/^HTTP\/1\.1 200 OK[^]*good$/);
    const garbage = await openRaw(port);
    garbage.write('what is this\r\n\r\n');
    expect(await readToEnd(garbage)).toMatch(/^(HTTP\/1\.1 400 |$)/);
    await answering.close();
  });

  it('goes on carrying what it has when a new proxy has the port, and ends with the last of it', async () => {
    const port = await startAndLeave();
    const { pid } = onlyDescription();
    const tunnel = await openTunnel(port);
    let ended = 0;
    const second = await start({ port, onPredecessorEnded: () => (ended += 1) });
    await second.reported('ready');
    expect(readDescriptions(dataDir, Date.now())).toHaveLength(2);
    expect(await tunnel.echoes('still here')).toBe(true);
    expect(ended).toBe(0);
    tunnel.raw.end();
    await hasEnded(pid);
    await expect.poll(() => ended, patience).toBe(1);
    expect(onlyDescription().pid).not.toBe(pid);
    expect(new AwayJournals(dataDir, () => false).read().passages).toMatchObject([{ host: openedHost, endedAtUs: expect.any(Number), requestBytes: 10, responseBytes: 10 }]);
  });

  it('does not go on for a client that keeps its connection for more plain requests', async () => {
    const port = await startAndLeave();
    const answering = await listenRaw(null, ({ stream }) => stream.once('data', () => stream.end('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood')));
    const client = await openRaw(port);
    const ask = async (): Promise<string> => {
      client.write(`GET http://127.0.0.1:${answering.port}/ HTTP/1.1\r\nHost: 127.0.0.1:${answering.port}\r\n\r\n`);
      let text = '';
      while (!text.endsWith('good')) text += String(await once(client, 'data'));
      return text;
    };
    expect(await ask()).toContain('keep-alive');
    const { pid } = onlyDescription();
    await (await start({ port })).reported('ready');
    client.on('end', () => client.end());
    await hasEnded(pid);
    await answering.close();
  });

  it('is taken over on its own port when any will do, and lets it go when another is wanted', async () => {
    const port = await startAndLeave();
    const anywhere = await start({ port: 0 });
    expect(anywhere.proxy.port).toBe(port);
    await anywhere.reported('ready');
    await leave(anywhere.proxy);

    const { pid } = onlyDescription();
    const elsewhere = await start({ port: anotherOfNobodyElse });
    expect(elsewhere.proxy.port).toBe(anotherOfNobodyElse);
    await hasEnded(pid);
    await isRefused(port);
  });

  it('keeps its port for a proxy that wants another one, does not get that, and may take the next', async () => {
    const port = await startAndLeave();
    const second = await start({ port: echo.port, fallBack: true });
    expect(second.proxy.port).toBe(port);
    expect(second.proxy.note).toContain(String(port));
  });

  it('ends, and the port with it, when the port is to be nobody’s; an earlier one that still carries something too', async () => {
    const port = await startAndLeave();
    const tunnel = await openTunnel(port);
    expect(await tunnel.echoes('carried')).toBe(true);
    const { pid: earlier } = onlyDescription();
    const second = await start({ port });
    await second.reported('ready');
    running.delete(second.proxy);
    await second.proxy.close('nobody');
    await isRefused(port);
    await hasEnded(earlier);
    expect(await readToEnd(tunnel.raw)).toBe('');
    expect(readDescriptions(dataDir, Date.now())).toEqual([]);
    expect(new AwayJournals(dataDir, () => false).read().passages).toMatchObject([{ endedAtUs: expect.any(Number), requestBytes: 7, responseBytes: 7 }]);
  });

  it('serves with what has changed since it was started', async () => {
    const first = await start({ interceptHosts: [] });
    await first.reported('ready');
    first.proxy.setInterceptHosts([openedHost.toUpperCase()]);
    await leave(first.proxy);
    const tunnel = await openTunnel(first.proxy.port);
    expect(await tunnel.echoes('12345')).toBe(true);
    await expect.poll(() => new AwayJournals(dataDir, () => false).read().passages, patience).toMatchObject([{ host: openedHost, port: 443, endedAtUs: null }]);
    tunnel.raw.end();
    const over = { requestBytes: 5, responseBytes: 5, endedAtUs: expect.any(Number) };
    await expect.poll(() => new AwayJournals(dataDir, () => false).read().passages, patience).toMatchObject([over]);
    expect(statSync(join(standbyFolder(dataDir), readdirSync(standbyFolder(dataDir)).find((name) => name.endsWith('.jsonl')) ?? '')).mode & 0o077).toBe(0);
  });

  it('where sockets cannot be handed over, binds the port when the proxy has gone and lets it go for the next', async () => {
    const settings = { dataDir, wanted: true, handsSockets: false };
    const port = await startAndLeave({ standby: settings });
    // It binds when it has seen that the proxy is gone.
    await expect.poll(() => openRaw(port).then((raw) => void raw.destroy(), (error: Error) => error.message), patience).toBeUndefined();
    const tunnel = await openTunnel(port);
    const second = await start({ port, standby: settings });
    expect(second.proxy.port).toBe(port);
    expect(await tunnel.echoes('carried on')).toBe(true);
    const { echoes } = await openTunnel(port, 'unlisted.test:443');
    expect(await echoes('new')).toBe(true);
  });

  it('that hangs is ended after a while, and the port is free for the next', async () => {
    const port = await startAndLeave();
    const { pid } = onlyDescription();
    process.kill(pid ?? 0, 'SIGSTOP');
    const second = await start({ port });
    expect(second.proxy.port).toBe(port);
    await hasEnded(pid);
  });

  it('that is killed is replaced', async () => {
    const first = await start();
    await first.reported('ready');
    const { pid } = onlyDescription();
    process.kill(pid ?? 0, 'SIGKILL');
    await expect.poll(() => first.reports.map(({ state }) => state), patience).toEqual(['ready', 'failed', 'ready']);
    await leave(first.proxy);
    const { echoes } = await openTunnel(first.proxy.port);
    expect(await echoes('by the second one')).toBe(true);
  });

  it('that cannot be started is said, and the proxy runs without', async () => {
    writeFileSync(join(dataDir, 'standby'), 'in the way');
    const { proxy, reports } = await start();
    expect(reports).toMatchObject([{ state: 'failed', message: expect.stringContaining('standby') }]);
    const { echoes } = await openTunnel(proxy.port, 'unlisted.test:443');
    expect(await echoes('hello')).toBe(true);
  });

  it('works in a data directory whose path is too long for a socket', async () => {
    const long = join(dataDir, 'x'.repeat(120));
    mkdirSync(long);
    const settings = { dataDir: long, wanted: true, handsSockets: true };
    const port = await startAndLeave({ standby: settings });
    const [found] = readDescriptions(long, Date.now());
    const folder = join(found?.description.controlPath ?? '', '..');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const second = await start({ port, standby: settings });
    running.delete(second.proxy);
    await second.proxy.close('nobody');
    expect(existsSync(folder)).toBe(false);
  });

  it('gives a stranger nothing, and its files are for the owner alone', async () => {
    const port = await startAndLeave();
    const description = onlyDescription();
    for (const said of ['{"ask":"socket"}\n', '{"token":"","ask":"end"}\n', 'x'.repeat(100_000), '{"token":7,"ask":"socket"}\n']) {
      const stranger = connect({ path: description.controlPath });
      let heard = '';
      stranger.on('data', (chunk: Buffer) => (heard += chunk.toString())).on('error', () => {});
      stranger.write(said);
      await new Promise((resolve) => stranger.once('close', resolve));
      expect(heard).toBe('');
    }
    const modes = [standbyFolder(dataDir), ...readdirSync(standbyFolder(dataDir)).map((name) => join(standbyFolder(dataDir), name))];
    expect(modes.map((file) => statSync(file).mode & 0o077)).toEqual(modes.map(() => 0));
    const { echoes } = await openTunnel(port);
    expect(await echoes('unmoved')).toBe(true);
  });

  it.runIf(process.platform === 'linux')('keeps nothing open that it was left by the process that started it', async () => {
    const child = spawn(process.execPath, [standbyProgram, 'x'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'ignore', 'pipe'] });
    const stdio: readonly unknown[] = child.stdio;
    const left = stdio[5];
    if (!(left instanceof Socket)) throw new Error('There is no pipe.');
    left.resume();
    await once(left, 'end');
    expect(child.exitCode).toBeNull();
    const ended = once(child, 'exit');
    child.stdio[3]?.destroy();
    // It was told nothing that it could serve with.
    expect(await ended).toEqual([0, null]);
  });

  it('that hangs is ended as well when the port is to be nobody’s', async () => {
    const port = await startAndLeave();
    const tunnel = await openTunnel(port);
    const { pid } = onlyDescription();
    const second = await start({ port });
    await second.reported('ready');
    for (const { description } of readDescriptions(dataDir, Date.now())) process.kill(description.pid ?? 0, 'SIGSTOP');
    running.delete(second.proxy);
    await second.proxy.close('nobody');
    await isRefused(port);
    await hasEnded(pid);
    expect(readDescriptions(dataDir, Date.now()).map(({ description }) => description.pid)).toEqual([pid]);
    tunnel.raw.destroy();
  });

  it('of which only traces are left keeps nobody waiting, and they are removed', async () => {
    mkdirSync(standbyFolder(dataDir), { mode: 0o700 });
    const gone = { ...describeStandby(dataDir, echo.port), pid: 2 ** 30 };
    writeDescription(dataDir, gone);
    writeFileSync(gone.controlPath, '');
    writeFileSync(join(standbyFolder(dataDir), '0123456789abcdef.json'), '{"id":"0123456789abcdef","port":"x"');
    expect(await contactStandby(gone)).toBeNull();
    await start({ standby: { dataDir, wanted: false, handsSockets: true } });
    expect(readdirSync(standbyFolder(dataDir))).toEqual(['0123456789abcdef.json']);
  });
});

async function readToEnd(socket: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}
