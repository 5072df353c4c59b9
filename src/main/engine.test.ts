import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from './engine.ts';
import { runningFileOf } from './pointing/running-file.ts';
import { startEngine } from './start-engine.ts';
import { quietEngine } from '../../test-support/quiet-options.ts';

let dataDir: string;
let running: Engine[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'whence-engine-'));
});
afterEach(async () => {
  for (const engine of running) await engine.close();
  running = [];
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(interceptHosts: readonly string[], renewOutdated: boolean): Promise<Engine> {
  const options = { dataDir, port: 0, portFallBack: false, apiPort: null, interceptHosts, renewOutdated, ...quietEngine, connectTo: [], upstreamCaFiles: [] };
  const result = await startEngine(options);
  if (!result.started) throw new Error(result.message);
  running.push(result.engine);
  return result.engine;
}

async function stop(engine: Engine): Promise<void> {
  running = running.filter((other) => other !== engine);
  await engine.close();
}

const fingerprint = (engine: Engine): string => new X509Certificate(readFileSync(engine.caFile)).fingerprint256;

describe('a certificate that does not cover a host of the list', () => {
  it('stays, and the status says so, where the user has to decide', async () => {
    const first = await start(['api.anthropic.com'], false);
    const before = fingerprint(first);
    await stop(first);
    const second = await start(['api.anthropic.com', 'claude.ai'], false);
    expect(fingerprint(second)).toBe(before);
    expect(second.readStatus().certificateOutdated).toBe(true);
    expect(await second.renewCertificate()).toMatchObject({ done: true });
    expect(fingerprint(second)).not.toBe(before);
    expect(second.readStatus().certificateOutdated).toBe(false);
  });

  it('is made anew, with a notice, where it is wished, and kept where it covers all', async () => {
    const first = await start(['api.anthropic.com'], true);
    const before = fingerprint(first);
    expect(first.readStatus().notices).toEqual([]);
    await stop(first);
    const second = await start(['host.test'], true);
    expect(fingerprint(second)).not.toBe(before);
    expect(second.readStatus().notices).toEqual([expect.stringContaining('host.test')]);
  });
});

it('refuses a folder that cannot be used, and a port that is taken, each with a sentence that names it', async () => {
  const engine = await start(['api.anthropic.com'], false);
  const { port } = engine.readStatus().proxy;
  const common = { portFallBack: false, apiPort: null, interceptHosts: ['api.anthropic.com'], renewOutdated: false, ...quietEngine, connectTo: [], upstreamCaFiles: [] };
  const file = join(dataDir, 'whence.db', 'below-a-file');
  expect(await startEngine({ ...common, dataDir: file, port: 0 })).toMatchObject({ started: false, code: 'data-dir', message: expect.stringContaining(file) });
  const other = mkdtempSync(join(tmpdir(), 'whence-engine-'));
  expect(await startEngine({ ...common, dataDir: other, port })).toMatchObject({ started: false, code: 'port-taken', message: expect.stringContaining(String(port)) });
  rmSync(other, { recursive: true, force: true });
});

it.runIf(process.platform !== 'win32')('refuses a folder in which everybody could put a certificate, and leaves it as it is', async () => {
  const open = mkdtempSync(join(tmpdir(), 'whence-engine-'));
  chmodSync(open, 0o777);
  const refusal = await startEngine({ portFallBack: false, apiPort: null, interceptHosts: ['api.anthropic.com'], renewOutdated: false, ...quietEngine, connectTo: [], upstreamCaFiles: [], dataDir: open, port: 0 });
  expect(refusal).toMatchObject({ started: false, code: 'data-dir', message: expect.stringContaining('everybody') });
  expect(readdirSync(open)).toEqual([]);
  rmSync(open, { recursive: true, force: true });
});

it('writes what points shells at its port, anew for other hosts', async () => {
  const engine = await start(['api.anthropic.com'], false);
  const read = () => Object.values(engine.envFiles).map((file) => readFileSync(file, 'utf8'));
  for (const text of read()) expect(text).toContain(engine.proxyUrl);
  engine.setInterceptHosts(['host.test']);
  for (const text of read()) expect(text).toContain('host.test');
});

it('says how its standby is', async () => {
  const engine = await start(['api.anthropic.com'], false);
  await expect.poll(() => engine.readStatus().standby).toEqual({ state: 'off', message: expect.stringContaining('No standby') });
});

it('says in a file that it runs, and where, until it ends', async () => {
  const engine = await start(['api.anthropic.com'], false);
  const [first = '', covering = ''] = readFileSync(runningFileOf(dataDir), 'utf8').split('\n');
  expect(first).toMatch(new RegExp(`^${process.pid} ${new URL(engine.proxyUrl).port} `));
  engine.setInterceptHosts([]);
  expect(covering.split(' ')).toContain('.anthropic.com');
  expect(readFileSync(runningFileOf(dataDir), 'utf8').split('\n')[1]).toBe('');
  await stop(engine);
  expect(readdirSync(dataDir)).not.toContain('running');
});
