import type { UpstreamProxyChoice } from '../../../contract/settings-view.ts';
import { isOurselves } from './this-machine.ts';

/** A proxy on the way to the upstream. Plain data, so that it can be sent to a thread; never to be logged or shown. */
export interface ProxyAddress {
  /** Whether the proxy itself is spoken to with TLS (`https://` in its URL). */
  readonly secure: boolean;
  /** Lower case, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** The value of `Proxy-Authorization`, or null without credentials. */
  readonly authorization: string | null;
}

/** Which proxies connections to upstreams go through: the user's own, as the environment or the settings name them. */
export interface UpstreamProxies {
  /** For CONNECT and `https://`. */
  readonly https: ProxyAddress | null;
  /** For absolute-form `http://`. */
  readonly http: ProxyAddress | null;
  /** The entries of `NO_PROXY`, as written. */
  readonly noProxy: readonly string[];
}

export const noUpstreamProxies: UpstreamProxies = { https: null, http: null, noProxy: [] };

type Environment = Readonly<Record<string, string | undefined>>;

// Lower case before upper, and an empty value is none, as curl has it (its manual, "Environment"). That https falls back on
// the proxy for http is what Claude Code does; whoever sets HTTP_PROXY alone has it work that way without us.
export const httpVariables = ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'];
export const httpsVariables = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'http_proxy', 'HTTP_PROXY'];
export const noProxyVariables = ['no_proxy', 'NO_PROXY'];

/**
 * The proxies that the user's choice comes to in this environment, and sentences about what in it cannot be used (which is
 * then left out: the connection is dialled directly). No sentence repeats a URL, since there may be a password in it.
 */
export function upstreamProxiesOf(
  choice: UpstreamProxyChoice,
  environment: Environment,
): { readonly proxies: UpstreamProxies; readonly notices: readonly string[] } {
  switch (choice.from) {
    case 'none':
      return { proxies: noUpstreamProxies, notices: [] };
    case 'settings': {
      if (choice.url.trim() === '') return { proxies: noUpstreamProxies, notices: [] };
      const { address, notice } = proxyAddressOf(choice.url, 'The upstream proxy of the settings');
      const proxies = { https: address, http: address, noProxy: noProxyEntries(choice.noProxy) };
      return { proxies, notices: notice === null ? [] : [notice] };
    }
    case 'environment': {
      const https = readProxy(environment, httpsVariables);
      const http = readProxy(environment, httpVariables);
      const noProxy = noProxyEntries(firstSet(environment, noProxyVariables)?.value ?? '');
      const notices = [https.notice, http.notice].filter((notice) => notice !== null);
      return { proxies: { https: https.address, http: http.address, noProxy }, notices: [...new Set(notices)] };
    }
  }
}

/**
 * What to tell the user when a proxy is ourselves, who counts as none; null when none is. The ordinary case is no mistake: the app
 * was started in a terminal that points at it.
 */
export function noticeOfOurselves({ https, http }: UpstreamProxies, ownPort: number): string | null {
  if (![https, http].some((address) => address !== null && isOurselves(address, ownPort))) return null;
  return 'The upstream proxy that is named for Whence is Whence itself (as a rule because it was started in a terminal that points at it). Connections are made directly. If your network needs a proxy, name that one in the settings.';
}

interface ReadAddress {
  readonly address: ProxyAddress | null;
  readonly notice: string | null;
}

function readProxy(environment: Environment, variables: readonly string[]): ReadAddress {
  const found = firstSet(environment, variables);
  return found === null ? { address: null, notice: null } : proxyAddressOf(found.value, found.name);
}

function firstSet(environment: Environment, names: readonly string[]): { readonly name: string; readonly value: string } | null {
  for (const name of names) {
    const value = environment[name]?.trim();
    if (value !== undefined && value !== '') return { name, value };
  }
  return null;
}

function noProxyEntries(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((entry) => entry !== '');
}

/** Takes `http://` and `https://` URLs, and what has no scheme for `http://`. The port is the scheme's where none is named. */
function proxyAddressOf(text: string, origin: string): ReadAddress {
  const trimmed = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    const kind = scheme.startsWith('socks') ? 'a SOCKS proxy' : 'no proxy for HTTP';
    return unusable(`${origin} names ${kind}, which Whence cannot go through`);
  }
  let url: URL;
  try {
    url = new URL(scheme === undefined ? `http://${trimmed}` : trimmed);
  } catch {
    return unusable(`${origin} is not the address of a proxy`);
  }
  const secure = url.protocol === 'https:';
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  if (url.hostname === '' || port === 0) return unusable(`${origin} is not the address of a proxy`);
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return { address: { secure, host, port, authorization: authorizationOf(url) }, notice: null };
}

function unusable(fact: string): ReadAddress {
  return { address: null, notice: `${fact}. Connections are made directly. Use a form like http://proxy.example:3128.` };
}

// RFC 7617: user, colon, password, in base64.
function authorizationOf({ username, password }: URL): string | null {
  if (username === '' && password === '') return null;
  return `Basic ${Buffer.concat([decodePercents(username), Buffer.from(':'), decodePercents(password)]).toString('base64')}`;
}

// Octets, since a password need be no UTF-8; what is no percent code stands for itself.
function decodePercents(text: string): Buffer {
  const octets = text.replace(/%([0-9a-f]{2})/gi, (_code, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Buffer.from(octets, 'latin1');
}
