import { TLSSocket } from 'node:tls';
import { afterAll, describe, expect, test } from 'vitest';
import { closedAfterEach } from '../../../test-support/closed-after-each.ts';
import { deferred } from '../../../test-support/deferred.ts';
import { patientSearch } from '../../../test-support/patient-search.ts';
import { makeProxyFixture, openedHost, startProxyUnderTest, type ProxyUnderTest } from '../../../test-support/proxy-under-test.ts';
import { listenRaw, type RawListener } from '../../../test-support/raw-tls.ts';
import { recordHello } from '../../../test-support/recorded-hello.ts';
import { actAsSecondUserInTest, canBeTwoUsers, secondUid } from '../../../test-support/two-users.ts';
import { startTunnelClient, type TunnelClient } from '../../../test-support/tunnel-client/start-tunnel-client.ts';
import type { Relayed } from '../relayed/relayed.ts';
import { makeAuthority } from './certificates/make-certificates.ts';
import type { ProxyOptions } from './proxy.ts';

const fixture = await makeProxyFixture();
const opened = closedAfterEach();
afterAll(() => fixture.upstream.remove());

const request = 'GET / HTTP/1.1\r\nHost: api.example.test\r\n\r\n';
const response = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
const ours = fixture.authority.certificatePem;
const theirs = fixture.upstream.authority.certificatePem;

async function upstreamThatAnswers(): Promise<RawListener> {
  const listener = await listenRaw(fixture.upstream.serverContext, ({ stream }) => {
    stream.on('data', () => stream.write(response));
    stream.on('end', () => stream.end());
  });
  opened.push(listener);
  return listener;
}

interface Scene {
  readonly under: ProxyUnderTest;
  readonly client: TunnelClient;
  /** The rows told so far: of each the kind and the code. */
  rows(): readonly string[];
  ask(trusting: string, by?: TunnelClient): Promise<string>;
  handshake(leaving: 'alert' | 'fin' | 'reset', by?: TunnelClient): Promise<string>;
  another(uid?: number): TunnelClient;
}

async function scene(changes: Partial<ProxyOptions> = {}): Promise<Scene> {
  const upstream = await upstreamThatAnswers();
  const under = await startProxyUnderTest(fixture, upstream.port, { processSearch: patientSearch(), ...changes });
  opened.push(under.proxy);
  const another = (uid?: number): TunnelClient => {
    const client = startTunnelClient(uid);
    opened.push(client);
    return client;
  };
  const client = another();
  const to = { proxyPort: under.proxy.port, host: openedHost };
  return {
    under,
    client,
    another,
    rows: () => under.relayed.filter(isRow).map(({ kind, code }) => `${kind} ${code}`),
    ask: (trusting, by = client) => by.play({ ...to, does: { kind: 'request', trusting, text: request } }),
    async handshake(leaving, by = client) {
      // Before TLS 1.3 an alert at this point is in the clear.
      const hello = await recordHello(openedHost, leaving === 'alert' ? 'TLSv1.2' : 'TLSv1.3');
      return by.play({ ...to, does: { kind: 'handshake', hello: hello.toString('base64'), leaving } });
    },
  };
}

function isRow(message: Relayed): message is Extract<Relayed, { kind: 'refused' | 'unseen' }> {
  return message.kind === 'refused' || message.kind === 'unseen';
}

