import { once } from 'node:events';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { closedAfterEach } from '../../../test-support/closed-after-each.ts';
import { makeProxyFixture, openedHost, startProxyUnderTest, type ProxyUnderTest } from '../../../test-support/proxy-under-test.ts';
import { listenRaw, readAll, secureClient, type RawEnd } from '../../../test-support/raw-tls.ts';
import { selfTestField } from './self-test-words.ts';

const fixture = await makeProxyFixture();
const opened = closedAfterEach();
afterAll(() => fixture.upstream.remove());

const words = { said: 'the-word-of-this-run', answer: 'what-only-this-proxy-knows' };
const asked = `GET / HTTP/1.1\r\nHost: ${openedHost}\r\nConnection: close\r\n\r\n`;

/** A proxy before an upstream that answers "theirs", and how often that was reached. */
async function startBefore(): Promise<{ readonly under: ProxyUnderTest; readonly reached: () => number }> {
  let reached = 0;
  const upstream = await listenRaw(fixture.upstream.serverContext, (end) => {
    reached += 1;
    end.stream.once('data', () => end.stream.end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\ntheirs'));
  });
  opened.push(upstream);
  const under = await startProxyUnderTest(fixture, upstream.port);
  opened.push(under.proxy);
  return { under, reached: () => reached };
}

/** A tunnel to the opened host, asked for with this word. */
async function tunnel({ proxy }: ProxyUnderTest, said: string): Promise<Socket> {
  const headers = { host: `${openedHost}:443`, [selfTestField]: said };
  const connecting = request({ host: '127.0.0.1', port: proxy.port, method: 'CONNECT', path: `${openedHost}:443`, headers, agent: false });
  connecting.end();
  const answered: unknown[] = await once(connecting, 'connect');
  const socket = answered[1] as Socket;
  socket.on('error', () => {});
  return socket;
}

async function answerWithin(raw: Socket): Promise<string> {
  const { stream }: RawEnd = await secureClient(raw, openedHost, fixture.authority.certificatePem);
  stream.write(asked);
  return readAll(stream);
}

const noFigures = { clients: 0, tunnelled: 0, unseen: 0 };

describe('a self-test', () => {
  test('is answered by the proxy itself, under its certificate, and nobody else hears of it', async () => {
    const { under, reached } = await startBefore();
    under.proxy.expectSelfTest(words);
    expect(await answerWithin(await tunnel(under, words.said))).toMatch(/what-only-this-proxy-knows$/);
    await expect.poll(() => under.figures.length).toBeGreaterThan(0);
    expect(under.figures.map(({ clients }) => clients).filter((clients) => clients > 0)).toEqual([]);
    expect(under.figures.at(-1)).toMatchObject(noFigures);
    expect(reached()).toBe(0);
    expect(under.relayed).toEqual([]);
  });

  test('counts once: its word is of no use to whoever has heard it', async () => {
    const { under, reached } = await startBefore();
    under.proxy.expectSelfTest(words);
    await answerWithin(await tunnel(under, words.said));
    expect(await answerWithin(await tunnel(under, words.said))).toMatch(/theirs$/);
    expect(reached()).toBe(1);
  });

  test.each(['', 'the-word-of-this-rum', words.answer])('is not what comes with the word "%s"', async (said) => {
    const { under } = await startBefore();
    under.proxy.expectSelfTest(words);
    expect(await answerWithin(await tunnel(under, said))).toMatch(/theirs$/);
    under.proxy.expectSelfTest(null);
    expect(await answerWithin(await tunnel(under, words.said))).toMatch(/theirs$/);
  });

  test('whose client refuses the certificate is not remembered as one that does', async () => {
    const { under } = await startBefore();
    under.proxy.expectSelfTest(words);
    await expect(secureClient(await tunnel(under, words.said), openedHost, fixture.upstream.authority.certificatePem)).rejects.toThrow(/certificate/);
    expect(await answerWithin(await tunnel(under, 'any other'))).toMatch(/theirs$/);
    await expect.poll(() => under.figures.at(-1)).toMatchObject({ ...noFigures, distrusting: [] });
  });

  test('for a host that no certificate can be made for is refused with the reason', async () => {
    const { under } = await startBefore();
    under.proxy.expectSelfTest(words);
    const headers = { host: 'elsewhere.test:443', [selfTestField]: words.said };
    const connecting = request({ host: '127.0.0.1', port: under.proxy.port, method: 'CONNECT', path: 'elsewhere.test:443', headers, agent: false });
    connecting.end();
    const [answer]: unknown[] = await once(connecting, 'connect');
    expect(answer).toMatchObject({ statusCode: 502, headers: { 'proxy-status': 'whence; error=proxy_internal_error' } });
  });
});
