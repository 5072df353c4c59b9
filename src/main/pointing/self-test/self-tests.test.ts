import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SelfTestView } from '../../../contract/self-test-view.ts';
import { listenRaw, makeTestCertificates, type RawListener, type TestCertificates } from '../../../../test-support/raw-tls.ts';
import { quietEngine } from '../../../../test-support/quiet-options.ts';
import type { Engine } from '../../engine.ts';
import { startEngine } from '../../start-engine.ts';
import { SelfTests } from './self-tests.ts';

const host = 'api.test';
let dataDir: string;
let certificates: TestCertificates;
let upstream: RawListener;
let engine: Engine;
/** What the upstream was sent within TLS. */
const heard: string[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'whence-self-tests-'));
  certificates = await makeTestCertificates(host);
  upstream = await listenRaw(certificates.serverContext, ({ stream }) => stream.on('data', (octets) => heard.push(octets.toString('latin1'))));
  const start = await startEngine({
    ...quietEngine,
    dataDir,
    port: 0,
    portFallBack: false,
    apiPort: null,
    renewOutdated: false,
    interceptHosts: [host],
    connectTo: [{ fromHost: host, fromPort: 443, toHost: '127.0.0.1', toPort: upstream.port }],
    upstreamCaFiles: [certificates.file],
  });
  if (!start.started) throw new Error(start.message);
  engine = start.engine;
});
afterAll(async () => {
  await engine?.close();
  await upstream?.close();
  certificates?.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

function selfTests(hosts: readonly string[] = [host], onChange = () => {}): SelfTests {
  return new SelfTests({
    readStatus: () => engine.readStatus(),
    readTrust: async () => ({ state: 'trusted', message: 'The system trusts it.', manualCommand: null }),
    listedHosts: () => hosts,
    wantedPort: 0,
    pointingLine: () => 'the line',
    environment: { PATH: process.env['PATH'], CLAUDE_CONFIG_DIR: dataDir },
    expectSelfTest: (words) => engine.expectSelfTest(words),
    tryWay: (of) => engine.tryWay(of),
    onChange,
  });
}

async function ended(tests: SelfTests): Promise<Readonly<Record<string, string>>> {
  await expect.poll(() => tests.read()?.endedAtMs).toEqual(expect.any(Number));
  return Object.fromEntries((tests.read()?.checks ?? []).map(({ id, state, sentence }) => [id, state === 'passed' ? state : `${state}: ${sentence}`]));
}

const good = { port: 'passed', certificate: 'passed', 'system-trust': 'passed', environment: 'passed', 'claude-settings': 'passed', upstream: 'passed', recording: 'passed' };

test('says how far it is while it runs, and what it came to, and the server hears of nothing', async () => {
  const seen: (SelfTestView | null)[] = [];
  const tests: SelfTests = selfTests([host], () => seen.push(tests.read()));
  expect(tests.read()).toBeNull();
  tests.start();
  expect(tests.read()?.checks.map(({ state }) => state)).toEqual(Array.from({ length: 9 }, () => 'waiting'));
  expect(await ended(tests)).toMatchObject(good);
  const waiting = seen.map((view) => view?.checks.filter(({ state }) => state === 'waiting').length ?? 0);
  expect(waiting).toEqual(waiting.toSorted((one, other) => other - one));
  expect(new Set(waiting).size).toBe(10);
  expect(heard).toEqual([]);
  expect(engine.readStatus()).toMatchObject({ clients: 0, exchanges: 0, unseen: 0 });
});

test('is begun once at a time, broken off, and begun again at once', async () => {
  const tests = selfTests();
  tests.start();
  tests.cancel();
  expect(tests.read()).toBeNull();
  tests.start();
  tests.start();
  expect(await ended(tests)).toMatchObject(good);
  tests.cancel();
  expect(tests.read()?.endedAtMs).not.toBeNull();
  expect(heard).toEqual([]);
});

test('asks for nothing where no host is listed', async () => {
  const tests = selfTests([]);
  tests.start();
  const none = expect.stringMatching(/^skipped: No host is listed/);
  expect(await ended(tests)).toMatchObject({ port: none, certificate: none, upstream: none });
});