describe.runIf(process.platform === 'linux')('a client that refuses the certificate', () => {
  test('passes through unseen from its next connection on, with rows that say who, what and why', async () => {
    const { under, client, ask, rows } = await scene();
    // Node looks at the certificate after the handshake.
    expect(await ask(theirs)).toMatch(/SELF_SIGNED|UNABLE_TO/);
    expect(await ask(theirs)).toBe(response);
    expect(await ask(theirs)).toBe(response);
    await expect.poll(rows).toEqual(['refused client-distrusts', 'unseen client-distrusts', 'unseen client-distrusts']);
    const told = await under.told('unseen');
    expect(told.message).toMatch(/^Not trusted: passed through unseen, since \S+ \(process \d+\) refused/);
    expect(told.message).toContain(`process ${client.pid}`);
    expect(told.message).toContain('NODE_EXTRA_CA_CERTS');
    const ended = await under.told('unseen-ended');
    expect(ended.connection).toBe(told.connection);
    expect(ended.requestBytes).toBeGreaterThan(request.length);
    expect(ended.responseBytes).toBeGreaterThan(response.length);
    await expect.poll(() => under.figures.at(-1)).toMatchObject({ unseen: 2, tunnelled: 0, distrusting: [{ pid: client.pid }] });
  });

  test.each(['fin', 'alert', 'reset'] as const)('is known by its %s during the handshake', async (leaving) => {
    const { ask, handshake, rows } = await scene();
    await handshake(leaving);
    await expect.poll(rows).toEqual(['refused client-distrusts']);
    expect(await ask(theirs)).toBe(response);
    expect(rows()).toEqual(['refused client-distrusts', 'unseen client-distrusts']);
  });

  test('passes unseen also where it has asked for a connection before it refused another', async () => {
    let connections = 0;
    const held = deferred();
    const release = deferred();
    const upstream = await listenRaw(null, ({ raw }) => {
      connections += 1;
      const answer = (): void => {
        const stream = new TLSSocket(raw, { isServer: true, secureContext: fixture.upstream.serverContext, ALPNProtocols: ['http/1.1'] });
        stream.on('error', () => {});
        stream.on('data', () => stream.write(response));
      };
      if (connections > 1) answer();
      else {
        held.fulfil();
        void release.promise.then(() => answer());
      }
    });
    opened.push(upstream);
    const under = await startProxyUnderTest(fixture, upstream.port, { processSearch: patientSearch() });
    const client = startTunnelClient();
    opened.push(under.proxy, client);
    const ask = (): Promise<string> => client.play({ proxyPort: under.proxy.port, host: openedHost, does: { kind: 'request', trusting: theirs, text: request } });
    const first = ask();
    await held.promise;
    expect(await ask()).toMatch(/SELF_SIGNED|UNABLE_TO/);
    await under.told('refused');
    release.fulfil();
    expect(await first).toBe(response);
    expect(connections).toBe(3);
  });

  test('does not spoil it for another that trusts', async () => {
    const { under, ask, another, rows } = await scene();
    await ask(theirs);
    expect(await ask(ours, another())).toBe(response);
    expect(rows()).toEqual(['refused client-distrusts']);
    expect(under.bytesFrom('client')).toBe(request);
  });

  test('is opened again after a change of trust, or with a new certificate', async () => {
    const { under, ask } = await scene();
    await ask(theirs);
    under.proxy.forgetDistrust();
    expect(await ask(ours)).toBe(response);
    const renewed = await makeAuthority([openedHost], new Date());
    under.proxy.setAuthority(renewed);
    // It trusted the old one, and that counts for nothing now.
    expect(await ask(ours)).toMatch(/SELF_SIGNED|UNABLE_TO/);
    expect(await ask(theirs)).toBe(response);
    under.proxy.setAuthority(fixture.authority);
    expect(await ask(ours)).toBe(response);
  });

  test('is forgotten when it ends', async () => {
    const { under, ask, client, another } = await scene();
    await ask(theirs);
    await expect.poll(() => under.figures.at(-1)?.distrusting).toHaveLength(1);
    await client.close();
    await ask(ours, another());
    await expect.poll(() => under.figures.at(-1)?.distrusting).toEqual([]);
  });

  test('is not one that trusted before and calls a request off during the handshake', async () => {
    const { ask, handshake, rows, under } = await scene();
    expect(await ask(ours)).toBe(response);
    await handshake('fin');
    await expect.poll(rows).toEqual(['refused connect-failed']);
    expect(await ask(ours)).toBe(response);
    expect(under.bytesFrom('client')).toBe(request + request);
  });

  test('is not one that only looks whether the port is open, or sends what is no TLS', async () => {
    const { under, client, ask, rows } = await scene();
    for (const text of ['', 'GET / HTTP/1.1\r\n\r\n']) {
      expect(await client.play({ proxyPort: under.proxy.port, host: openedHost, does: { kind: 'nothing', text } })).toBe('left');
    }
    await expect.poll(rows).toEqual(['refused connect-failed']);
    expect(await ask(ours)).toBe(response);
    expect(rows()).toEqual(['refused connect-failed']);
  });
});

describe.runIf(canBeTwoUsers)('a client of another user, whose process the system does not tell', () => {
  const actAsSecondUser = actAsSecondUserInTest();

  test('that refuses the certificate has the connections of nobody else pass unseen, and its own do', async () => {
    const { under, ask, another, rows } = await scene();
    const [trusting, foreign] = [another(secondUid), another(0)];
    actAsSecondUser();
    expect(await ask(theirs, foreign)).toMatch(/SELF_SIGNED|UNABLE_TO/);
    expect(await ask(ours, trusting)).toBe(response);
    expect(rows()).toEqual(['refused client-distrusts']);
    expect(under.bytesFrom('client')).toBe(request);
    expect((await under.told('refused')).message).toContain('A client of user 0 left');
    expect(await ask(theirs, foreign)).toBe(response);
    expect(rows()).toEqual(['refused client-distrusts', 'unseen client-distrusts']);
    expect((await under.told('unseen')).message).toContain('a client of user 0 refused');
    await expect.poll(() => under.figures.at(-1)?.distrusting).toEqual([{ pid: null, name: `${openedHost} (user 0)` }]);
  });
});

test('where the system does not tell which process it is, the host passes through unseen after a refusal', async () => {
  const { under, ask, rows, another } = await scene({ processSearch: null });
  expect(await ask(theirs)).toMatch(/SELF_SIGNED|UNABLE_TO/);
  expect(await ask(theirs)).toBe(response);
  expect(await ask(theirs, another())).toBe(response);
  expect(rows()).toEqual(['refused client-distrusts', 'unseen client-distrusts', 'unseen client-distrusts']);
  expect((await under.told('unseen')).message).toContain('which process it was is not known');
  await expect.poll(() => under.figures.at(-1)?.distrusting).toEqual([{ pid: null, name: openedHost }]);
});
