import type { Socket } from 'node:net';
import { TLSSocket, type SecureContext } from 'node:tls';

/** How a handshake that was not completed ended. */
export type ClientProblem =
  /** It never sent a byte: a probe, or a connection made to be used later. */
  | { readonly kind: 'unused' }
  /** It does not trust our certificate: `isCertain` when it said so, and did not merely leave. */
  | { readonly kind: 'refused'; readonly isCertain: boolean }
  /** It speaks a TLS that we do not, or cannot with this certificate. */
  | { readonly kind: 'incompatible'; readonly reason: string }
  /** Anything else: what it sent is no TLS, or it left when the certificate had long been looked at. */
  | { readonly kind: 'failed'; readonly reason: string };

export type ClientMet = { readonly socket: TLSSocket } | { readonly problem: ClientProblem };

// A client decides on a certificate at once; loaded machines included. Whoever leaves later has another reason.
const decisionLimitMs = 2000;

/** The server's side of TLS with the client, until it is complete or the client has gone. */
export function meetClient(client: Socket, secureContext: SecureContext): Promise<ClientMet> {
  return new Promise((resolve) => {
    const sinceMs = performance.now();
    const sentBefore = client.bytesRead - client.readableLength;
    const socket = new TLSSocket(client, { isServer: true, secureContext, ALPNProtocols: ['http/1.1'] });
    const isQuick = (): boolean => performance.now() - sinceMs < decisionLimitMs;
    const failed = (error: Error): void => finish({ problem: problemOf(error, isQuick()) });
    // Claude Code closes with a plain FIN and no alert when it does not trust the certificate.
    const left = (): void => finish({ problem: client.bytesRead > sentBefore ? departure(isQuick()) : { kind: 'unused' } });
    const finish = (met: ClientMet): void => {
      socket.off('error', failed);
      socket.off('end', left);
      socket.off('close', left);
      // We are in a call of OpenSSL, which must not lose what it works on: destroying either connection here can end the process.
      setImmediate(() => resolve(met));
    };
    socket.on('error', () => {});
    socket.once('error', failed);
    socket.once('end', left);
    socket.once('close', left);
    socket.once('secure', () => {
      // What TLS finds broken later is told by this event alone, and closes nothing.
      socket.on('_tlsError', (error) => setImmediate(() => socket.destroy(error)));
      finish({ socket });
    });
  });
}

function problemOf(error: Error, isQuick: boolean): ClientProblem {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  if (/ALERT_(UNKNOWN_CA|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_\w+)/.test(code)) {
    return { kind: 'refused', isCertain: true };
  }
  if (/NO_SHARED_CIPHER|UNSUPPORTED_PROTOCOL|NO_APPLICATION_PROTOCOL|ALERT_(HANDSHAKE_FAILURE|PROTOCOL_VERSION|INSUFFICIENT_SECURITY)/.test(code)) {
    return { kind: 'incompatible', reason: code };
  }
  if (/ECONNRESET|EPIPE/.test(code)) return departure(isQuick);
  return { kind: 'failed', reason: code };
}

function departure(isQuick: boolean): ClientProblem {
  return isQuick ? { kind: 'refused', isCertain: false } : { kind: 'failed', reason: 'it left' };
}
