import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { afterAll, expect, test } from 'vitest';
import { closedAfterEach } from '../../../test-support/closed-after-each.ts';
import { makeProxyFixture, openedHost, startProxyUnderTest } from '../../../test-support/proxy-under-test.ts';
import { listenRaw, openRaw, secureClient, sendConnect, type RawListener } from '../../../test-support/raw-tls.ts';
import type { Relayed } from '../relayed/relayed.ts';
import { Capture } from './telling/capture.ts';
import { ClientProcesses } from './clients/client-process.ts';
import { Distrust } from './clients/distrust.ts';
import { serveConnect, type Serving } from './connect-request.ts';
import { Relays } from './relay.ts';
import { Figures } from './figures.ts';
import { secureUpstreamWith } from './upstream/secure-upstream.ts';
import { trustedRootsContext } from './upstream/trusted-roots.ts';

const fixture = await makeProxyFixture();
const opened = closedAfterEach();
afterAll(() => fixture.upstream.remove());

async function echoing(): Promise<RawListener> {
  const listener = await listenRaw(fixture.upstream.serverContext, ({ stream }) => {
    stream.on('data', (chunk) => stream.write(chunk));
    stream.on('end', () => stream.end());
  });
  opened.push(listener);
  return listener;
}

async function passesUnseen(proxyPort: number): Promise<void> {
  const { raw } = await sendConnect(proxyPort, `${openedHost}:443`);
  // The upstream's own certificate, not one of ours.
  const { stream } = await secureClient(raw, openedHost, fixture.upstream.authority.certificatePem);
  stream.write('unseen');
  expect(String(await once(stream, 'data'))).toBe('unseen');
  stream.destroy();
}

test.each<{ how: string; says?: string; contextFor: () => Promise<SecureContext> }>([
  { how: 'fails', contextFor: () => Promise.reject(new Error('no key')) },
  {
    how: 'throws before it begins',
    contextFor: () => {
      throw new Error('no key');
    },
  },
  { how: 'never ends', says: 'not ready in time', contextFor: () => new Promise(() => {}) },
])('certificate work that $how leaves the connection a blind tunnel, with its row', async ({ contextFor, says = 'Renew the certificate' }) => {
  const upstream = await echoing();
  const told: Relayed[] = [];
  const figures = new Figures(() => {});
  const serving: Serving = {
    dial: async () => ({ socket: await openRaw(upstream.port) }),
    secureUpstream: secureUpstreamWith(trustedRootsContext([fixture.upstream.file])),
    capture: new Capture({ sink: (message) => told.push(message), recorder: { isBehind: false, generation: 1 }, figures, nowUs: () => 1, on: true }),
    clientProcesses: new ClientProcesses(null),
    relays: new Relays(),
    distrust: new Distrust({ isRunning: () => true, nowMs: () => 0, onChange: () => {} }),
    isIntercepted: () => true,
    contextFor,
    certificateLimitMs: 200,
  };
  const server = createServer().on('connect', (_request, client: Socket, head) => void serveConnect(serving, client, head, { host: openedHost, port: 443 }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push({ close: async () => void server.close() });

  await passesUnseen((server.address() as AddressInfo).port);
  // What is counted up is told from time to time.
  await expect.poll(() => told.map(({ kind }) => kind).filter((kind) => kind !== 'tally')).toEqual(['unseen', 'unseen-ended']);
  expect(told[0]).toMatchObject({ code: 'certificate-failed', host: openedHost, port: 443, message: expect.stringContaining(says) });
  expect(figures.read().unseen).toBe(1);
});

test('an authority that is none leaves connections blind tunnels, at the start and later', async () => {
  const upstream = await echoing();
  const broken = { certificatePem: 'not a certificate', keyPem: 'not a key' };
  const under = await startProxyUnderTest(fixture, upstream.port, { authority: broken });
  opened.push(under.proxy);
  await passesUnseen(under.proxy.port);
  expect(await under.told('unseen')).toMatchObject({ code: 'certificate-failed' });
  under.proxy.setAuthority({ ...fixture.authority, keyPem: 'not a key' });
  await passesUnseen(under.proxy.port);
  expect(under.relayed.filter(({ kind }) => kind === 'unseen')).toHaveLength(2);
});
