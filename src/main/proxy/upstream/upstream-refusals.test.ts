import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { closedAfterEach } from '../../../../test-support/closed-after-each.ts';
import { deferred } from '../../../../test-support/deferred.ts';
import { makeProxyFixture, openedHost, startProxyUnderTest, type ProxyUnderTest } from '../../../../test-support/proxy-under-test.ts';
import { listenRaw, makeTestCertificates, openRaw, readAll, sendConnect } from '../../../../test-support/raw-tls.ts';
import { startScriptedProxy, type ScriptedProxy, type ScriptedProxyOptions } from '../../../../test-support/scripted-proxy.ts';
import type { DialFailure, DialPurpose } from './dial.ts';
import { secureUpstreamWith, type SecureUpstream } from './secure-upstream.ts';
import { trustedRootsContext } from './trusted-roots.ts';
import { upstreamDial } from './upstream-dial.ts';
import { noUpstreamProxies, upstreamProxiesOf, type ProxyAddress, type UpstreamProxies } from './upstream-proxy.ts';

const fixture = await makeProxyFixture();
const opened = closedAfterEach();
afterAll(() => fixture.upstream.remove());

const through = (address: ProxyAddress): UpstreamProxies => ({ https: address, http: address, noProxy: [] });
const secure = async (): Promise<SecureUpstream> => secureUpstreamWith(trustedRootsContext([]));
const nowhere: ProxyAddress = { secure: false, host: '127.0.0.1', port: 1, authorization: null };

async function proxyThat(options: ScriptedProxyOptions): Promise<ScriptedProxy> {
  const proxy = await startScriptedProxy(options);
  opened.push(proxy);
  return proxy;
}

async function whence(upstreamProxies: UpstreamProxies): Promise<ProxyUnderTest> {
  const under = await startProxyUnderTest(fixture, 1, { connectTo: [], upstreamProxies });
  opened.push(under.proxy);
  return under;
}

/** What a CONNECT and a plain request get, and the row that is told. */
async function refused(upstreamProxies: UpstreamProxies): Promise<{ readonly head: string; readonly body: string; readonly row: unknown }> {
  const under = await whence(upstreamProxies);
  const { raw, head } = await sendConnect(under.proxy.port, `${openedHost}:443`);
  return { head, body: await readAll(raw), row: await under.told('refused') };
}

test.each<[why: string, answer: string, status: string, code: string, message: RegExp]>([
  ['forbids it', 'HTTP/1.1 403 Forbidden\r\nContent-Length: 6\r\n\r\nsecret', 'http_request_denied', 'connect-failed', /^The upstream proxy 127\.0\.0\.1 did not connect to api\.example\.test port 443: it answered 403\. Ask who runs it/],
  ['wants credentials', 'HTTP/1.1 407 Auth\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n', 'proxy_configuration_error', 'connect-failed', /wants a user name and password\. Put them into its address/],
  ['wants what we cannot do', 'HTTP/1.1 407 Auth\r\nProxy-Authenticate: Negotiate\r\nproxy-authenticate: NTLM\r\n\r\n', 'proxy_configuration_error', 'connect-failed', /wants ntlm or negotiate authentication, and Whence can do Basic alone/],
  ['cannot reach the host', 'HTTP/1.1 502 Bad Gateway\r\n\r\n', 'destination_unavailable', 'connect-failed', /it answered 502\. Is the host right/],
  ['gives up waiting for it', 'HTTP/1.1 504 Gateway Timeout\r\n\r\n', 'connection_timeout', 'connection-timeout', /it answered 504/],
  ['says that the name does not resolve', 'HTTP/1.1 502 Bad Gateway\r\nProxy-Status: deep; error=connection_refused, near; error=dns_error; details="x"\r\n\r\n', 'dns_error', 'dns-error', /it answered 502/],
  ['says something of its own', 'HTTP/1.1 503 No\r\nProxy-Status: near; error=out_of_coffee\r\n\r\n', 'destination_unavailable', 'connect-failed', /it answered 503/],
  ['redirects', 'HTTP/1.1 302 Found\r\nLocation: http://login.test/\r\n\r\n', 'http_request_denied', 'connect-failed', /it answered 302/],
  ['switches protocols', 'HTTP/1.1 101 Switching Protocols\r\n\r\n', 'http_request_denied', 'connect-failed', /it answered 101/],
  ['talks something else', 'SSH-2.0-OpenSSH_9\r\n\r\n', 'http_protocol_error', 'connect-failed', /^What answers at 127\.0\.0\.1 port \d+ is no HTTP proxy\. Check the address/],
  ['leaves in the middle of its head', 'HTTP/1.1 200 OK\r\nX-', 'http_response_incomplete', 'connect-failed', /closed the connection when it was asked for api\.example\.test/],
  ['leaves without a word', '', 'http_response_incomplete', 'connect-failed', /closed the connection/],
  ['never ends its head', `HTTP/1.1 200 OK\r\n${'X-Long: y\r\n'.repeat(8000)}`, 'http_protocol_error', 'connect-failed', /no HTTP proxy/],
])('an upstream proxy that %s is a 502 with the reason, and a row', async (_why, text, proxyStatus, code, message) => {
  const upstream = await proxyThat({ behaviour: { does: 'answer', text, finish: 'fin' } });
  const { head, body, row } = await refused(through(upstream.address));
  expect(head).toContain(`HTTP/1.1 502 Bad Gateway\r\nProxy-Status: whence; error=${proxyStatus}\r\n`);
  expect(body).toMatch(message);
  expect(row).toMatchObject({ host: openedHost, port: 443, code, message: expect.stringMatching(message) });
});

