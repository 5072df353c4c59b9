import { isIP, type Socket } from 'node:net';
import { connect, type SecureContext } from 'node:tls';
import type { Dial, Target } from './dial.ts';
import type { Way } from './upstream-dial.ts';

/** How far an attempt came that ends with the server's certificate. Plain data, so that a thread can send it. */
export type WayTried = { readonly way: Way } & (
  | { readonly state: 'reached'; readonly tookMs: number }
  /** `message` says what to do as well. */
  | { readonly state: 'refused'; readonly message: string }
  /** `authority`: who signed the certificate, in its own words. */
  | { readonly state: 'unverified'; readonly problem: string; readonly authority: string | null }
);

interface Attempt {
  readonly target: Target;
  readonly way: Way;
  readonly dial: Dial;
  readonly roots: SecureContext;
  readonly limitMs: number;
}

/** Dials as a connection of Claude Code's would be, verifies the certificate, and leaves: not one byte of a request is sent. */
export async function tryWay({ target, way, dial, roots, limitMs }: Attempt): Promise<WayTried> {
  const sinceMs = performance.now();
  const over = new AbortController();
  const late = new Promise<'late'>((resolve) => {
    const timer = setTimeout(() => {
      over.abort();
      resolve('late');
    }, limitMs);
    over.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  const dialling = dial(target, over.signal);
  const dialled = await Promise.race([dialling, late]);
  if (dialled === 'late') {
    void dialling.then((given) => ('socket' in given ? given.socket.destroy() : undefined));
    return { way, state: 'refused', message: tooLate(target, way, limitMs) };
  }
  if ('failure' in dialled) {
    over.abort();
    return { way, state: 'refused', message: dialled.failure.message };
  }
  const verified = await Promise.race([verify(dialled.socket, target, roots), late]);
  over.abort();
  dialled.socket.destroy();
  if (verified === 'late') return { way, state: 'refused', message: tooLate(target, way, limitMs) };
  return verified === null ? { way, state: 'reached', tookMs: performance.now() - sinceMs } : { way, state: 'unverified', ...verified };
}

/** Null when the certificate is the host's own by our roots; else what was wrong with it, and who signed it. */
function verify(socket: Socket, { host }: Target, roots: SecureContext): Promise<{ readonly problem: string; readonly authority: string | null } | null> {
  return new Promise((resolve) => {
    let authority: string | null = null;
    const secured = connect({ socket, secureContext: roots, host, ...(isIP(host) === 0 ? { servername: host } : {}), ALPNProtocols: ['http/1.1'], rejectUnauthorized: true });
    // Ahead of the verification, which takes the certificate away with the connection when it fails.
    secured.prependListener('secure', () => (authority = issuerOf(secured.getPeerCertificate(false).issuer)));
    const finish = (problem: string | null): void => void setImmediate(() => resolve(problem === null ? null : { problem, authority }));
    secured.once('secureConnect', () => finish(null));
    secured.on('error', (error) => finish('code' in error && typeof error.code === 'string' ? error.code : error.message));
    secured.once('close', () => finish('it closed the connection during the TLS handshake'));
    socket.once('end', () => finish('it closed the connection during the TLS handshake'));
  });
}

/** The name of an authority: its own, or that of its organisation. */
function issuerOf(issuer: unknown): string | null {
  if (typeof issuer !== 'object' || issuer === null) return null;
  const { CN, O }: { readonly CN?: unknown; readonly O?: unknown } = issuer;
  const named = [CN, O].flat().find((name) => typeof name === 'string' && name !== '');
  return typeof named === 'string' ? named.slice(0, 120) : null;
}

function tooLate({ host }: Target, way: Way, limitMs: number): string {
  const who = way.kind === 'proxy' ? `The upstream proxy ${way.host} had not led to ${host}` : `${host} had not answered`;
  return `${who} after ${Math.round(limitMs / 1000)} seconds. Check the network connection, or whether a firewall is in the way.`;
}
