import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls, createSecureContext, TLSSocket, type SecureContext } from 'node:tls';
import { once } from 'node:events';
import { makeAuthority, makeLeaf, type KeyedCertificate } from '../src/main/proxy/certificates/make-certificates.ts';

/** A connection whose TLS and whose TCP socket can both be reached; the same one where there is no TLS. */
export interface RawEnd {
  readonly stream: Socket;
  readonly raw: Socket;
}

/** Certificates for an upstream of a test: an authority, the file it is in, and what a server for `host` presents. */
export interface TestCertificates {
  readonly authority: KeyedCertificate;
  readonly file: string;
  readonly serverContext: SecureContext;
  remove(): void;
}

export async function makeTestCertificates(host: string): Promise<TestCertificates> {
  const authority = await makeAuthority([host], new Date());
  const leaf = await makeLeaf(authority, host, new Date());
  const folder = mkdtempSync(join(tmpdir(), 'whence-test-'));
  const file = join(folder, 'upstream-ca.pem');
  writeFileSync(file, authority.certificatePem);
  return {
    authority,
    file,
    serverContext: createSecureContext({ cert: leaf.certificatePem, key: leaf.keyPem }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface RawListener {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on loopback and hands over each connection as soon as TLS (if any) has begun. Half-open is allowed, errors are ignored. */
export async function listenRaw(secureContext: SecureContext | null, serve: (end: RawEnd) => void): Promise<RawListener> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (raw) => {
    sockets.add(raw);
    raw.on('error', () => {});
    raw.once('close', () => sockets.delete(raw));
    const stream = secureContext === null ? raw : new TLSSocket(raw, { isServer: true, secureContext, ALPNProtocols: ['http/1.1'] });
    stream.on('error', () => {});
    serve({ stream, raw });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('A TCP server has a port.');
  return {
    port: bound.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A TCP connection to loopback. */
export async function openRaw(port: number): Promise<Socket> {
  const raw = connect({ host: '127.0.0.1', port, allowHalfOpen: true, noDelay: true });
  raw.on('error', () => {});
  await once(raw, 'connect');
  return raw;
}

/** Sends a CONNECT and answers the whole head of what came back, and the socket, from which nothing else has been read. */
export async function sendConnect(proxyPort: number, target: string): Promise<{ readonly raw: Socket; readonly head: string }> {
  const raw = await openRaw(proxyPort);
  raw.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\nProxy-Connection: Keep-Alive\r\n\r\n`);
  const head = await readHead(raw);
  return { raw, head };
}

/** Puts client TLS on a connection, trusting `ca` alone; rejects when the server's certificate cannot be verified. */
export async function secureClient(raw: Socket, host: string, ca: string): Promise<RawEnd> {
  const stream = connectTls({ socket: raw, servername: host, host, ca, ALPNProtocols: ['http/1.1'] });
  await once(stream, 'secureConnect');
  stream.on('error', () => {});
  return { stream, raw };
}

async function readHead(raw: Socket): Promise<string> {
  let text = '';
  while (!text.includes('\r\n\r\n')) {
    const chunk: unknown = raw.read();
    if (chunk instanceof Buffer) text += chunk.toString('latin1');
    else if (raw.readableEnded || raw.destroyed) break;
    else await Promise.race([once(raw, 'readable'), once(raw, 'close'), once(raw, 'end')]);
  }
  raw.removeAllListeners('readable');
  const end = text.indexOf('\r\n\r\n');
  if (end !== -1 && text.length > end + 4) raw.unshift(Buffer.from(text.slice(end + 4), 'latin1'));
  return end === -1 ? text : text.slice(0, end + 4);
}

/** All that comes until the other side has ended, as latin-1; then this side ends too. */
export async function readAll(stream: Socket): Promise<string> {
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
  await Promise.race([once(stream, 'end'), once(stream, 'close')]);
  stream.end();
  return text;
}
