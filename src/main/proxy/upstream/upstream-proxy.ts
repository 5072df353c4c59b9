import type { UpstreamProxyChoice } from '../../../contract/status-view.ts';

/** A proxy on the way to the upstream. Plain data, so that it can be sent to a thread; never to be logged or shown. */
export interface ProxyAddress {
  /** Whether the proxy itself is spoken to with TLS (`https://` in its URL). */
  readonly secure: boolean;
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

/** The proxies that the user's choice comes to in this environment, and sentences about what in it cannot be used. */
export function upstreamProxiesOf(
  _choice: UpstreamProxyChoice,
  _environment: Readonly<Record<string, string | undefined>>,
): { readonly proxies: UpstreamProxies; readonly notices: readonly string[] } {
  return { proxies: noUpstreamProxies, notices: [] };
}
