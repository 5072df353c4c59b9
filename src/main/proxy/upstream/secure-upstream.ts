import { isIP, type Socket } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import type { Target } from './dial.ts';

export type Secured = { readonly socket: TLSSocket } | { readonly problem: string; readonly wantsClientCertificate: boolean };

/** Puts TLS on a dialled connection and verifies the certificate against the name the client asked for. */
export type SecureUpstream = (socket: Socket, target: Target) => Promise<Secured>;

const timeLimitMs = 30_000;

/**
 * TLS towards upstreams, HTTP/1.1 only, resuming sessions. `problem` is what was wrong, for a sentence. A server that wants a certificate
 * of its clients is remembered: with TLS 1.3 it says so only when the handshake is over (RFC 8446, 4.4.2.4 and 6.2).
 */
export function secureUpstreamWith(secureContext: SecureContext): SecureUpstream {
  const sessions = new Map<string, Buffer>();
  const wantingCertificates = new Set<string>();
  return (socket, target) =>
    new Promise((resolve) => {
      const key = `${target.host}:${target.port}`;
      const session = sessions.get(key);
      const secured = connect({
        socket,
        secureContext,
        host: target.host,
        // SNI takes names only (RFC 6066, 3).
        ...(isIP(target.host) === 0 ? { servername: target.host } : {}),
        ...(session === undefined ? {} : { session }),
        ALPNProtocols: ['http/1.1'],
        // Said aloud, because Node's default is what NODE_TLS_REJECT_UNAUTHORIZED makes it, and people do set that to 0.
        rejectUnauthorized: true,
      });
      let verified = false;
      let early: Buffer | null = null;
      const timer = setTimeout(() => fail('it did not complete the TLS handshake in time'), timeLimitMs);
      const fail = (problem: string): void => {
        clearTimeout(timer);
        socket.off('end', left);
        // A session that the server no longer likes must not spoil every later connection.
        sessions.delete(key);
        socket.destroy();
        secured.destroy();
        resolve({ problem, wantsClientCertificate: wantingCertificates.has(key) });
      };
      const failed = (error: Error): void => {
        noteWish(error);
        fail(describe(error));
      };
      const noteWish = (error: Error): void => {
        if (codeOf(error) === 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED') wantingCertificates.add(key);
      };
      const left = (): void => fail('it closed the connection during the TLS handshake');
      secured.once('error', failed);
      // After the handshake a failure of TLS does not close the connection by itself, and what calls us then must not lose it.
      secured.on('error', (error) => {
        noteWish(error);
        setImmediate(() => secured.destroy(error));
      });
      secured.once('close', left);
      // An end that was read before TLS took the socket over (behind a proxy's answer) is not heard by TLS.
      socket.once('end', left);
      if (socket.readableEnded) left();
      else if (wantingCertificates.has(key)) fail('it wants a certificate of the client');
      // With TLS 1.3 tickets come after the handshake, and may come before it is known to be verified.
      secured.on('session', (fresh) => {
        if (verified) sessions.set(key, fresh);
        else early = fresh;
      });
      secured.once('secureConnect', () => {
        clearTimeout(timer);
        secured.off('error', failed);
        secured.off('close', left);
        socket.off('end', left);
        verified = true;
        if (early !== null) sessions.set(key, early);
        // We are in a call of OpenSSL, which must not lose what it works on: destroying the connection here can end the process.
        setImmediate(() => resolve({ socket: secured }));
      });
    });
}

function describe(error: Error): string {
  const code = codeOf(error);
  if (code === null) return error.message;
  // What OpenSSL says of its own is file names and numbers of its source.
  return error.message.includes(':SSL routines:') ? code : `${code}: ${error.message}`;
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
