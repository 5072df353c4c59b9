import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { closedAfterEach } from '../../../test-support/closed-after-each.ts';
import { deferred } from '../../../test-support/deferred.ts';
import { makeProxyFixture, openedHost, startProxyUnderTest, type ProxyUnderTest } from '../../../test-support/proxy-under-test.ts';
import { listenRaw, makeTestCertificates, openRaw, type RawEnd, type RawListener, readAll, secureClient, sendConnect } from '../../../test-support/raw-tls.ts';
import { recordHello } from '../../../test-support/recorded-hello.ts';
import { makeAuthority } from './certificates/make-certificates.ts';
import type { ProxyOptions } from './proxy.ts';
import { startProxy } from './proxy.ts';
import { quietProxy } from '../../../test-support/quiet-options.ts';

const fixture = await makeProxyFixture();
const opened = closedAfterEach();
afterAll(() => fixture.upstream.remove());

// Nobody else gets it once it is closed: it is none of those that port 0 stands for.
const portOfNobodyElse = 20_000 + (process.pid % 10_000);

const echo = ({ stream }: RawEnd): void => {
  stream.on('data', (chunk) => stream.write(chunk));
  stream.on('end', () => stream.end());
};

async function upstreamThat(serve: (end: RawEnd) => void, secureContext = fixture.upstream.serverContext): Promise<RawListener> {
  const listener = await listenRaw(secureContext, serve);
  opened.push(listener);
  return listener;
}

async function proxyTo(upstreamPort: number, changes: Partial<ProxyOptions> = {}): Promise<ProxyUnderTest> {
  const under = await startProxyUnderTest(fixture, upstreamPort, changes);
  opened.push(under.proxy);
  return under;
}

/** Sends `text` and answers what has come back once as much has. */
async function echoed({ stream }: RawEnd, text: string): Promise<string> {
  stream.write(text);
  let received = '';
  while (received.length < text.length) {
    const chunk: unknown = stream.read();
    if (chunk instanceof Buffer) received += chunk.toString('latin1');
    else await once(stream, 'readable');
  }
  return received;
}

test('listens on loopback alone, and says where', async () => {
  const { proxy } = await proxyTo(1);
  expect(proxy.url).toBe(`http://127.0.0.1:${proxy.port}`);
  await expect(once(connect({ host: '127.0.0.2', port: proxy.port }), 'connect')).rejects.toThrow(/ECONNREFUSED/);
});

test('opens a listed host whatever the case of its letters and the port, and keeps the connection', async () => {
  const upstream = await upstreamThat(echo);
  const under = await proxyTo(upstream.port);
  const { raw, head } = await sendConnect(under.proxy.port, 'API.Example.TEST:80');
  expect(head).toBe('HTTP/1.1 200 Connection Established\r\n\r\n');
  const client = await secureClient(raw, openedHost, fixture.authority.certificatePem);
  expect(await echoed(client, 'one')).toBe('one');
  expect(await echoed(client, 'two')).toBe('two');
  const connected = await under.told('connected');
  expect(connected).toMatchObject({ host: openedHost, port: 80, mode: 'intercept' });
  expect(under.relayed.map(({ kind }) => kind).slice(0, 2)).toEqual(['connected', 'bytes']);
});

test('tells of bytes before they arrive, and of their delivery after', async () => {
  const upstream = await upstreamThat(echo);
  const under = await proxyTo(upstream.port);
  const client = await under.open();
  await echoed(client, 'x'.repeat(1000));
  client.stream.end();
  await under.told('closed');
  const story = under.relayed.map((message) => ('from' in message ? `${message.kind} ${message.from}` : message.kind));
  expect(story.indexOf('bytes client')).toBeLessThan(story.indexOf('bytes upstream'));
  expect(under.relayed.filter((message) => message.kind === 'delivered').map(({ from, total }) => [from, total])).toEqual([
    ['client', 1000],
    ['upstream', 1000],
  ]);
  const times = under.relayed.filter((message) => message.kind === 'bytes').map(({ atUs }) => atUs);
  expect(times).toEqual(times.toSorted((left, right) => left - right));
  expect(Math.abs(Date.now() * 1000 - (times[0] ?? 0))).toBeLessThan(60_000_000);
});

