import type { Socket } from 'node:net';
import { TLSSocket, type SecureContext } from 'node:tls';
import { errorMessage } from '../error-message.ts';
import { capturedConnection, tellOutcome, unobserved, type Capture } from './captured-connection.ts';
import type { Dial, DialFailure, Target } from './upstream/dial.ts';
import { relay, type RelayObserver } from './relay.ts';
import type { SecureUpstream } from './upstream/secure-upstream.ts';

/** What a request is served with. `isIntercepted` and `contextFor` answer as things stand now. */
export interface Serving {
  readonly dial: Dial;
  readonly secureUpstream: SecureUpstream;
  readonly capture: Capture;
  isIntercepted(host: string): boolean;
  contextFor(host: string): Promise<SecureContext>;
}

// A client that leaves this soon after a completed handshake, without a byte, has looked at the certificate and gone:
// Node verifies only then.
const distrustLimitMs = 500;

/** The host and port of a CONNECT's target (RFC 9110, 9.3.6), or null when it is not one. */
export function parseTarget(authority: string): Target | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]\s/@]+)):(\d{1,5})$/i.exec(authority);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || !(port >= 1 && port <= 65535)) return null;
  return { host: host.toLowerCase(), port };
}

/**
 * Answers a CONNECT. The upstream is dialled first, so that one that is not there is a 502 with a reason. A listed host is
 * then opened: TLS to the upstream, verified, then the answer, then TLS with the client. Whatever of our own doing fails
 * before the answer, or leaves a doubt, ends in a blind tunnel.
 */
export async function serveConnect(serving: Serving, client: Socket, head: Buffer, target: Target): Promise<void> {
  const { capture } = serving;
  const intercepted = serving.isIntercepted(target.host);
  const abandoned = new AbortController();
  const abandon = (): void => abandoned.abort();
  client.on('error', () => {});
  client.once('close', abandon);
  client.setNoDelay(true);
  if (head.length > 0) client.unshift(head);

  const dialled = await serving.dial(target, abandoned.signal);
  if (client.destroyed) {
    if ('socket' in dialled) dialled.socket.destroy();
    return;
  }
  if ('failure' in dialled) {
    client.off('close', abandon);
    if (intercepted) tellOutcome(capture, target, { kind: 'refused', ...codeAndMessage(dialled.failure) });
    refuse(client, dialled.failure);
    return;
  }
  const upstream = dialled.socket;
  const begin = (): void => {
    client.off('close', abandon);
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
  };
  const tunnelTo = (socket: Socket): void => {
    begin();
    capture.figures.countTunnelled();
    relay({ stream: client, raw: client }, { stream: socket, raw: socket }, unobserved);
  };
  if (!intercepted) {
    tunnelTo(upstream);
    return;
  }

  let context: SecureContext;
  try {
    context = await serving.contextFor(target.host);
  } catch (error) {
    const reason = errorMessage(error);
    const message = `Passed through unseen: no certificate could be made for ${target.host} (${reason}). Renew the certificate in Whence and trust it again.`;
    tellOutcome(capture, target, { kind: 'unseen', code: 'certificate-failed', message });
    tunnelTo(upstream);
    return;
  }
  const secured = await serving.secureUpstream(upstream, target);
  if (client.destroyed) {
    upstream.destroy();
    return;
  }
  if ('problem' in secured) {
    // The client may hold a root that we lack. The first connection is spent on our handshake.
    const again = await serving.dial(target, abandoned.signal);
    if (client.destroyed) return;
    if ('failure' in again) {
      client.off('close', abandon);
      tellOutcome(capture, target, { kind: 'refused', ...codeAndMessage(again.failure) });
      refuse(client, again.failure);
      return;
    }
    const message = `Passed through unseen: the certificate of ${target.host} could not be verified (${secured.problem}). If your network uses an authority of its own, name its file with --upstream-ca or NODE_EXTRA_CA_CERTS.`;
    tellOutcome(capture, target, { kind: 'unseen', code: 'upstream-unverified', message });
    tunnelTo(again.socket);
    return;
  }

  begin();
  const outcome = await meetClient(client, context);
  if (outcome.problem !== null) {
    if (outcome.problem !== 'nothing-sent') tellOutcome(capture, target, { kind: 'refused', ...describeProblem(target, outcome.problem) });
    upstream.destroy();
    secured.socket.destroy();
    client.destroy();
    return;
  }
  const observer = watchForDistrust(capturedConnection(capture, target, 'intercept'), () =>
    tellOutcome(capture, target, { kind: 'refused', ...describeProblem(target, 'left') }),
  );
  relay({ stream: outcome.socket, raw: client }, { stream: secured.socket, raw: upstream }, observer);
}

type Problem = 'nothing-sent' | 'left' | { readonly error: Error };

/** The server's side of TLS with the client, until it is complete or the client has gone. */
function meetClient(
  client: Socket,
  secureContext: SecureContext,
): Promise<{ readonly socket: TLSSocket; readonly problem: null } | { readonly problem: Problem }> {
  return new Promise((resolve) => {
    const sentBefore = client.bytesRead - client.readableLength;
    const socket = new TLSSocket(client, { isServer: true, secureContext, ALPNProtocols: ['http/1.1'] });
    const failed = (error: Error): void => finish({ error });
    // Claude Code closes with a plain FIN and no alert when it does not trust the certificate.
    const left = (): void => finish(client.bytesRead > sentBefore ? 'left' : 'nothing-sent');
    const finish = (problem: Problem | null): void => {
      socket.off('error', failed);
      socket.off('end', left);
      socket.off('close', left);
      resolve(problem === null ? { socket, problem } : { problem });
    };
    socket.on('error', () => {});
    socket.once('error', failed);
    socket.once('end', left);
    socket.once('close', left);
    socket.once('secure', () => finish(null));
  });
}

function watchForDistrust(observer: RelayObserver, tellDistrust: () => void): RelayObserver {
  const sinceMs = performance.now();
  let unused = true;
  return {
    ...observer,
    read(from, chunk) {
      unused = false;
      observer.read(from, chunk);
    },
    ended(from, how) {
      if (unused && from === 'client' && performance.now() - sinceMs < distrustLimitMs) {
        unused = false;
        tellDistrust();
      }
      observer.ended(from, how);
    },
  };
}

function describeProblem(target: Target, problem: Problem): { readonly code: 'client-distrusts' | 'connect-failed'; readonly message: string } {
  if (typeof problem === 'object') {
    const code = 'code' in problem.error && typeof problem.error.code === 'string' ? problem.error.code : problem.error.message;
    const isAboutTrust = /ALERT_(UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN)|ECONNRESET|EPIPE/.test(code);
    if (!isAboutTrust) {
      return { code: 'connect-failed', message: `The client asked for ${target.host} but did not complete TLS with Whence (${code}).` };
    }
  }
  return {
    code: 'client-distrusts',
    message: `The client left ${target.host} during the TLS handshake: it does not trust the Whence certificate. Press "Trust certificate", or set NODE_EXTRA_CA_CERTS as the app shows and start the client again.`,
  };
}

function codeAndMessage({ code, message }: DialFailure): Pick<DialFailure, 'code' | 'message'> {
  return { code, message };
}

function refuse(client: Socket, failure: DialFailure): void {
  const body = `${failure.message}\n`;
  client.end(
    [
      'HTTP/1.1 502 Bad Gateway',
      `Proxy-Status: whence; error=${failure.proxyStatus}`,
      'Content-Type: text/plain; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
  // Half-open sockets stay until the other side has ended as well.
  client.resume();
}
