import type { Outcome } from '../../../contract/calls.ts';
import { proxyUrlProblem } from '../../../contract/proxy-url.ts';
import type { UpstreamProxyChoice } from '../../../contract/settings-view.ts';
import type { Env } from './settings-change.ts';

/** A proxy that Whence is to go on through, as its settings take it. */
export interface NextProxy {
  readonly url: string;
  readonly noProxy: string;
  readonly login: { readonly user: string; readonly password: string } | null;
}

export type GoOnThrough = (proxy: NextProxy) => Outcome;

/** The proxy that a variable names, for Whence's own settings; null where Whence cannot go through such a one. */
export function nextProxyOf(written: string, env: Env): NextProxy | null {
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z\d+.-]*:\/\//i.test(written) ? written : `http://${written}`);
  } catch {
    return null;
  }
  const address = `${url.protocol}//${url.host}`;
  if (proxyUrlProblem(address) !== null) return null;
  const noProxy = env['no_proxy'] ?? env['NO_PROXY'] ?? '';
  if (url.username === '') return { url: address, noProxy, login: null };
  try {
    const login = { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
    return login.password === '' ? null : { url: address, noProxy, login };
  } catch {
    return null;
  }
}

/** Whether it is on this machine: the user's own, as one that signs in for others, or a Whence that may be gone. */
export function isOnThisMachine({ url }: NextProxy): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}

/** Whether Whence goes through it already. */
export function goesThrough({ url }: NextProxy, choice: UpstreamProxyChoice): boolean {
  return choice.from === 'settings' && choice.url.replace(/\/$/, '') === url;
}
