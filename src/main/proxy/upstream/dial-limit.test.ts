import { expect, test } from 'vitest';
import { closedAfterEach } from '../../../../test-support/closed-after-each.ts';
import { makeProxyFixture, startProxyUnderTest } from '../../../../test-support/proxy-under-test.ts';
import { listenRaw, openRaw, sendConnect } from '../../../../test-support/raw-tls.ts';
import { DialLimit } from './dial-limit.ts';

const opened = closedAfterEach();

test('no more dials of one target than the limit go on at once, and those that have ended make room', async () => {
  const limit = new DialLimit(2);
  const ends: (() => void)[] = [];
  const dial = limit.limited(
    () => new Promise((resolve) => ends.push(() => resolve({ failure: { code: 'dns-error', proxyStatus: 'dns_error', message: 'gone' } }))),
  );
  const attempt = (port = 443): ReturnType<typeof dial> => dial({ host: 'a.test', port }, new AbortController().signal);
  const first = attempt();
  const second = attempt();
  expect(await attempt()).toMatchObject({ failure: { proxyStatus: 'connection_limit_reached' } });
  void attempt(444);
  expect(ends).toHaveLength(3);
  for (const end of ends) end();
  expect(await Promise.all([first, second])).toMatchObject([{ failure: { message: 'gone' } }, { failure: { message: 'gone' } }]);
  void attempt();
  expect(ends).toHaveLength(4);
});

test('a circle through another proxy, which does not say where a connection has been, comes to an end', { timeout: 60_000 }, async () => {
  const { upstream, authority } = await makeProxyFixture();
  // Sends every connection back to where it came from.
  const circle: { port: number } = { port: 0 };
  const other = await listenRaw(null, ({ raw }) => {
    const sendRound = async (): Promise<void> => {
      const back = await openRaw(circle.port);
      back.write('CONNECT other.test:443 HTTP/1.1\r\n\r\n');
      back.pipe(raw);
      raw.pipe(back);
      raw.once('close', () => back.destroy());
    };
    raw.once('data', () => void sendRound());
  });
  opened.push(other);
  const proxy = { secure: false, host: '127.0.0.1', port: other.port, authorization: null };
  const under = await startProxyUnderTest({ upstream, authority }, 1, { upstreamProxies: { https: proxy, http: null, noProxy: [] } });
  opened.push(under.proxy);
  circle.port = under.proxy.port;
  const { head } = await sendConnect(under.proxy.port, 'other.test:443');
  expect(head).toMatch(/^HTTP\/1\.1 502 /);
  upstream.remove();
});
