import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecureContext } from 'node:tls';
import { openStoreReads } from '../src/main/store/open-store-reads.ts';
import type { BodySide, StoreReads } from '../src/main/store/reads.ts';
import { makeTestCertificates } from '../test-support/raw-tls.ts';
import { digestOfBytes, type ExchangeDigest } from '../test-support/wire-cases/exchange-digest.ts';
import { directWay, openedWireHost, proxiedWay, type Way } from '../test-support/wire-cases/play-case.ts';
import { launchApp } from './launch-app.ts';
import { startEngine } from './start-engine.ts';

/** Something built and running that wire cases are played through. */
export interface WireRun {
  readonly way: Way;
  readonly proxyPort: number;
  /** The exchanges stored of connections to this port, in the order of their requests. */
  readDigests(port: number): Promise<readonly ExchangeDigest[]>;
  close(): Promise<void>;
}

export interface WireRuns {
  readonly direct: Way;
  /** The engine under Node, asked through its local API. */
  readonly node: WireRun;
  /** The app in Electron. */
  readonly electron: WireRun;
  readonly upstreamContext: SecureContext;
  close(): Promise<void>;
}

// Wherever a client asks to be connected to, it is connected to that port of this machine.
const everywhereToHere = '--connect-to=::127.0.0.1:';

/** Starts both, each with a data directory of its own. Needs the build and a display. */
export async function startWireRuns(): Promise<WireRuns> {
  const folder = await mkdtemp(join(tmpdir(), 'whence-wire-'));
  const certificates = await makeTestCertificates(openedWireHost);
  const upstreamCa = certificates.authority.certificatePem;
  const upstream = { port: 1, caFile: certificates.file };
  const [node, electron] = await Promise.all([
    startNode(join(folder, 'node'), upstream, upstreamCa),
    startElectron(join(folder, 'electron'), upstream, upstreamCa),
  ]);
  return {
    direct: directWay(upstreamCa),
    node,
    electron,
    upstreamContext: certificates.serverContext,
    async close() {
      await Promise.all([node.close(), electron.close()]);
      certificates.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Upstream = Parameters<typeof startEngine>[1];

async function startNode(dataDir: string, upstream: Upstream, upstreamCa: string): Promise<WireRun> {
  const engine = await startEngine(dataDir, upstream, ['--no-standby', everywhereToHere]);
  const store = openStoreReads(join(dataDir, 'whence.db'));
  const proxyPort = Number(new URL(engine.proxy).port);
  return {
    proxyPort,
    way: proxiedWay(proxyPort, await readFile(engine.ca, 'utf8'), upstreamCa),
    readDigests: (port) => readDigests(store, port, (id, side) => engine.fetch(`/api/claude/${side}s/${id}/body`)),
    async close() {
      store.close();
      await engine.end();
    },
  };
}

async function startElectron(dataDir: string, upstream: Upstream, upstreamCa: string): Promise<WireRun> {
  const app = await launchApp({ upstream, dataDir, further: ['--no-standby', everywhereToHere] });
  const status = await app.window.status();
  const store = openStoreReads(join(dataDir, 'whence.db'));
  return {
    proxyPort: status.proxy.port,
    way: proxiedWay(status.proxy.port, await readFile(status.caFile, 'utf8'), upstreamCa),
    readDigests: (port) => readDigests(store, port, async (id, side) => store.readBody(id, side)?.octets ?? new Uint8Array(0)),
    async close() {
      store.close();
      await app.close();
    },
  };
}

async function readDigests(
  store: StoreReads,
  port: number,
  readBody: (id: string, side: BodySide) => Promise<Uint8Array>,
): Promise<readonly ExchangeDigest[]> {
  const rows = store.listRows({ limit: 10_000 }).rows.filter((row) => row.port === port);
  return Promise.all(
    rows.toReversed().map(async ({ id, state, status }) => ({
      state,
      status,
      request: digestOfBytes(await readBody(id, 'request')),
      // The API has nothing to give where no response has come.
      response: digestOfBytes(status === null ? new Uint8Array(0) : await readBody(id, 'response')),
    })),
  );
}
