import type { Socket } from 'node:net';
import type { ConnectTo } from './connect-to.ts';
import { describeDialError, dialLimitMs, openSocket, type Dial, type DialFailure, type Dialled, type DialPurpose, type Target } from './dial.ts';
import { askForTunnel, proxyFields, pseudonymField } from './ask-for-tunnel.ts';
import { isExempt } from './no-proxy.ts';
import type { SecureUpstream } from './secure-upstream.ts';
import { isLoopback, isOurselves, isThisMachine } from './this-machine.ts';
import type { ProxyAddress, UpstreamProxies } from './upstream-proxy.ts';

/** All that decides how a target is reached. */
export interface UpstreamRoute {
  /** A target that a rule names is dialled as the rule says, past any proxy: rules are for tests and special ways. */
  readonly connectTo: readonly ConnectTo[];
  readonly proxies: UpstreamProxies;
  /** The port that we listen on ourselves, on 127.0.0.1. */
  readonly ownPort: number;
  /** The Whence proxies that this request came through, ourselves last; told to a proxy on the way, never to a server. */
  readonly pseudonyms: readonly string[];
  /** TLS to a proxy that is spoken to with it. Asked for when there is one, so that whoever has none need not load it. */
  readonly secure: () => Promise<SecureUpstream>;
  readonly limits?: DialLimits;
}

export interface DialLimits {
  readonly connectMs: number;
  /** How long a proxy may take to answer a CONNECT: it has to dial in its turn. */
  readonly answerMs: number;
}

const usualLimits: DialLimits = { connectMs: dialLimitMs, answerMs: 60_000 };

/**
 * Dials where the rules send a target, else through the user's own proxy where there is one for it, else directly. We are never
 * our own upstream: a proxy that is ourselves counts as none, and a target that is ourselves is refused.
 */
export function upstreamDial(route: UpstreamRoute): Dial {
  return async (target, signal, purpose = 'tunnel') => {
    const rule = ruleFor(target, route.connectTo);
    if (rule !== undefined) return dialDirectly(target, { host: rule.toHost ?? target.host, port: rule.toPort ?? target.port }, signal, route);
    const proxy = proxyFor(target, purpose, route);
    if (proxy === null) return dialDirectly(target, target, signal, route);
    return dialThrough(proxy, target, signal, purpose, route);
  };
}

/** Which way a target is reached. */
export type Way = { readonly kind: 'directly' } | { readonly kind: 'rule' } | { readonly kind: 'proxy'; readonly host: string; readonly port: number };

/** The way that `upstreamDial` takes for a tunnel. */
export function wayTo(target: Target, route: UpstreamRoute): Way {
  if (ruleFor(target, route.connectTo) !== undefined) return { kind: 'rule' };
  const proxy = proxyFor(target, 'tunnel', route);
  return proxy === null ? { kind: 'directly' } : { kind: 'proxy', host: proxy.host, port: proxy.port };
}

/** A request that has been here before. */
export function loopFailure({ host, port }: Target): DialFailure {
  return {
    code: 'connect-failed',
    proxyStatus: 'proxy_loop_detected',
    message: `The way to ${host} port ${port} leads back to Whence itself. Check which proxy the settings or HTTPS_PROXY name, here and in the proxies behind it.`,
  };
}

function ruleFor(target: Target, connectTo: readonly ConnectTo[]): ConnectTo | undefined {
  return connectTo.find(({ fromHost, fromPort }) => (fromHost ?? target.host) === target.host && (fromPort ?? target.port) === target.port);
}

function proxyFor(target: Target, purpose: DialPurpose, { proxies, ownPort }: UpstreamRoute): ProxyAddress | null {
  const proxy = purpose === 'tunnel' ? proxies.https : proxies.http;
  if (proxy === null || isOurselves(proxy, ownPort) || isExempt(target, proxies.noProxy)) return null;
  // To a proxy elsewhere, "localhost" would be its own machine. One on this machine is asked, as curl asks any.
  if (isLoopback(target.host) && !isThisMachine(proxy.host)) return null;
  return proxy;
}

async function dialDirectly(target: Target, address: Target, signal: AbortSignal, { ownPort, limits = usualLimits }: UpstreamRoute): Promise<Dialled> {
  const opened = await openSocket(address, signal, limits.connectMs);
  if ('error' in opened) {
    return { failure: describeDialError(opened.error, { peer: target.host, port: target.port, advice: 'Is the address right, and is the server running?' }) };
  }
  if (leadsToOurselves(opened.socket, ownPort)) {
    opened.socket.destroy();
    return { failure: loopFailure(target) };
  }
  return opened;
}

async function dialThrough(proxy: ProxyAddress, target: Target, signal: AbortSignal, purpose: DialPurpose, route: UpstreamRoute): Promise<Dialled> {
  const { ownPort, pseudonyms, secure, limits = usualLimits } = route;
  const opened = await openSocket(proxy, signal, limits.connectMs);
  const peer = `the upstream proxy ${proxy.host}`;
  if ('error' in opened) {
    const advice = 'Is it running, and is its address in the settings or in HTTPS_PROXY right?';
    return { failure: sentence(describeDialError(opened.error, { peer, port: proxy.port, advice })) };
  }
  const raw = opened.socket;
  // A name of ours that only its resolver knows.
  if (leadsToOurselves(raw, ownPort)) {
    raw.destroy();
    return dialDirectly(target, target, signal, route);
  }
  let socket: Socket = raw;
  if (proxy.secure) {
    const secured = await (await secure())(raw, proxy);
    if ('problem' in secured) return { failure: tlsFailure(proxy, secured.problem) };
    socket = resettable(secured.socket, raw);
  }
  if (purpose === 'plain-request') {
    // Named in Connection, our own field ends at the proxy (RFC 9110, 7.6.1).
    return { socket, forwarder: { proxy, fields: [...proxyFields(proxy, pseudonyms), ['Connection', pseudonymField]] } };
  }
  const failure = await askForTunnel(socket, { proxy, target, pseudonyms, limitMs: limits.answerMs });
  if (failure === null) return { socket };
  raw.destroy();
  socket.destroy();
  return { failure };
}

// We listen on 127.0.0.1 alone.
function leadsToOurselves({ remoteAddress, remotePort }: Socket, ownPort: number): boolean {
  return remotePort === ownPort && remoteAddress?.replace(/^::ffff:/, '') === '127.0.0.1';
}

// A TLSSocket throws when it is to be reset: it has to be done below.
function resettable(secured: Socket, raw: Socket): Socket {
  return Object.assign(secured, {
    resetAndDestroy: () => {
      raw.resetAndDestroy();
      return secured.destroy();
    },
  });
}

function tlsFailure({ host, port }: ProxyAddress, problem: string): DialFailure {
  const isAboutTrust = /CERT|SIGNATURE|SELF_SIGNED/i.test(problem);
  return {
    code: 'connect-failed',
    proxyStatus: isAboutTrust ? 'tls_certificate_error' : 'tls_protocol_error',
    message: isAboutTrust
      ? `The certificate of the upstream proxy ${host} could not be verified (${problem}). If it is of your network's own authority, name that authority's file with --upstream-ca or NODE_EXTRA_CA_CERTS.`
      : `The upstream proxy ${host} does not speak TLS on port ${port} as its https:// address says (${problem}). Is it an http:// proxy?`,
  };
}

function sentence(failure: DialFailure): DialFailure {
  return { ...failure, message: failure.message.charAt(0).toUpperCase() + failure.message.slice(1) };
}
