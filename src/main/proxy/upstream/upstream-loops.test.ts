import { hostname } from 'node:os';
import { afterAll, describe, expect, test } from 'vitest';
import { closedAfterEach } from '../../../../test-support/closed-after-each.ts';
import { makeProxyFixture, openedHost, startProxyUnderTest, type ProxyUnderTest } from '../../../../test-support/proxy-under-test.ts';
import { listenRaw, openRaw, readAll, sendConnect } from '../../../../test-support/raw-tls.ts';
import { startScriptedProxy } from '../../../../test-support/scripted-proxy.ts';
import type { ProxyOptions } from '../proxy.ts';
import { isOurselves } from './this-machine.ts';
import { noticeOfOurselves, noUpstreamProxies, type UpstreamProxies } from './upstream-proxy.ts';

const fixture = await makeProxyFixture();
const opened = closedAfterEach();
afterAll(() => fixture.upstream.remove());

const at = (host: string, port: number): UpstreamProxies => {
  const address = { secure: false, host, port, authorization: null };
  return { https: address, http: address, noProxy: [] };
};

async function whence(changes: Partial<ProxyOptions> = {}): Promise<ProxyUnderTest> {
  const under = await startProxyUnderTest(fixture, 1, { connectTo: [], ...changes });
  opened.push(under.proxy);
  return under;
}

async function ask(proxyPort: number, url: string): Promise<string> {
  const socket = await openRaw(proxyPort);
  socket.write(`GET ${url} HTTP/1.1\r\nHost: ${new URL(url).host}\r\nConnection: close\r\n\r\n`);
  return readAll(socket);
}

async function httpServer(): Promise<{ readonly port: number; readonly heard: string[] }> {
  const heard: string[] = [];
  const listener = await listenRaw(null, ({ stream }) => {
    stream.once('data', (chunk: Buffer) => {
      heard.push(chunk.toString('latin1'));
      stream.end('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere');
    });
  });
  opened.push(listener);
  return { port: listener.port, heard };
}

describe('an upstream proxy that is ourselves', () => {
  test.each(['127.0.0.1', 'localhost', 'LocalHost.', '::1', '0.0.0.0', '::', '127.8.9.10', '::ffff:127.0.0.1', '::ffff:7f00:1', hostname()])(
    'named %s counts as none, for opened hosts, tunnels and plain requests',
    async (host) => {
      const server = await httpServer();
      const under = await whence();
      under.proxy.setUpstreamProxies(at(host, under.proxy.port));
      const { raw, head } = await sendConnect(under.proxy.port, `127.0.0.1:${server.port}`);
      expect(head).toMatch(/^HTTP\/1\.1 200 /);
      raw.end('GET / HTTP/1.1\r\n\r\n');
      expect(await readAll(raw)).toMatch(/here$/);
      expect(await ask(under.proxy.port, `http://127.0.0.1:${server.port}/`)).toMatch(/here$/);
      expect(server.heard).toHaveLength(2);
      expect(server.heard.join('')).not.toMatch(/whence/i);
      // What listens nowhere is a refusal of the host itself, not of a proxy.
      const gone = await ask(under.proxy.port, 'http://127.0.0.1:1/');
      expect(gone).toMatch(/Proxy-Status: whence; error=connection_refused\r\n[^]*127\.0\.0\.1 refused the connection on port 1/);
    },
  );

  test('is known by our port alone among the addresses of this machine', () => {
    expect(isOurselves({ host: '127.0.0.1', port: 8443 }, 8443)).toBe(true);
    expect(isOurselves({ host: '127.0.0.1', port: 8444 }, 8443)).toBe(false);
    expect(isOurselves({ host: 'proxy.example', port: 8443 }, 8443)).toBe(false);
    expect(isOurselves({ host: '192.0.2.1', port: 8443 }, 8443)).toBe(false);
  });

  test('is told of in a sentence, and others are not', () => {
    expect(noticeOfOurselves(at('localhost', 8443), 8443)).toMatch(/^The upstream proxy that is named for Whence is Whence itself .* Connections are made directly\./);
    expect(noticeOfOurselves({ ...at('localhost', 8443), https: null }, 8443)).not.toBeNull();
    expect(noticeOfOurselves(at('proxy.example', 8443), 8443)).toBeNull();
    expect(noticeOfOurselves(noUpstreamProxies, 8443)).toBeNull();
  });
});

