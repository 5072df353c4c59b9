import { isIPv6, type Socket } from 'node:net';
import type { DialFailure, Target } from './dial.ts';
import type { ProxyAddress } from './upstream-proxy.ts';

/** Names the Whence proxies that a request came through. A `Via` of our own: Via itself would reach the server (RFC 9110, 7.6.3). */
export const pseudonymField = 'Whence-Via';

/** The fields that are for the proxy alone, on CONNECT and on requests in absolute form. */
export function proxyFields({ authorization }: ProxyAddress, pseudonyms: readonly string[]): readonly (readonly [string, string])[] {
  const via = [pseudonymField, pseudonyms.join(', ')] as const;
  return authorization === null ? [via] : [['Proxy-Authorization', authorization], via];
}

interface TunnelRequest {
  readonly proxy: ProxyAddress;
  readonly target: Target;
  readonly pseudonyms: readonly string[];
  readonly limitMs: number;
}

/**
 * Sends CONNECT to the proxy at the other end of `socket` and waits for its answer; null when the tunnel stands. What the proxy
 * sends after its answer's head is left in the socket. The libraries for this drop those bytes, or take a head of any size.
 */
export async function askForTunnel(socket: Socket, { proxy, target, pseudonyms, limitMs }: TunnelRequest): Promise<DialFailure | null> {
  const authority = `${isIPv6(target.host) ? `[${target.host}]` : target.host}:${target.port}`;
  const lines = proxyFields(proxy, pseudonyms).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${lines.join('')}\r\n`, 'latin1');
  const deadlineMs = performance.now() + limitMs;
  for (;;) {
    const answer = await readHead(socket, deadlineMs - performance.now());
    if ('problem' in answer) return describeSilence(proxy, target, answer.problem);
    const status = Number(/^HTTP\/1\.[01] (\d{3})(?!\d)/.exec(answer.head)?.[1]);
    if (Number.isNaN(status)) return describeSilence(proxy, target, 'no-http');
    if (status >= 200 && status < 300) return null;
    // Interim answers may come before the one that counts.
    if (status >= 200 || status === 101) return describeRefusal(proxy, target, status, answer.head);
  }
}

type Silence = 'closed' | 'too-late' | 'too-long' | 'no-http';

const headLimitBytes = 64 * 1024;

/** Reads up to the end of a head, and not one byte further. */
function readHead(socket: Socket, limitMs: number): Promise<{ readonly head: string } | { readonly problem: Silence }> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const finish = (result: { readonly head: string } | { readonly problem: Silence }): void => {
      clearTimeout(timer);
      socket.off('readable', take);
      socket.off('end', closed);
      socket.off('close', closed);
      resolve(result);
    };
    const timer = setTimeout(() => finish({ problem: 'too-late' }), Math.max(0, limitMs));
    const closed = (): void => finish({ problem: 'closed' });
    const take = (): void => {
      for (let chunk: unknown = socket.read(); chunk instanceof Buffer; chunk = socket.read()) {
        // The blank line may have begun before this chunk.
        const searchedFrom = Math.max(0, received.length - 3);
        received = Buffer.concat([received, chunk]);
        const blank = /\n\r?\n/.exec(received.toString('latin1', searchedFrom));
        const end = blank === null ? -1 : searchedFrom + blank.index + blank[0].length;
        if (end > headLimitBytes || (end === -1 && received.length > headLimitBytes)) return finish({ problem: 'too-long' });
        if (end === -1) continue;
        if (received.length > end) socket.unshift(received.subarray(end));
        return finish({ head: received.toString('latin1', 0, end) });
      }
    };
    socket.on('readable', take);
    socket.once('end', closed);
    socket.once('close', closed);
    if (socket.destroyed || socket.readableEnded) closed();
    else take();
  });
}

function describeSilence({ host, port }: ProxyAddress, target: Target, silence: Silence): DialFailure {
  const proxy = `The upstream proxy ${host}`;
  const code = silence === 'too-late' ? 'connection-timeout' : 'connect-failed';
  switch (silence) {
    case 'closed':
      return { code, proxyStatus: 'http_response_incomplete', message: `${proxy} closed the connection when it was asked for ${target.host}. Try again, or ask who runs it.` };
    case 'too-late':
      return { code, proxyStatus: 'http_response_timeout', message: `${proxy} did not answer in time when it was asked for ${target.host}. Try again, or ask who runs it.` };
    case 'too-long':
    case 'no-http':
      return {
        code,
        proxyStatus: 'http_protocol_error',
        message: `What answers at ${host} port ${port} is no HTTP proxy. Check the address in the settings or in HTTPS_PROXY.`,
      };
  }
}

function describeRefusal({ host, authorization }: ProxyAddress, target: Target, status: number, head: string): DialFailure {
  const proxy = `The upstream proxy ${host}`;
  if (status === 407) return credentialsFailure({ host, authorization }, offeredSchemes(head));
  const reason = toldReason(head) ?? (status === 504 ? 'connection_timeout' : status >= 500 ? 'destination_unavailable' : 'http_request_denied');
  const code = codeOf(reason);
  if (reason === 'proxy_loop_detected') {
    return { code, proxyStatus: reason, message: `The proxies on the way to ${target.host} lead back to Whence itself. Check which proxy the settings or HTTPS_PROXY name, here and in the proxies behind it.` };
  }
  const advice =
    status < 500
      ? 'Ask who runs it to allow this host, or exempt the host with NO_PROXY.'
      : 'Is the host right, and can the proxy reach it?';
  return { code, proxyStatus: reason, message: `${proxy} did not connect to ${target.host} port ${target.port}: it answered ${status}. ${advice}` };
}

/** What a 407 means. `schemes` are the ways of authentication that the proxy offers, in lower case. */
export function credentialsFailure(
  { host, authorization }: Pick<ProxyAddress, 'host' | 'authorization'>,
  schemes: readonly string[],
): DialFailure {
  const message =
    schemes.length > 0 && !schemes.includes('basic')
      ? `The upstream proxy ${host} wants ${schemes.join(' or ')} authentication, and Whence can do Basic alone. Run a small local proxy that does it, and name that one in HTTPS_PROXY.`
      : authorization === null
        ? `The upstream proxy ${host} wants a user name and password. Put them into its address: http://USER:PASSWORD@${host}:PORT.`
        : `The upstream proxy ${host} does not accept the user name and password in its address. Correct them in HTTPS_PROXY or in the settings.`;
  return { code: 'connect-failed', proxyStatus: 'proxy_configuration_error', message };
}

