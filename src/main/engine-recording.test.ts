import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { quietEngine } from '../../test-support/quiet-options.ts';
import { StartedWorkers } from '../../test-support/started-workers.ts';
import type { Engine } from './engine.ts';
import { startEngine } from './start-engine.ts';
import { startRecording } from './recorder/recording.ts';
import { openStoreReads } from './store/open-store-reads.ts';

const host = 'api.test';
let dataDir: string;
let upstream: Server;
let answers: ServerResponse[];
const endings: (() => unknown)[] = [];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'engine-recording-'));
  answers = [];
  upstream = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('event: one\n\n');
    answers.push(response);
  });
  upstream.listen(0, '127.0.0.1');
  await once(upstream, 'listening');
});

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
  upstream.closeAllConnections();
  upstream.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a recorder that dies under a running engine', () => {
  it('is felt by no request: what streams goes on, and what comes later is recorded again', async () => {
    const threads = new StartedWorkers();
    endings.push(() => threads.stop());
    const engine = await start();
    const streaming = await ask(engine.proxyUrl);
    await expect.poll(() => statesOf(engine)).toEqual(['open']);
    await threads.kill(0);
    answers[0]?.end('event: two\n\n');
    expect(await textOf(streaming)).toBe('event: one\n\nevent: two\n\n');
    await expect.poll(() => engine.readStatus().notices.join(' ')).toContain('started again');
    const next = await ask(engine.proxyUrl);
    answers[1]?.end('event: two\n\n');
    expect(await textOf(next)).toBe('event: one\n\nevent: two\n\n');
    await expect.poll(() => statesOf(engine)).toEqual(expect.arrayContaining(['complete', 'interrupted']));
    const rows = engine.store.listRows({ limit: 9 }).rows;
    expect(rows.find(({ state }) => state === 'interrupted')).toMatchObject({ error: { code: 'recorder-failed' }, path: '/v1/messages' });
    expect(rows.find(({ state }) => state === 'complete')).toMatchObject({ path: '/v1/messages', scheme: 'http', responseBytes: 24 });
    await expect.poll(() => engine.readStatus().accounts.connections).toBeGreaterThan(0);
    expect(engine.readStatus().accounts.difference).toBeNull();
  });
});

describe('an engine that is killed in the middle of a response', () => {
  it('leaves what had come on disk, in a row that says that it is interrupted', async () => {
    const databaseFile = join(dataDir, 'whence.db');
    const { port } = addressOf(upstream);
    const options = ['--port=0', '--no-standby', '--data-dir', dataDir, '--intercept', host, '--connect-to', `${host}:80:127.0.0.1:${port}`];
    const child = spawn(process.execPath, [fileURLToPath(new URL('../../out/main/engine.js', import.meta.url)), ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
    endings.push(() => child.kill('SIGKILL'));
    const { proxy } = z.object({ proxy: z.url() }).parse(JSON.parse(String((await once(child.stdout, 'data'))[0])));
    const streaming = await ask(proxy);
    streaming.on('error', () => undefined);
    let heard = '';
    streaming.on('data', (bytes: Buffer) => (heard += bytes.toString('latin1')));
    for (let event = 0; event < 20; event += 1) {
      answers[0]?.write(`event: ${event}\n\n`);
      await pause(10);
    }
    await expect.poll(() => heard).toContain('event: 19\n\n');
    const watching = openStoreReads(databaseFile);
    endings.push(() => watching.close());
    const id = (): string => watching.listRows({ limit: 1 }).rows[0]?.id ?? '';
    // It takes less than 100 ms; a test must not fail on a slow machine.
    await expect.poll(() => String(Buffer.from(watching.readBody(id(), 'response')?.octets ?? []))).toBe(heard);
    child.kill('SIGKILL');
    await once(child, 'exit');

    const recording = await startRecording({ databaseFile, maskingRulesOff: [], onStored: nothing, onFigures: nothing, onNotice: nothing });
    if (!recording.started) throw new Error(recording.message);
    endings.push(() => recording.recording.close());
    const reads = openStoreReads(databaseFile);
    endings.push(() => reads.close());
    const { rows } = reads.listRows({ limit: 9 });
    expect(rows).toMatchObject([{ state: 'interrupted', error: { code: 'app-stopped' }, status: 200 }]);
    const body = reads.readBody(rows[0]?.id ?? '', 'response');
    expect([Buffer.from(body?.octets ?? []).toString(), body?.complete]).toEqual([heard, false]);
  });
});

const nothing = (): undefined => undefined;
const pause = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));

async function start(): Promise<Engine> {
  const { port } = addressOf(upstream);
  const connectTo = [{ fromHost: host, fromPort: 80, toHost: '127.0.0.1', toPort: port }];
  const options = { dataDir, port: 0, portFallBack: false, apiPort: null, interceptHosts: [host], renewOutdated: false, upstreamCaFiles: [] };
  const result = await startEngine({ ...options, ...quietEngine, connectTo });
  if (!result.started) throw new Error(result.message);
  endings.push(() => result.engine.close());
  return result.engine;
}

/** A plain request through the proxy, once its answer has begun. */
async function ask(proxyUrl: string): Promise<IncomingMessage> {
  const { hostname, port } = new URL(proxyUrl);
  const asking = request({ host: hostname, port, method: 'POST', path: `http://${host}/v1/messages`, headers: { host }, agent: false });
  asking.on('error', () => undefined);
  asking.end('{}');
  return new Promise((resolve) => asking.once('response', resolve));
}

async function textOf(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const bytes of answer) text += String(bytes);
  return text;
}

function statesOf(engine: Engine): string[] {
  return engine.store.listRows({ limit: 9 }).rows.map(({ state }) => state);
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has an address and a port.');
  return address;
}
