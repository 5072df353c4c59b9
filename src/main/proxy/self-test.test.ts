import { once } from 'node:events';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { closedAfterEach } from '../../../test-support/closed-after-each.ts';
import { makeProxyFixture, openedHost, startProxyUnderTest, type ProxyUnderTest } from '../../../test-support/proxy-under-test.ts';
import { listenRaw, readAll, secureClient } from '../../../test-support/raw-tls.ts';
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

/** What a CONNECT to a host is answered that says this word, and its socket. */
async function connectWith({ proxy }: ProxyUnderTest, said: string, host = openedHost): Promise<{ readonly answer: unknown; readonly raw: Socket }> {
  const headers = { host: `${host}:443`, [selfTestField]: said };
  const connecting = request({ host: '127.0.0.1', port: proxy.port, method: 'CONNECT', path: `${host}:443`, headers, agent: false });
  connecting.end();
  const [answer, socket]: unknown[] = await once(connecting, 'connect');
  const raw = socket as Socket;
  raw.on('error', () => {});
  return { answer, raw };
}

async function answerWithin({ raw }: { readonly raw: Socket }): Promise<string> {
  const { stream } = await secureClient(raw, openedHost, fixture.authority.certificatePem);
  stream.write(asked);
  return readAll(stream);
}

const refusal = { statusCode: 502, headers: { 'proxy-status': 'whence; error=http_request_denied' } };

const noFigures = { clients: 0, tunnelled: 0, unseen: 0 };

describe('a self-test', () => {
  test('is answered by the proxy itself, under its certificate, and nobody else hears of it', async () => {
    const { under, reached } = await startBefore();
    under.proxy.expectSelfTest(words);
    expect(await answerWithin(await connectWith(under, words.said))).toMatch(/what-only-this-proxy-knows$/);
    await expect.poll(() => under.figures.length).toBeGreaterThan(0);
    expect(under.figures.map(({ clients }) => clients).filter((clients) => clients > 0)).toEqual([]);
    expect(under.figures.at(-1)).toMatchObject(noFigures);
    expect(reached()).toBe(0);
    expect(under.relayed).toEqual([]);
  });

  test('counts once: its word is of no use to whoever has heard it', async () => {
    const { under, reached } = await startBefore();
    under.proxy.expectSelfTest(words);
    await answerWithin(await connectWith(under, words.said));
    expect((await connectWith(under, words.said)).answer).toMatchObject(refusal);
    expect(reached()).toBe(0);
  });

  test.each(['', 'the-word-of-this-rum', words.answer])('with another word, as "%s", is refused, and never passed on', async (said) => {
    const { under, reached } = await startBefore();
    under.proxy.expectSelfTest(words);
    expect((await connectWith(under, said)).answer).toMatchObject(refusal);
    under.proxy.expectSelfTest(null);
    expect((await connectWith(under, words.said)).answer).toMatchObject(refusal);
    expect(reached()).toBe(0);
    expect(under.relayed).toEqual([]);
  });

  test('whose client refuses the certificate is not remembered as one that does, and others are served as ever', async () => {
    const { under, reached } = await startBefore();
    under.proxy.expectSelfTest(words);
    await expect(secureClient((await connectWith(under, words.said)).raw, openedHost, fixture.upstream.authority.certificatePem)).rejects.toThrow(/certificate/);
    const { stream } = await under.open();
    stream.write(asked);
    expect(await readAll(stream)).toMatch(/theirs$/);
    expect(reached()).toBe(1);
    await expect.poll(() => under.figures.at(-1)).toMatchObject({ ...noFigures, distrusting: [] });
  });

  test('for a host that no certificate can be made for is refused with the reason', async () => {
    const { under } = await startBefore();
    under.proxy.expectSelfTest(words);
    const { answer } = await connectWith(under, words.said, 'elsewhere.test');
    expect(answer).toMatchObject({ statusCode: 502, headers: { 'proxy-status': 'whence; error=proxy_internal_error' } });
  });
});
