import { once } from 'node:events';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closedAfterEach } from '../../../../test-support/closed-after-each.ts';
import { deferred } from '../../../../test-support/deferred.ts';
import { makeProxyFixture, startProxyUnderTest, type ProxyFixture, type ProxyUnderTest } from '../../../../test-support/proxy-under-test.ts';
import { listenRaw, makeTestCertificates, sendConnect, type TestCertificates } from '../../../../test-support/raw-tls.ts';
import { startScriptedProxy, type ProxyBehaviour, type ScriptedProxy } from '../../../../test-support/scripted-proxy.ts';
import { openedWireHost, playCase, proxiedWay, type CaseTranscript } from '../../../../test-support/wire-cases/play-case.ts';
import { endCases } from '../../../../test-support/wire-cases/end-cases.ts';
import type { WireCase } from '../../../../test-support/wire-cases/wire-case.ts';

// How connections end is what a further proxy on the way could change; what is in them has been compared without one.
describe.concurrent.each(['http://', 'https://'])('behind an %s proxy, both ends see what they see when the client uses that proxy itself:', (scheme) => {
  let fixture: ProxyFixture;
  let trusted: TestCertificates;
  let upstream: ScriptedProxy;
  let reference: ScriptedProxy;
  let under: ProxyUnderTest;

  beforeAll(async () => {
    fixture = await makeProxyFixture(openedWireHost);
    trusted = await makeTestCertificates('localhost');
    const behaviour = { does: 'connect', toPort: null } as const;
    // The proxy's own TLS makes no difference to what is inside: the client of the reference has none.
    reference = await startScriptedProxy({ behaviour });
    upstream = await startScriptedProxy({ behaviour, ...(scheme === 'https://' ? { tls: { host: 'localhost', serverContext: trusted.serverContext } } : {}) });
    under = await startProxyUnderTest(fixture, 0, {
      interceptHosts: [openedWireHost],
      connectTo: [],
      upstreamProxies: { https: upstream.address, http: null, noProxy: [] },
      upstreamCaFiles: [fixture.upstream.file, trusted.file],
    });
  });
  afterAll(async () => {
    await Promise.all([under.proxy.close(), upstream.close(), reference.close()]);
    fixture.upstream.remove();
    trusted.remove();
  });

  async function played(wireCase: WireCase, proxyPort: number, ca: string): Promise<CaseTranscript['connections']> {
    const upstreamCa = fixture.upstream.authority.certificatePem;
    const { connections, release } = await playCase(wireCase, proxiedWay(proxyPort, ca, upstreamCa), fixture.upstream.serverContext);
    await release();
    return connections;
  }

  test.each(endCases)('$name', { timeout: 90_000 }, async (wireCase) => {
    const [directly, seen] = await Promise.all([
      played(wireCase, reference.port, fixture.upstream.authority.certificatePem),
      played(wireCase, under.proxy.port, fixture.authority.certificatePem),
    ]);
    expect(seen).toEqual(directly);
    expect(seen.flatMap(({ client, upstream: server }) => [client.ended, server.ended])).not.toContain('stalled');
  });
});

describe('a proxy that answers 200', () => {
  const opened = closedAfterEach();

  /** What a client's TLS meets after a CONNECT for a listed host. */
  async function met(behaviour: ProxyBehaviour, byUs: boolean): Promise<string> {
    const fixture = await makeProxyFixture(openedWireHost);
    const upstream = await startScriptedProxy({ behaviour });
    opened.push(upstream, { close: async () => fixture.upstream.remove() });
    let { port } = upstream;
    if (byUs) {
      const under = await startProxyUnderTest(fixture, 0, { interceptHosts: [openedWireHost], connectTo: [], upstreamProxies: { https: upstream.address, http: null, noProxy: [] } });
      opened.push(under.proxy);
      ({ port } = under.proxy);
    }
    const { raw, head } = await sendConnect(port, `${openedWireHost}:443`);
    if (!head.startsWith('HTTP/1.1 200 ')) return head;
    let seen = '';
    const ended = raw.readableEnded ? 'fin' : Promise.race([once(raw, 'end').then(() => 'fin'), once(raw, 'close').then(() => 'reset')]);
    raw.on('data', (chunk: Buffer) => (seen += chunk.toString('latin1')));
    raw.write(await hello(), 'latin1');
    seen += `[${await ended}]`;
    raw.destroy();
    return seen;
  }

  test.each<[why: string, behaviour: ProxyBehaviour, seen: string]>([
    ['and garbage', { does: 'answer', text: 'HTTP/1.1 200 OK\r\n\r\n<html>Log in to the network</html>', finish: 'fin' }, '<html>Log in to the network</html>[fin]'],
    ['and closes', { does: 'answer', text: 'HTTP/1.1 200 OK\r\n\r\n', finish: 'fin' }, '[fin]'],
    ['and half of a TLS record', { does: 'answer', text: 'HTTP/1.1 200 OK\r\n\r\n\x16\x03\x03\x00\x7a\x02', finish: 'fin' }, '\x16\x03\x03\x00\x7a\x02[fin]'],
  ])('%s is passed on as it is', async (_why, behaviour, seen) => {
    expect(await met(behaviour, false)).toBe(seen);
    expect(await met(behaviour, true)).toBe(seen);
  });

  /** The first flight of a TLS client. */
  async function hello(): Promise<string> {
    const first = deferred<string>();
    const listener = await listenRaw(null, ({ raw }) => raw.once('data', (chunk: Buffer) => first.fulfil(chunk.toString('latin1'))));
    opened.push(listener);
    connectTls({ host: '127.0.0.1', port: listener.port, servername: openedWireHost }).on('error', () => {});
    return first.promise;
  }
});