/** The authentication schemes of a list of `Proxy-Authenticate` values. Only those known by name: what a proxy says is not for sentences. */
export function schemesOf(values: readonly string[]): readonly string[] {
  const text = values.join(', ').toLowerCase();
  return ['basic', 'digest', 'ntlm', 'negotiate'].filter((scheme) => new RegExp(`(?:^|,)\\s*${scheme}(?:[\\s,]|$)`).test(text));
}

function offeredSchemes(head: string): readonly string[] {
  return schemesOf(fieldValues(head, 'proxy-authenticate'));
}

// RFC 9209, 2.3: the types that say something of the way, and no more than that.
const reasons = new Set([
  'dns_timeout',
  'dns_error',
  'destination_not_found',
  'destination_unavailable',
  'destination_ip_prohibited',
  'destination_ip_unroutable',
  'connection_refused',
  'connection_terminated',
  'connection_timeout',
  'connection_limit_reached',
  'http_request_denied',
  'proxy_configuration_error',
  'proxy_loop_detected',
]);

/** The error type a proxy gives in `Proxy-Status`, where it is one of those that exist. The last member is the nearest proxy's. */
function toldReason(head: string): string | null {
  const told = [...fieldValues(head, 'proxy-status').join(', ').matchAll(/;\s*error=([a-z_]+)/g)].map(([, reason]) => reason ?? '');
  return told.findLast((reason) => reasons.has(reason)) ?? null;
}

function codeOf(reason: string): DialFailure['code'] {
  if (reason === 'connection_refused') return 'connection-refused';
  if (reason === 'connection_timeout') return 'connection-timeout';
  return reason === 'dns_error' || reason === 'dns_timeout' ? 'dns-error' : 'connect-failed';
}

function fieldValues(head: string, name: string): readonly string[] {
  return head
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line.slice(0, line.indexOf(':')).toLowerCase() === name)
    .map((line) => line.slice(name.length + 1).trim());
}
