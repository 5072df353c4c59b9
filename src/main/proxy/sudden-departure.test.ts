import { once } from 'node:events';
import { afterAll, expect, test } from 'vitest';
import { closedAfterEach } from '../../../test-support/closed-after-each.ts';
import { makeProxyFixture, openedHost, startProxyUnderTest, type ProxyUnderTest } from '../../../test-support/proxy-under-test.ts';
import { listenRaw, openRaw, type RawEnd } from '../../../test-support/raw-tls.ts';

// What OpenSSL is in the middle of must not be taken from under it: that ends the process, and no test of it goes on.

const fixture = await makeProxyFixture();
const opened = closedAfterEach();
afterAll(() => fixture.upstream.remove());

const times = 12;

async function proxyBefore(serve: (end: RawEnd) => void): Promise<ProxyUnderTest> {
  const upstream = await listenRaw(fixture.upstream.serverContext, serve);
  opened.push(upstream);
  const under = await startProxyUnderTest(fixture, upstream.port);
  opened.push(under.proxy);
  return under;
}

/** What comes back over another connection, through an upstream that echoes. */
async function echoed({ open }: ProxyUnderTest, text: string): Promise<string> {
  const { stream } = await open();
  stream.write(text);
  const [first]: unknown[] = await once(stream, 'data');
  stream.destroy();
  return String(first);
}

test.each([
  { what: 'text', sent: 'GET / HTTP/1.1\r\nHost: x\r\n\r\n' },
  { what: 'a TLS hello that is none', sent: '\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00' },
])('a client that sends $what in one packet with its CONNECT ends its own connection and nothing else', async ({ sent }) => {
  const under = await proxyBefore(({ stream }) => stream.on('data', (chunk) => stream.write(chunk)));
  for (let time = 0; time < times; time += 1) {
    const raw = await openRaw(under.proxy.port);
    raw.write(Buffer.from(`CONNECT ${openedHost}:443 HTTP/1.1\r\nHost: x\r\n\r\n${sent}`, 'latin1'));
    raw.on('end', () => raw.end());
    raw.resume();
    await once(raw, 'close');
  }
  expect(await echoed(under, 'still there?')).toBe('still there?');
});

test.each(['fin', 'reset'] as const)('an upstream that leaves at once, by %s, ends that connection, and no client is blamed for it', async (how) => {
  let isLeaving = true;
  const under = await proxyBefore(({ stream, raw }) => {
    stream.on('end', () => stream.end());
    stream.once('secure', () => {
      if (!isLeaving) stream.on('data', (chunk) => stream.write(chunk));
      else if (how === 'fin') stream.end();
      else setImmediate(() => raw.resetAndDestroy());
    });
  });
  for (let time = 0; time < times; time += 1) {
    const { stream, raw } = await under.open();
    stream.on('end', () => stream.end());
    stream.resume();
    if (!raw.destroyed) await once(raw, 'close');
  }
  isLeaving = false;
  expect(await echoed(under, 'still there?')).toBe('still there?');
  expect(under.relayed.filter(({ kind }) => kind === 'refused')).toEqual([]);
});
