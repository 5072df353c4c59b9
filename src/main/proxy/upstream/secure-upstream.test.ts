import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { listenRaw, makeTestCertificates, openRaw, type RawListener, type TestCertificates } from '../../../../test-support/raw-tls.ts';
import { secureUpstreamWith, type Secured } from './secure-upstream.ts';

const host = 'api.example.test';

describe('the certificate of an upstream', () => {
  let ours: TestCertificates;
  let theirs: TestCertificates;
  let listener: RawListener | null = null;

  beforeAll(async () => {
    ours = await makeTestCertificates(host);
    theirs = await makeTestCertificates('another.example.test');
    return () => {
      ours.remove();
      theirs.remove();
    };
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await listener?.close();
    listener = null;
  });

  async function secureTo(server: TestCertificates): Promise<Secured> {
    const sockets: Socket[] = [];
    listener = await listenRaw(server.serverContext, ({ raw }) => sockets.push(raw));
    const raw = await openRaw(listener.port);
    const trusting = createSecureContext({ ca: [ours.authority.certificatePem] });
    const secured = await secureUpstreamWith(trusting)(raw, { host, port: 443 });
    if ('socket' in secured) secured.socket.destroy();
    if (!raw.destroyed) await once(raw, 'close');
    return secured;
  }

  test('is taken when it is signed by a trusted authority for the host that was asked for', async () => {
    expect(await secureTo(ours)).toHaveProperty('socket');
  });

  test.each([{ setting: '1' }, { setting: '0' }])(
    'is refused from an unknown authority, whether the environment says NODE_TLS_REJECT_UNAUTHORIZED=$setting or not',
    async ({ setting }) => {
      vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', setting);
      expect(await secureTo(theirs)).toHaveProperty('problem');
    },
  );
});