test('gives copies of exact size', async () => {
  const upstream = await upstreamThat(echo);
  const under = await proxyTo(upstream.port);
  await echoed(await under.open(), 'abc');
  const { bytes } = await under.told('bytes');
  expect(bytes.buffer.byteLength).toBe(3);
});

test('passes other hosts through without opening them, with their own certificate', async () => {
  const other = await makeTestCertificates('other.test');
  const upstream = await upstreamThat(echo, other.serverContext);
  const under = await proxyTo(1, { connectTo: [{ fromHost: null, fromPort: 8443, toHost: '127.0.0.1', toPort: upstream.port }] });
  const { raw } = await sendConnect(under.proxy.port, 'other.test:8443');
  const client = await secureClient(raw, 'other.test', other.authority.certificatePem);
  expect(await echoed(client, 'unseen')).toBe('unseen');
  expect(under.relayed).toEqual([]);
  await expect.poll(() => under.figures.at(-1)).toMatchObject({ clients: 1, tunnelled: 1, unrecorded: 0 });
  other.remove();
});

test('answers a CONNECT to an upstream that is not there with 502 and the reason', async () => {
  const under = await proxyTo(1);
  const { raw, head } = await sendConnect(under.proxy.port, `${openedHost}:443`);
  expect(head).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\nProxy-Status: whence; error=connection_refused\r\n/);
  expect(await readAll(raw)).toMatch(/^api\.example\.test refused the connection on port 443\. /);
  expect(await under.told('refused')).toMatchObject({ host: openedHost, port: 443, code: 'connection-refused' });
});

test('answers a CONNECT to a name that does not resolve with 502, without a row for a host that is not listed', async () => {
  const under = await proxyTo(1);
  const { head } = await sendConnect(under.proxy.port, 'nothing.invalid:443');
  expect(head).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\nProxy-Status: whence; error=dns_error\r\n/);
  expect(under.relayed).toEqual([]);
});

