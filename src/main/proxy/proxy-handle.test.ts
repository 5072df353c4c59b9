import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { deferred } from '../../../test-support/deferred.ts';
import { makeProxyFixture, openedHost } from '../../../test-support/proxy-under-test.ts';
import { listenRaw, openRaw, secureClient, sendConnect, type RawEnd } from '../../../test-support/raw-tls.ts';
import { RelayedReader } from '../relayed/relayed-reader.ts';
import type { ProxyFigures, Relayed } from '../relayed/relayed.ts';
import { startProxyThread } from './proxy-handle.ts';
import { quietProxy } from '../../../test-support/quiet-options.ts';

// Nobody else gets it once it is closed: it is none of those that port 0 stands for.
const portOfNobodyElse = 20_000 + (process.pid % 10_000);

test('the proxy in its thread relays, posts to the recorder in order, takes changes, and ends', async () => {
  const { upstream, authority } = await makeProxyFixture();
  const listener = await listenRaw(upstream.serverContext, ({ stream }) => {
    stream.on('data', (chunk) => stream.write(chunk));
    stream.on('end', () => stream.end());
  });
  const { port1: recorder, port2: recorderPort } = new MessageChannel();
  const relayed: Relayed[] = [];
  const closed = deferred();
  const reader = new RelayedReader(recorder, (message) => {
    relayed.push(message);
    if (message.kind === 'closed') closed.fulfil();
  });
  const figures = deferred<ProxyFigures>();
  const start = await startProxyThread({
    port: portOfNobodyElse,
    fallBack: true,
    ...quietProxy, interceptHosts: [],
    authority,
    connectTo: [{ fromHost: openedHost, fromPort: 443, toHost: '127.0.0.1', toPort: listener.port }],
    upstreamCaFiles: [upstream.file],
    recorderPort,
    onFigures: (now) => {
      if (now.clients > 0) figures.fulfil(now);
    },
  });
  if (!start.started) throw new Error(start.message);
  const { proxy } = start;
  proxy.setInterceptHosts([openedHost]);
  proxy.setAuthority(authority);

  // The change is a message to the thread: it holds from when the thread has read it.
  let client = null;
  while (client === null) {
    const { raw } = await sendConnect(proxy.port, `${openedHost}:443`);
    client = await secureClient(raw, openedHost, authority.certificatePem).catch(() => null);
  }
  client.stream.write('hello');
  const [answer]: unknown[] = await once(client.stream, 'data');
  expect(String(answer)).toBe('hello');
  // Figures are told with a delay: the client stays until they are.
  expect(await figures.promise).toMatchObject({ unrecorded: 0 });
  client.stream.end();
  await closed.promise;
  const told = relayed.map((message) => ('from' in message ? `${message.kind} ${message.from}` : message.kind));
  expect(told.filter((kind) => !/^(delivered|tally)/.test(kind))).toEqual(['connected', 'bytes client', 'bytes upstream', 'ended client', 'ended upstream', 'closed']);

  await proxy.close();
  await expect(openRaw(proxy.port)).rejects.toThrow(/ECONNREFUSED/);
  recorder.close();
  await listener.close();
  upstream.remove();
  reader.end();
});

test('another recorder is told what came while there was none, and captures from the next request on', async () => {
  const { upstream, authority } = await makeProxyFixture();
  const listener = await listenRaw(upstream.serverContext, ({ stream }) => {
    stream.on('data', (chunk) => stream.write(chunk));
    stream.on('end', () => stream.end());
  });
  const first = new MessageChannel();
  const start = await startProxyThread({
    port: 0,
    fallBack: false,
    ...quietProxy, interceptHosts: [openedHost],
    authority,
    connectTo: [{ fromHost: openedHost, fromPort: 443, toHost: '127.0.0.1', toPort: listener.port }],
    upstreamCaFiles: [upstream.file],
    recorderPort: first.port2,
  });
  if (!start.started) throw new Error(start.message);
  const { proxy } = start;
  const open = async (ca: string): Promise<RawEnd> => {
    const { raw } = await sendConnect(proxy.port, `${openedHost}:443`);
    return secureClient(raw, openedHost, ca);
  };
  const echo = async ({ stream }: RawEnd): Promise<void> => {
    stream.write(request);
    await once(stream, 'data');
  };
  const request = 'GET / HTTP/1.1\r\n\r\n';
  const client = await open(authority.certificatePem);
  await echo(client);

  first.port1.close();
  // Until the thread has noticed, connections are opened still.
  let tunnelled: RawEnd | null = null;
  while (tunnelled === null) tunnelled = await open(upstream.authority.certificatePem).catch(() => null);
  await echo(client);
  proxy.forgetDistrust();

  const second = new MessageChannel();
  const relayed: Relayed[] = [];
  const reader = new RelayedReader(second.port1, (message) => relayed.push(message));
  proxy.setRecorder(second.port2);
  await expect.poll(() => relayed.length).toBeGreaterThan(0);
  await echo(client);
  const lastTally = () => relayed.findLast((message) => message.kind === 'tally')?.tally;
  await expect.poll(lastTally).toMatchObject({ connections: 1, clientBytes: request.length, upstreamBytes: request.length });
  const rows = relayed.filter(({ kind }) => kind === 'unseen');
  expect(rows.map((row) => (row.kind === 'unseen' ? row.code : ''))).toContain('recorder-behind');
  expect(lastTally()?.unseen).toBe(rows.length);
  await proxy.close();
  second.port1.close();
  await listener.close();
  upstream.remove();
  reader.end();
});

test('a thread that cannot begin says why', async () => {
  const { upstream, authority } = await makeProxyFixture();
  const { port2: recorderPort } = new MessageChannel();
  const start = await startProxyThread({
    port: 0,
    fallBack: false,
    ...quietProxy, interceptHosts: [],
    authority,
    connectTo: [],
    upstreamCaFiles: ['/nowhere/ca.pem'],
    recorderPort,
  });
  expect(start).toMatchObject({ started: false, code: 'upstream-ca-unreadable' });
  upstream.remove();
});
