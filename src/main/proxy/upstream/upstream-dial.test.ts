import { once } from 'node:events';
import { afterAll, describe, expect, test } from 'vitest';
import { closedAfterEach } from '../../../../test-support/closed-after-each.ts';
import { makeProxyFixture, openedHost, startProxyUnderTest, type ProxyUnderTest } from '../../../../test-support/proxy-under-test.ts';
import { listenRaw, makeTestCertificates, openRaw, sendConnect, type RawEnd } from '../../../../test-support/raw-tls.ts';
import { startScriptedProxy, type ProxyBehaviour, type ScriptedProxy, type ScriptedProxyOptions } from '../../../../test-support/scripted-proxy.ts';
import type { ProxyOptions } from '../proxy.ts';
import { noUpstreamProxies, upstreamProxiesOf, type ProxyAddress, type UpstreamProxies } from './upstream-proxy.ts';

const fixture = await makeProxyFixture();
const opened = closedAfterEach();
afterAll(() => fixture.upstream.remove());

const through = (address: ProxyAddress, changes: Partial<UpstreamProxies> = {}): UpstreamProxies => ({ https: address, http: address, noProxy: [], ...changes });

/** The address that the environment's URL comes to, with credentials in it. */
function withCredentials({ port }: ScriptedProxy, credentials: string): UpstreamProxies {
  return upstreamProxiesOf({ from: 'environment' }, { ALL_PROXY: `http://${credentials}@127.0.0.1:${port}` }).proxies;
}

async function echoServer(secure = true): Promise<number> {
  const listener = await listenRaw(secure ? fixture.upstream.serverContext : null, ({ stream }) => {
    stream.on('data', (chunk) => stream.write(chunk));
    stream.on('end', () => stream.end());
  });
  opened.push(listener);
  return listener.port;
}

async function proxyThat(options: ScriptedProxyOptions): Promise<ScriptedProxy> {
  const proxy = await startScriptedProxy(options);
  opened.push(proxy);
  return proxy;
}

/** Whence without any rule of where to dial. */
async function whence(changes: Partial<ProxyOptions>): Promise<ProxyUnderTest> {
  const under = await startProxyUnderTest(fixture, 1, { connectTo: [], ...changes });
  opened.push(under.proxy);
  return under;
}

async function echoed({ stream }: Pick<RawEnd, 'stream'>, text: string): Promise<string> {
  stream.write(text);
  let received = '';
  while (received.length < text.length) {
    const [chunk]: unknown[] = await once(stream, 'data');
    received += String(chunk);
  }
  return received;
}

async function readAll(socket: RawEnd['stream']): Promise<string> {
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
  await Promise.race([once(socket, 'end'), once(socket, 'close')]);
  socket.end();
  return text;
}

/** Asks for something in absolute form and answers all that comes back. */
async function ask(proxyPort: number, url: string, fields = ''): Promise<string> {
  const socket = await openRaw(proxyPort);
  socket.write(`GET ${url} HTTP/1.1\r\nHost: ${new URL(url).host}\r\n${fields}Connection: close\r\n\r\n`);
  return readAll(socket);
}