test('passes a listed host through unseen when its certificate cannot be verified', async () => {
  const stranger = await makeTestCertificates(openedHost);
  const upstream = await upstreamThat(echo, stranger.serverContext);
  const under = await proxyTo(upstream.port);
  const { raw } = await sendConnect(under.proxy.port, `${openedHost}:443`);
  const client = await secureClient(raw, openedHost, stranger.authority.certificatePem);
  expect(await echoed(client, 'unseen')).toBe('unseen');
  const told = await under.told('unseen');
  expect(told).toMatchObject({ host: openedHost, port: 443, code: 'upstream-unverified' });
  expect(told.message).toContain('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  expect(under.relayed).toHaveLength(1);
  stranger.remove();
});

test('verifies against the host the client named, not the one that is dialled', async () => {
  const other = await makeTestCertificates('other.test');
  const upstream = await upstreamThat(echo, other.serverContext);
  const under = await proxyTo(upstream.port, { upstreamCaFiles: [other.file] });
  const { raw } = await sendConnect(under.proxy.port, `${openedHost}:443`);
  expect((await under.told('unseen')).message).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
  raw.destroy();
  other.remove();
});

test('passes what is no TLS through on a listed host', async () => {
  const upstream = await listenRaw(null, ({ stream }) => {
    stream.on('data', (chunk: Buffer) => stream.end(chunk[0] === 0x16 ? 'HTTP/1.1 400 Bad Request\r\n\r\n' : `got ${chunk.toString()}`));
  });
  opened.push(upstream);
  const under = await proxyTo(upstream.port);
  const { raw } = await sendConnect(under.proxy.port, `${openedHost}:80`);
  raw.write('plain');
  expect(await readAll(raw)).toBe('got plain');
  expect(await under.told('unseen')).toMatchObject({ code: 'upstream-unverified' });
});

test('passes a listed host through unseen when the certificate does not cover it, until it is renewed', async () => {
  const upstream = await upstreamThat(echo);
  const elsewhere = await makeAuthority(['elsewhere.test'], new Date());
  const under = await proxyTo(upstream.port, { authority: elsewhere });
  const { raw } = await sendConnect(under.proxy.port, `${openedHost}:443`);
  const unseen = await secureClient(raw, openedHost, fixture.upstream.authority.certificatePem);
  expect(await echoed(unseen, 'unseen')).toBe('unseen');
  expect(await under.told('unseen')).toMatchObject({ code: 'certificate-failed' });
  under.proxy.setAuthority(fixture.authority);
  expect(await echoed(await under.open(), 'seen')).toBe('seen');
  expect(under.bytesFrom('client')).toBe('seen');
});

test('opens a host from the moment it is listed', async () => {
  const upstream = await upstreamThat(echo);
  const under = await proxyTo(upstream.port, { interceptHosts: [] });
  const { raw } = await sendConnect(under.proxy.port, `${openedHost}:443`);
  await secureClient(raw, openedHost, fixture.upstream.authority.certificatePem);
  under.proxy.setInterceptHosts([openedHost.toUpperCase()]);
  await echoed(await under.open(), 'seen');
  expect(under.bytesFrom('client')).toBe('seen');
});

test('says that a client which leaves in the handshake does not trust the certificate', async () => {
  const upstream = await upstreamThat(echo);
  const under = await proxyTo(upstream.port);
  const { raw } = await sendConnect(under.proxy.port, `${openedHost}:443`);
  // As Claude Code does it: a hello, and then a FIN without an alert.
  const hello = await recordHello(openedHost);
  raw.write(hello);
  raw.once('data', () => raw.end());
  const told = await under.told('refused');
  expect(told).toMatchObject({ host: openedHost, port: 443, code: 'client-distrusts' });
  expect(told.message).toContain('NODE_EXTRA_CA_CERTS');
});

test('says the same of a client that completes the handshake, looks at the certificate and goes', async () => {
  const upstream = await upstreamThat(echo);
  const under = await proxyTo(upstream.port);
  const { raw } = await sendConnect(under.proxy.port, `${openedHost}:443`);
  await expect(secureClient(raw, openedHost, fixture.upstream.authority.certificatePem)).rejects.toThrow(/self-signed|unable to verify/i);
  expect(await under.told('refused')).toMatchObject({ code: 'client-distrusts' });
});

test('says nothing of a client that opens a tunnel and never uses it', async () => {
  const upstream = await upstreamThat(echo);
  const under = await proxyTo(upstream.port);
  const { raw } = await sendConnect(under.proxy.port, `${openedHost}:443`);
  raw.end();
  await once(raw.resume(), 'close');
  const next = await under.open();
  await echoed(next, 'seen');
  next.stream.end();
  await under.told('closed');
  const rows = under.relayed.map(({ kind }) => kind).filter((kind) => kind !== 'delivered' && kind !== 'tally');
  expect(rows).toEqual(['connected', 'bytes', 'bytes', 'ended', 'ended', 'closed']);
});

test('answers garbage with 400 and goes on', async () => {
  const upstream = await upstreamThat(echo);
  const under = await proxyTo(upstream.port);
  const hello = await recordHello(openedHost);
  for (const garbage of ['\0\x01\x02\r\n\r\n', 'CONNECT nonsense HTTP/1.1\r\n\r\n', 'CONNECT a:99999 HTTP/1.1\r\n\r\n', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', hello]) {
    const raw = await openRaw(under.proxy.port);
    raw.write(garbage);
    expect(await readAll(raw)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  }
  const half = await openRaw(under.proxy.port);
  half.write('CONN');
  half.resetAndDestroy();
  expect(await echoed(await under.open(), 'still here')).toBe('still here');
});

test('gives up the upstream when the client leaves while it is being dialled', async () => {
  const arrival = deferred();
  const departure = deferred();
  // Accepts, and never answers the TLS hello.
  const upstream = await listenRaw(null, ({ stream }) => {
    stream.once('data', () => arrival.fulfil());
    stream.once('close', () => departure.fulfil());
    stream.once('end', () => stream.end());
  });
  opened.push(upstream);
  const connectTo = [[443, upstream.port], [80, 1]].map(([fromPort = 0, toPort = 0]) => ({ fromHost: openedHost, fromPort, toHost: '127.0.0.1', toPort }));
  const under = await proxyTo(upstream.port, { connectTo });
  const raw = await openRaw(under.proxy.port);
  raw.write(`CONNECT ${openedHost}:443 HTTP/1.1\r\n\r\n`);
  await arrival.promise;
  raw.resetAndDestroy();
  await departure.promise;
  // There is no row of it: the first is that of a connection that comes later.
  await sendConnect(under.proxy.port, `${openedHost}:80`);
  await under.told('refused');
  expect(under.relayed.filter(({ kind }) => kind !== 'tally')).toMatchObject([{ kind: 'refused', port: 80 }]);
});

test('counts what a sink that throws did not take, and relays all the same', async () => {
  const upstream = await upstreamThat(echo);
  const under = await proxyTo(upstream.port, {
    sink: () => {
      throw new Error('the recorder is gone');
    },
  });
  const client = await under.open();
  expect(await echoed(client, 'x'.repeat(500))).toBe('x'.repeat(500));
  await expect.poll(() => under.figures.at(-1)?.unrecorded).toBeGreaterThanOrEqual(1000);
});

test('takes the next free port with a note, or says that the port is taken', async () => {
  const first = await proxyTo(1);
  const second = await proxyTo(1, { port: first.proxy.port, fallBack: true });
  expect(second.proxy.port).toBeGreaterThan(first.proxy.port);
  expect(second.proxy.note).toBe(`Port ${first.proxy.port} is not free; the proxy listens on ${second.proxy.port}.`);
  const refused = await startProxy({
    port: first.proxy.port,
    fallBack: false,
    ...quietProxy, interceptHosts: [],
    authority: fixture.authority,
    connectTo: [],
    upstreamCaFiles: [],
    sink: () => {},
  });
  expect(refused).toMatchObject({ started: false, code: 'port-taken' });
});

test('names a file of upstream authorities that it cannot use', async () => {
  const options = { port: 0, fallBack: false, ...quietProxy, interceptHosts: [], authority: fixture.authority, connectTo: [], sink: () => {} };
  const refused = await startProxy({ ...options, upstreamCaFiles: ['/nowhere/ca.pem'] });
  expect(refused).toMatchObject({ started: false, code: 'upstream-ca-unreadable', message: expect.stringContaining('/nowhere/ca.pem') });
});

test('resumes TLS sessions with the upstream', async () => {
  const reused: boolean[] = [];
  const upstream = await upstreamThat((end) => {
    if ('isSessionReused' in end.stream && typeof end.stream.isSessionReused === 'function') {
      const { stream } = end;
      const asked = end.stream.isSessionReused.bind(end.stream);
      stream.once('secure', () => reused.push(asked() === true));
    }
    echo(end);
  });
  const under = await proxyTo(upstream.port);
  await echoed(await under.open(), 'first');
  await echoed(await under.open(), 'second');
  expect(reused).toEqual([false, true]);
});

test('breaks every connection off when it is closed: an end could pass for that of a response', async () => {
  const upstream = await upstreamThat(echo);
  const under = await startProxyUnderTest(fixture, upstream.port, { port: portOfNobodyElse, fallBack: true });
  const client = await under.open();
  await echoed(client, 'x');
  const ended = once(client.stream.resume(), 'end').then(() => 'ended', String);
  await under.proxy.close();
  expect(await ended).toContain('ECONNRESET');
  await expect(openRaw(under.proxy.port)).rejects.toThrow(/ECONNREFUSED/);
});