test('credentials that are not accepted are said to be so, and are repeated nowhere', async () => {
  const upstream = await proxyThat({ behaviour: { does: 'hang' }, credentials: 'jo:right' });
  const { proxies } = upstreamProxiesOf({ from: 'environment' }, { HTTPS_PROXY: `http://jo:wrongly@127.0.0.1:${upstream.port}` });
  const answer = await refused(proxies);
  expect(answer.body).toMatch(/does not accept the user name and password in its address/);
  expect(JSON.stringify(answer)).not.toMatch(/wrongly|jo:|am86/);
});

test('a plain request that the proxy wants credentials for is a 502 with the reason; what else it answers is passed on', async () => {
  const upstream = await proxyThat({ behaviour: { does: 'answer', text: 'HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nours', finish: 'fin' } });
  const under = await whence(through(upstream.address));
  const ask = async (): Promise<string> => {
    const socket = await openRaw(under.proxy.port);
    socket.write('GET http://plain.test/ HTTP/1.1\r\nHost: plain.test\r\nConnection: close\r\n\r\n');
    return readAll(socket);
  };
  expect(await ask()).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n[^]*\r\n\r\nours$/);
  upstream.behaviour = { does: 'answer', text: 'HTTP/1.1 407 Auth\r\nProxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n', finish: 'nothing' };
  const answer = await ask();
  expect(answer).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\nProxy-Status: whence; error=proxy_configuration_error\r\n[^]*wants a user name and password/);
  expect(answer).not.toMatch(/proxy-authenticate/i);
});

test.each<[why: string, address: Partial<ProxyAddress>, status: string, message: RegExp]>([
  ['refuses the connection', {}, 'connection_refused', /^The upstream proxy 127\.0\.0\.1 refused the connection on port 1\. Is it running/],
  ['does not resolve', { host: 'proxy.invalid' }, 'dns_error', /^The name of the upstream proxy proxy\.invalid could not be resolved/],
])('an upstream proxy that %s is a 502 that says it was the proxy, and a row', async (_why, address, status, message) => {
  const { head, body, row } = await refused(through({ ...nowhere, ...address }));
  expect(head).toContain(`error=${status}\r\n`);
  expect(body).toMatch(message);
  expect(row).toMatchObject({ host: openedHost, message: expect.stringMatching(message) });
});

