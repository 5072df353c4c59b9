import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';
import { afterAll, describe, expect, test } from 'vitest';
import { closedAfterEach } from '../../../test-support/closed-after-each.ts';
import { deferred } from '../../../test-support/deferred.ts';
import { makeProxyFixture, openedHost, startProxyUnderTest, type ProxyUnderTest } from '../../../test-support/proxy-under-test.ts';
import { listenRaw, sendConnect, type RawEnd } from '../../../test-support/raw-tls.ts';

const fixture = await makeProxyFixture();
const opened = closedAfterEach();
afterAll(() => fixture.upstream.remove());

const request = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
const beginning = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc';
/** A TLS record that cannot be decrypted. */
const corrupt = Buffer.concat([Buffer.from([0x17, 3, 3, 0, 48]), Buffer.alloc(48, 7)]);

async function proxyBefore(serve: (end: RawEnd) => void): Promise<ProxyUnderTest> {
  const upstream = await listenRaw(fixture.upstream.serverContext, serve);
  opened.push(upstream);
  const under = await startProxyUnderTest(fixture, upstream.port);
  opened.push(under.proxy);
  return under;
}

/** How a connection ends for whoever reads it: by an end, or broken off. */
async function endOf(stream: Socket): Promise<'ended' | 'broken off'> {
  let hasEnded = false;
  let hasFailed = false;
  // Node may report an end after the error.
  stream.on('error', () => (hasFailed = true));
  stream.once('end', () => {
    hasEnded = true;
    stream.end();
  });
  stream.resume();
  await new Promise<void>((resolve) => (stream.closed ? resolve() : stream.once('close', () => resolve())));
  return hasEnded && !hasFailed ? 'ended' : 'broken off';
}

describe('TLS that breaks in the middle', () => {
  test.each([
    { what: 'a record that cannot be decrypted', breaking: ({ raw }: RawEnd) => raw.write(corrupt) },
    { what: 'plain text, and the end', breaking: ({ raw }: RawEnd) => raw.end('HTTP/1.1 403 Blocked\r\n\r\n') },
  ])('on the upstream’s side, by $what, breaks the client’s connection off', async ({ breaking }) => {
    const under = await proxyBefore((end) => {
      end.stream.once('data', () => {
        end.stream.write(beginning);
        end.stream.once('data', () => breaking(end));
      });
    });
    const { stream } = await under.open();
    stream.write(request);
    await once(stream, 'data');
    stream.write('more');
    expect(await endOf(stream)).toBe('broken off');
    expect(under.relayed.filter(({ kind }) => kind === 'ended')).toMatchObject([{ from: 'upstream', how: 'reset' }]);
    await under.told('closed');
  });

  test('on the client’s side breaks the upstream’s connection off', async () => {
    const end = deferred<RawEnd>();
    const under = await proxyBefore((one) => end.fulfil(one));
    const { stream, raw } = await under.open();
    stream.on('error', () => {});
    const { stream: upstream } = await end.promise;
    const received = once(upstream, 'data');
    stream.write('POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nabc');
    await received;
    raw.write(corrupt);
    expect(await endOf(upstream)).toBe('broken off');
    await under.told('closed');
  });
});

describe('a reset that comes together with bytes', () => {
  test('is no end', async () => {
    const under = await proxyBefore(({ stream, raw }) => {
      stream.once('data', () => {
        stream.write(beginning);
        raw.resetAndDestroy();
      });
    });
    for (let time = 0; time < 20; time += 1) {
      const { stream } = await under.open();
      stream.write(request);
      await endOf(stream);
    }
    const ends = (): readonly string[] => under.relayed.flatMap((message) => (message.kind === 'ended' && message.from === 'upstream' ? [message.how] : []));
    await expect.poll(ends).toEqual(Array.from({ length: 20 }, () => 'reset'));
  });
});

describe('a reset while an end is still on its way', () => {
  test('is passed on, and leaves nothing open', async () => {
    const under = await proxyBefore(({ stream, raw }) => stream.once('secure', () => setImmediate(() => raw.resetAndDestroy())));
    for (let time = 0; time < 30; time += 1) {
      const { stream } = await under.open();
      stream.write(request);
      await endOf(stream);
    }
    const count = (kind: string): number => under.relayed.filter((message) => message.kind === kind).length;
    await expect.poll(() => count('closed') - count('connected')).toBe(0);
    // It ends only when every socket is closed.
    await under.proxy.close();
  });
});

describe('an upstream that wants a certificate of its clients', () => {
  test('is left to them alone from the second connection on: with TLS 1.3 it says so only when the handshake is over', async () => {
    const { serverContext } = fixture.upstream;
    const upstream = await listenRaw(null, ({ raw }) => {
      const stream = new TLSSocket(raw, { isServer: true, secureContext: serverContext, requestCert: true, rejectUnauthorized: true });
      stream.on('error', () => {});
    });
    opened.push(upstream);
    const under = await startProxyUnderTest(fixture, upstream.port);
    opened.push(under.proxy);
    const isPassedOn = async (): Promise<boolean> => {
      const { raw } = await sendConnect(under.proxy.port, `${openedHost}:443`);
      const client = connectTls({ socket: raw, servername: openedHost, ca: fixture.authority.certificatePem });
      await endOf(client);
      return under.relayed.some(({ kind }) => kind === 'unseen');
    };
    await expect.poll(isPassedOn).toBe(true);
    expect(await under.told('unseen')).toMatchObject({ code: 'client-certificate-wanted' });
    expect(under.relayed.filter(({ kind }) => kind === 'refused')).toEqual([]);
  });
});
