import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeProxyFixture, startProxyUnderTest, type ProxyFixture, type ProxyUnderTest } from '../../../test-support/proxy-under-test.ts';
import { assembledDigests, expectedDigests } from '../../../test-support/wire-cases/exchange-digest.ts';
import { directWay, openedWireHost, playCase, proxiedWay, type PlayedCase } from '../../../test-support/wire-cases/play-case.ts';
import { isStalled } from '../../../test-support/wire-cases/play-end.ts';
import type { WireCase } from '../../../test-support/wire-cases/wire-case.ts';
import { quickWireCases } from '../../../test-support/wire-cases/wire-cases.ts';
import type { Relayed } from '../relayed/relayed.ts';

// The one that takes a minute is played end to end.
const cases = quickWireCases;

describe('both ends see through the proxy what they see without it, and so does the capture:', () => {
  let fixture: ProxyFixture;
  let under: ProxyUnderTest;
  const direct = new Map<string, Promise<PlayedCase>>();
  const proxied = new Map<string, Promise<PlayedCase>>();

  beforeAll(async () => {
    fixture = await makeProxyFixture(openedWireHost);
    const { authority, upstream } = fixture;
    under = await startProxyUnderTest(fixture, 0, {
      interceptHosts: [openedWireHost],
      connectTo: [{ fromHost: null, fromPort: null, toHost: '127.0.0.1', toPort: null }],
    });
    const ways = [
      { played: direct, way: directWay(upstream.authority.certificatePem) },
      { played: proxied, way: proxiedWay(under.proxy.port, authority.certificatePem, upstream.authority.certificatePem) },
    ];
    const play = (wireCase: WireCase): readonly Promise<PlayedCase>[] =>
      ways.map(({ played, way }) => {
        const playing = playCase(wireCase, way, upstream.serverContext);
        played.set(wireCase.name, playing);
        return playing;
      });
    const [first, ...others] = cases;
    // With it the certificate is made, which among all of them at once could take longer than is waited for.
    if (first !== undefined) await Promise.allSettled(play(first));
    for (const wireCase of others) void Promise.allSettled(play(wireCase));
  });
  afterAll(async () => {
    const ended = await Promise.allSettled([...direct.values(), ...proxied.values()]);
    await Promise.all(ended.map((one) => (one.status === 'fulfilled' ? one.value.release() : undefined)));
    await under.proxy.close();
    fixture.upstream.remove();
  });

  test.each(cases)('$name', { timeout: 90_000 }, async (wireCase) => {
    const directly = await direct.get(wireCase.name);
    const seen = await proxied.get(wireCase.name);
    expect(seen?.connections).toEqual(directly?.connections);
    expect(seen?.connections.flatMap(({ client, upstream }) => [client, upstream]).filter(isStalled)).toEqual([]);
    const told = toldOf(seen?.port ?? 0);
    expect(assembledDigests(told)).toEqual(expectedDigests(wireCase));
  });

  function toldOf(port: number): readonly Relayed[] {
    const numbers = new Set(under.relayed.flatMap((message) => (message.kind === 'connected' && message.port === port ? [message.connection] : [])));
    return under.relayed.filter((message) => 'connection' in message && numbers.has(message.connection));
  }
});