test('an https:// proxy that cannot be verified, or speaks no TLS, gets no credentials', async () => {
  const stranger = await makeTestCertificates('localhost');
  const secured = await proxyThat({ behaviour: { does: 'hang' }, tls: { host: 'localhost', serverContext: stranger.serverContext } });
  const untrusted = await refused(through({ ...secured.address, authorization: 'Basic eDp5' }));
  expect(untrusted.head).toContain('error=tls_certificate_error\r\n');
  expect(untrusted.body).toMatch(/^The certificate of the upstream proxy localhost could not be verified \(.*--upstream-ca/);
  expect(secured.asked).toEqual([]);
  stranger.remove();

  let heard = '';
  const plain = await listenRaw(null, ({ stream }) => {
    stream.once('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
      stream.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
  });
  opened.push(plain);
  const noTls = await refused(through({ ...secured.address, port: plain.port, authorization: 'Basic eDp5' }));
  expect(noTls.head).toContain('error=tls_protocol_error\r\n');
  expect(noTls.body).toMatch(/^The upstream proxy localhost does not speak TLS on port \d+ .* Is it an http:\/\/ proxy\?/);
  expect(heard).not.toMatch(/CONNECT|eDp5/);
});

describe('within its time limits', () => {
  const target = { host: openedHost, port: 443 };

  async function dialFailure(proxies: UpstreamProxies, connectMs: number, answerMs: number, where = target, purpose: DialPurpose = 'tunnel'): Promise<DialFailure> {
    const dial = upstreamDial({ connectTo: [], proxies, ownPort: 0, pseudonyms: ['test'], secure, limits: { connectMs, answerMs } });
    const dialled = await dial(where, new AbortController().signal, purpose);
    if ('socket' in dialled) throw new Error('Nothing should have answered.');
    return dialled.failure;
  }

  test('a proxy that hangs in its answer is given up', async () => {
    const upstream = await proxyThat({ behaviour: { does: 'hang' } });
    expect(await dialFailure(through(upstream.address), 10_000, 50)).toMatchObject({
      code: 'connection-timeout',
      proxyStatus: 'http_response_timeout',
      message: expect.stringContaining('The upstream proxy 127.0.0.1 did not answer in time when it was asked for api.example.test.'),
    });
    upstream.behaviour = { does: 'answer', text: 'HTTP/1.1 200 OK\r\nX-', finish: 'nothing' };
    expect(await dialFailure(through(upstream.address), 10_000, 50)).toMatchObject({ proxyStatus: 'http_response_timeout' });
    upstream.behaviour = { does: 'answer', text: 'HTTP/1.1 102 Processing\r\n\r\n', finish: 'nothing' };
    expect(await dialFailure(through(upstream.address), 10_000, 50)).toMatchObject({ proxyStatus: 'http_response_timeout' });
  });

  test.runIf(process.platform === 'linux')('a host, and a proxy, whose packets are dropped', async () => {
    const child = fork(fileURLToPath(new URL('../../../../test-support/stuck-listener.mjs', import.meta.url)));
    opened.push({ close: async () => void child.kill('SIGKILL') });
    const [port]: unknown[] = await once(child, 'message');
    if (typeof port !== 'number') throw new Error('The listener tells its port.');
    // They fill the queue: what comes after them is dropped.
    const filling = Array.from({ length: 4 }, () => connect({ host: '127.0.0.1', port }).on('error', () => {}));
    await Promise.race(filling.map((socket) => once(socket, 'connect')));
    await new Promise((resolve) => setTimeout(resolve, 100));

    const blackHole = { host: '127.0.0.1', port };
    expect(await dialFailure(noUpstreamProxies, 200, 10_000, blackHole)).toMatchObject({
      code: 'connection-timeout',
      proxyStatus: 'connection_timeout',
      message: expect.stringMatching(/^127\.0\.0\.1 did not answer on port \d+ in time\. Check the network connection/),
    });
    expect(await dialFailure(through({ ...nowhere, port }), 200, 10_000)).toMatchObject({
      code: 'connection-timeout',
      message: expect.stringMatching(/^The upstream proxy 127\.0\.0\.1 did not answer on port \d+ in time\. /),
    });
    for (const socket of filling) socket.destroy();
  });

  test('an attempt that is given up by the client leaves no connection to the proxy', async () => {
    const asked = deferred<string>();
    const left = deferred();
    const upstream = await listenRaw(null, ({ stream }) => {
      stream.once('data', (chunk: Buffer) => asked.fulfil(chunk.toString('latin1')));
      stream.once('end', () => stream.end());
      stream.once('close', () => left.fulfil());
    });
    opened.push(upstream);
    const abandoned = new AbortController();
    const dial = upstreamDial({ connectTo: [], proxies: through({ ...nowhere, port: upstream.port }), ownPort: 0, pseudonyms: ['test'], secure });
    const dialled = dial(target, abandoned.signal);
    expect(await asked.promise).toMatch(/^CONNECT /);
    abandoned.abort();
    expect(await dialled).toHaveProperty('failure');
    await left.promise;
  });
});
