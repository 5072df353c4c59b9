import { connect } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { closedAfterEach } from '../../../../test-support/closed-after-each.ts';
import { makeProxyFixture, openedHost, startProxyUnderTest } from '../../../../test-support/proxy-under-test.ts';
import { listenRaw } from '../../../../test-support/raw-tls.ts';
import { startScriptedProxy, type ScriptedProxyOptions } from '../../../../test-support/scripted-proxy.ts';
import type { Dial } from './dial.ts';
import { trustedRootsContext } from './trusted-roots.ts';
import { tryWay, type WayTried } from './try-way.ts';

const fixture = await makeProxyFixture();
const opened = closedAfterEach();
afterAll(() => fixture.upstream.remove());

/** What was read by an upstream that says nothing after its certificate. */
async function listenForWords(): Promise<{ readonly port: number; readonly heard: string[] }> {
  const heard: string[] = [];
  const upstream = await listenRaw(fixture.upstream.serverContext, ({ stream }) => stream.on('data', (octets) => heard.push(octets.toString('latin1'))));
  opened.push(upstream);
  return { port: upstream.port, heard };
}

const neverThere: Dial = () => new Promise(() => {});

/** The way through a proxy of the user's that behaves like this. */
async function through(options: ScriptedProxyOptions): Promise<WayTried | null> {
  const proxy = await startScriptedProxy(options);
  opened.push(proxy);
  return throughAddress(proxy.port);
}

async function throughAddress(port: number): Promise<WayTried | null> {
  const address = { secure: false, host: '127.0.0.1', port, authorization: null };
  const under = await startProxyUnderTest(fixture, 1, { connectTo: [], upstreamProxies: { https: address, http: null, noProxy: [] } });
  opened.push(under.proxy);
  return under.proxy.tryWay(openedHost);
}

test('a way that leads to the server’s own certificate is open, and no word of a request is sent on it', async () => {
  const { port, heard } = await listenForWords();
  const under = await startProxyUnderTest(fixture, port);
  opened.push(under.proxy);
  expect(await under.proxy.tryWay(openedHost)).toMatchObject({ state: 'reached', way: { kind: 'rule' } });
  expect(await through({ behaviour: { does: 'connect', toPort: port } })).toMatchObject({ state: 'reached', way: { kind: 'proxy', host: '127.0.0.1' } });
  expect(heard).toEqual([]);
  expect(under.relayed).toEqual([]);
});

test('a proxy on the way that refuses is quoted in words', async () => {
  expect(await through({ behaviour: { does: 'hang' }, credentials: 'me:secret' })).toMatchObject({ state: 'refused', message: expect.stringContaining('wants a user name and password') });
  const refusal = { does: 'answer', text: 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n', finish: 'fin' } as const;
  expect(await through({ behaviour: refusal })).toMatchObject({ state: 'refused', message: expect.stringContaining('it answered 403') });
});

test('a proxy that is not there is named', async () => {
  const gone = await startScriptedProxy({ behaviour: { does: 'hang' } });
  await gone.close();
  expect(await throughAddress(gone.port)).toMatchObject({ state: 'refused', message: expect.stringContaining(`The upstream proxy 127.0.0.1 refused the connection on port ${gone.port}`) });
});

test('who opens TLS on the way is named by the certificate that is shown, which is not taken', async () => {
  const { port } = await listenForWords();
  const under = await startProxyUnderTest(fixture, port, { upstreamCaFiles: [] });
  opened.push(under.proxy);
  const tried = await under.proxy.tryWay(openedHost);
  expect(tried).toMatchObject({ state: 'unverified', problem: expect.stringMatching(/SELF_SIGNED|ISSUER|LEAF/), authority: expect.stringMatching(/^Whence CA /) });
});

test('what never answers is given up', async () => {
  const roots = trustedRootsContext([]);
  const target = { host: openedHost, port: 443 };
  const way = { kind: 'proxy', host: 'proxy.test', port: 3128 } as const;
  expect(await tryWay({ target, way, dial: neverThere, roots, limitMs: 20 })).toMatchObject({ state: 'refused', message: expect.stringContaining('The upstream proxy proxy.test had not led to') });
  // Not TLS at all, and silent.
  const silent = await listenRaw(null, () => {});
  opened.push(silent);
  const dial: Dial = async () => ({ socket: connect({ host: '127.0.0.1', port: silent.port }) });
  expect(await tryWay({ target, way: { kind: 'directly' }, dial, roots, limitMs: 50 })).toMatchObject({ state: 'refused', message: expect.stringContaining('had not answered') });
});