describe('connections go through the upstream proxy', () => {
  test('opened ones and tunnelled ones, by name, with the credentials, which nothing else gets to see', async () => {
    const upstream = await proxyThat({ behaviour: { does: 'connect', toPort: await echoServer() }, credentials: 'jo:pa ss:wörd' });
    const under = await whence({ upstreamProxies: withCredentials(upstream, 'jo:pa%20ss:w%C3%B6rd') });
    expect(await echoed(await under.open(), 'opened')).toBe('opened');
    expect(under.bytesFrom('client')).toBe('opened');

    upstream.behaviour = { does: 'connect', toPort: await echoServer(false) };
    const { raw, head } = await sendConnect(under.proxy.port, 'other.test:8443');
    expect(head).toBe('HTTP/1.1 200 Connection Established\r\n\r\n');
    expect(await echoed({ stream: raw }, 'tunnelled')).toBe('tunnelled');

    const basic = Buffer.from('jo:pa ss:wörd').toString('base64');
    const asked = (authority: string) =>
      new RegExp(`^CONNECT ${authority} HTTP/1\\.1\\r\\nHost: ${authority}\\r\\nProxy-Authorization: Basic ${basic}\\r\\nWhence-Via: [0-9a-f-]{36}\\r\\n\\r\\n$`);
    expect(upstream.asked).toEqual([expect.stringMatching(asked(`${openedHost}:443`)), expect.stringMatching(asked('other.test:8443'))]);
    expect(JSON.stringify(under.relayed)).not.toContain(basic);
    raw.destroy();
  });

  test('IPv6 addresses in brackets', async () => {
    const upstream = await proxyThat({ behaviour: { does: 'connect', toPort: await echoServer(false) } });
    const under = await whence({ upstreamProxies: through(upstream.address) });
    const { raw, head } = await sendConnect(under.proxy.port, '[2001:db8::1]:443');
    expect(head).toMatch(/^HTTP\/1\.1 200 /);
    expect(upstream.asked[0]).toMatch(/^CONNECT \[2001:db8::1\]:443 HTTP\/1\.1\r\nHost: \[2001:db8::1\]:443\r\n/);
    raw.destroy();
  });

  test('over TLS, verified, where it is an https:// proxy', async () => {
    const trusted = await makeTestCertificates('localhost');
    const upstream = await proxyThat({ behaviour: { does: 'connect', toPort: await echoServer() }, tls: { host: 'localhost', serverContext: trusted.serverContext } });
    const under = await whence({ upstreamProxies: through(upstream.address), upstreamCaFiles: [fixture.upstream.file, trusted.file] });
    const client = await under.open();
    expect(await echoed(client, 'x'.repeat(100_000))).toHaveLength(100_000);
    const closed = once(client.stream.resume(), 'close');
    client.stream.end();
    await closed;
    upstream.behaviour = { does: 'connect', toPort: await echoServer(false) };
    const { raw } = await sendConnect(under.proxy.port, 'other.test:8443');
    expect(await echoed({ stream: raw }, 'tunnelled')).toBe('tunnelled');
    trusted.remove();
    raw.destroy();
  });

  test('what the proxy sends right behind its head belongs to the tunnel, however the head comes', async () => {
    const behaviour: ProxyBehaviour = { does: 'connect', toPort: await echoServer(false), early: 'early\r\n\r\nbytes' };
    const upstream = await proxyThat({ behaviour });
    const under = await whence({ upstreamProxies: through(upstream.address) });
    for (const piecemeal of [false, true]) {
      upstream.behaviour = { ...behaviour, piecemeal };
      const socket = await openRaw(under.proxy.port);
      socket.write('CONNECT other.test:25 HTTP/1.1\r\n\r\n');
      socket.end('late');
      expect(await readAll(socket)).toBe('HTTP/1.1 200 Connection Established\r\n\r\nearly\r\n\r\nbyteslate');
    }
  });

  test('after interim answers, lines that end in LF alone, and a 2xx that is not 200', async () => {
    const answers = ['HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\nhello', 'HTTP/1.0 200 OK\n\nhello', 'HTTP/1.1 299 Fine\r\nContent-Length: 3\r\n\r\nhello'];
    const upstream = await proxyThat({ behaviour: { does: 'hang' } });
    const under = await whence({ upstreamProxies: through(upstream.address) });
    for (const text of answers) {
      upstream.behaviour = { does: 'answer', text, finish: 'fin' };
      const { raw } = await sendConnect(under.proxy.port, 'other.test:25');
      expect(await readAll(raw)).toBe('hello');
    }
  });

  test('plain requests in absolute form, with the credentials, which neither the server nor the recording sees', async () => {
    let heard = '';
    const server = await listenRaw(null, ({ stream }) => {
      stream.once('data', (chunk: Buffer) => {
        heard = chunk.toString('latin1');
        stream.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    });
    opened.push(server);
    const upstream = await proxyThat({ behaviour: { does: 'connect', toPort: server.port }, credentials: 'jo:word' });
    const under = await whence({ upstreamProxies: withCredentials(upstream, 'jo:word') });
    expect(await ask(under.proxy.port, `http://${openedHost}/a?b`, 'X-A: 1\r\n')).toMatch(/^HTTP\/1\.1 200 OK[^]*\r\n\r\nok$/);
    expect(upstream.asked).toEqual([
      expect.stringMatching(
        /^GET http:\/\/api\.example\.test\/a\?b HTTP\/1\.1\r\nProxy-Authorization: Basic \S+\r\nWhence-Via: [0-9a-f-]{36}\r\nConnection: Whence-Via\r\nHost: api\.example\.test\r\nX-A: 1\r\nConnection: close\r\n\r\n$/,
      ),
    ]);
    const sent = 'GET /a?b HTTP/1.1\r\nHost: api.example.test\r\nX-A: 1\r\nConnection: close\r\n\r\n';
    expect(heard).toBe(sent);
    await under.told('closed');
    expect(under.bytesFrom('client')).toBe(sent);
  });

  test('plain requests that ask for another protocol', async () => {
    const server = await listenRaw(null, ({ stream }) => {
      stream.once('data', (head: Buffer) => {
        stream.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\n\r\n[${head.toString('latin1').split('\r\n')[0] ?? ''}]`);
        stream.on('data', (chunk) => stream.write(chunk));
      });
    });
    opened.push(server);
    const upstream = await proxyThat({ behaviour: { does: 'connect', toPort: server.port } });
    const under = await whence({ upstreamProxies: through(upstream.address) });
    const socket = await openRaw(under.proxy.port);
    socket.write(`GET http://${openedHost}/ws HTTP/1.1\r\nHost: ${openedHost}\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n`);
    const [switched]: unknown[] = await once(socket, 'data');
    expect(String(switched)).toMatch(/^HTTP\/1\.1 101 [^]*\[GET \/ws HTTP\/1\.1\]$/);
    expect(await echoed({ stream: socket }, '\x01raw')).toBe('\x01raw');
    expect(upstream.asked[0]).toContain(`GET http://${openedHost}/ws HTTP/1.1\r\nWhence-Via: `);
    socket.destroy();
  });

  test('a plain request whatever signs its host is made of', async () => {
    const upstream = await proxyThat({ behaviour: { does: 'answer', text: 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', finish: 'fin' } });
    const under = await whence({ upstreamProxies: through(upstream.address) });
    await ask(under.proxy.port, "http://a$'b$&.test/path");
    expect(upstream.asked[0]).toMatch(/^GET http:\/\/a\$'b\$&\.test\/path HTTP\/1\.1\r\nWhence-Via: /);
  });

  test('https addresses in absolute form by CONNECT', async () => {
    const server = await listenRaw(fixture.upstream.serverContext, ({ stream }) => {
      stream.once('data', () => stream.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
    });
    opened.push(server);
    const upstream = await proxyThat({ behaviour: { does: 'connect', toPort: server.port } });
    const under = await whence({ upstreamProxies: through(upstream.address) });
    expect(await ask(under.proxy.port, `https://${openedHost}/`)).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(upstream.asked[0]).toContain(`CONNECT ${openedHost}:443`);
  });
});

describe('connections go past the upstream proxy', () => {
  test('where NO_PROXY exempts the host, and where a rule says where to dial', async () => {
    const upstream = await proxyThat({ behaviour: { does: 'hang' } });
    const toPort = await echoServer(false);
    const under = await whence({
      upstreamProxies: through(upstream.address, { noProxy: ['127.0.0.1'] }),
      connectTo: [{ fromHost: 'ruled.test', fromPort: null, toHost: '127.0.0.1', toPort }],
    });
    for (const target of [`127.0.0.1:${toPort}`, 'ruled.test:1']) {
      const { raw } = await sendConnect(under.proxy.port, target);
      expect(await echoed({ stream: raw }, 'direct')).toBe('direct');
      raw.destroy();
    }
    expect(upstream.asked).toEqual([]);
  });

  test('from the moment the settings say so', async () => {
    const toPort = await echoServer(false);
    const upstream = await proxyThat({ behaviour: { does: 'connect', toPort } });
    const under = await whence({ upstreamProxies: noUpstreamProxies });
    const connectOnce = async (): Promise<void> => {
      const { raw } = await sendConnect(under.proxy.port, `127.0.0.1:${toPort}`);
      expect(await echoed({ stream: raw }, 'x')).toBe('x');
      raw.destroy();
    };
    await connectOnce();
    expect(upstream.asked).toHaveLength(0);
    under.proxy.setUpstreamProxies(through(upstream.address));
    await connectOnce();
    expect(upstream.asked).toHaveLength(1);
    under.proxy.setUpstreamProxies(noUpstreamProxies);
    await connectOnce();
    expect(upstream.asked).toHaveLength(1);
  });

  test('where the target is this machine and the proxy is another', async () => {
    const toPort = await echoServer(false);
    // 192.0.2.0/24 is for documentation: nothing answers there.
    const under = await whence({ upstreamProxies: through({ secure: false, host: '192.0.2.1', port: 3128, authorization: null }) });
    const { raw } = await sendConnect(under.proxy.port, `localhost:${toPort}`);
    expect(await echoed({ stream: raw }, 'here')).toBe('here');
    raw.destroy();
  });
});