/** Two that name each other as their upstream proxy. */
async function pair(): Promise<readonly [ProxyUnderTest, ProxyUnderTest]> {
  const one = await whence();
  const other = await whence({ upstreamProxies: at('127.0.0.1', one.proxy.port), interceptHosts: [] });
  one.proxy.setUpstreamProxies(at('127.0.0.1', other.proxy.port));
  return [one, other];
}

describe('a longer loop', () => {
  test('of two that name each other ends with a 502 that says so, and a row', async () => {
    const [one, other] = await pair();
    for (const start of [one, other]) {
      const { raw, head } = await sendConnect(start.proxy.port, `${openedHost}:443`);
      expect(head).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\nProxy-Status: whence; error=proxy_loop_detected\r\n/);
      expect(await readAll(raw)).toMatch(/lead back to Whence itself\. Check which proxy the settings or HTTPS_PROXY name/);
      expect(await ask(start.proxy.port, 'http://plain.test/')).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n[^]*Proxy-Status: whence; error=proxy_loop_detected\r\n/);
    }
    expect(await one.told('refused')).toMatchObject({ host: openedHost, code: 'connect-failed' });
  });

  test('by way of a proxy of another make is found in what that proxy passes on', async () => {
    const under = await whence();
    const upstream = await startScriptedProxy({ behaviour: { does: 'hang' } });
    opened.push(upstream);
    under.proxy.setUpstreamProxies(at('127.0.0.1', upstream.port));
    const client = await openRaw(under.proxy.port);
    client.write('CONNECT other.test:443 HTTP/1.1\r\n\r\n');
    await expect.poll(() => upstream.asked.length).toBe(1);
    const again = await openRaw(under.proxy.port);
    again.write(upstream.asked[0] ?? '');
    expect(await readAll(again)).toMatch(/error=proxy_loop_detected/);
    client.destroy();
  });

  test('a chain that ends is none: each adds its name, and the server sees no trace of it', async () => {
    const server = await httpServer();
    const last = await startScriptedProxy({ behaviour: { does: 'connect', toPort: server.port } });
    opened.push(last);
    const second = await whence({ upstreamProxies: at('127.0.0.1', last.port), interceptHosts: [] });
    const first = await whence({ upstreamProxies: at('127.0.0.1', second.proxy.port) });
    expect(await ask(first.proxy.port, 'http://plain.test/')).toMatch(/here$/);
    const { raw } = await sendConnect(first.proxy.port, 'plain.test:443');
    raw.end('GET / HTTP/1.1\r\n\r\n');
    expect(await readAll(raw)).toMatch(/here$/);
    for (const head of last.asked) expect(head).toMatch(/\r\nWhence-Via: [0-9a-f-]{36}, [0-9a-f-]{36}\r\n/);
    expect(server.heard.join('')).not.toMatch(/whence/i);

    second.proxy.setUpstreamProxies({ https: null, http: null, noProxy: [] });
    expect(await ask(first.proxy.port, `http://127.0.0.1:${server.port}/`)).toMatch(/here$/);
    expect(server.heard.join('')).not.toMatch(/whence/i);
  });
});

test('a client that asks us for ourselves is refused, by CONNECT and by address', async () => {
  const under = await whence({ interceptHosts: ['localhost'] });
  for (const host of ['127.0.0.1', 'localhost', '0.0.0.0']) {
    const { raw, head } = await sendConnect(under.proxy.port, `${host}:${under.proxy.port}`);
    expect(head).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\nProxy-Status: whence; error=proxy_loop_detected\r\n/);
    expect(await readAll(raw)).toMatch(/leads back to Whence itself/);
  }
  expect(await ask(under.proxy.port, `http://localhost:${under.proxy.port}/`)).toMatch(/error=proxy_loop_detected/);
  expect(await under.told('refused')).toMatchObject({ host: 'localhost', port: under.proxy.port });
});
