import { connect as connectTls, type SecureVersion } from 'node:tls';
import { deferred } from './deferred.ts';
import { listenRaw } from './raw-tls.ts';

/** The first flight of a TLS client that asks for `host`, recorded from a real one. */
export async function recordHello(host: string, maxVersion: SecureVersion = 'TLSv1.3'): Promise<Buffer> {
  const hello = deferred<Buffer>();
  const listener = await listenRaw(null, ({ raw }) => raw.once('data', hello.fulfil));
  const client = connectTls({ host: '127.0.0.1', port: listener.port, servername: host, ALPNProtocols: ['http/1.1'], maxVersion });
  client.on('error', () => {});
  const bytes = await hello.promise;
  client.destroy();
  await listener.close();
  return bytes;
}
