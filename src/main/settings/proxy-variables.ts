import type { UpstreamProxyView } from '../../contract/settings-view.ts';
import { httpsVariables, httpVariables, noProxyVariables } from '../proxy/upstream/upstream-proxy.ts';

/** The variables that can name the user's own proxies, those that are set, as far as they may be shown. */
export function proxyVariables(environment: Readonly<Record<string, string | undefined>>): UpstreamProxyView['variables'] {
  const valueOf = (name: string): string => environment[name]?.trim() ?? '';
  const firstSet = (names: readonly string[]): string | undefined => names.find((name) => valueOf(name) !== '');
  const used = [httpsVariables, httpVariables, noProxyVariables].map(firstSet);
  return [...new Set([...httpsVariables, ...noProxyVariables])]
    .filter((name) => valueOf(name) !== '')
    .map((name) => ({ name, value: withoutCredentials(valueOf(name)), inUse: used.includes(name) }));
}

/** A proxy URL without what signs in: everything up to the last @, wherever it stands, since a password that was not encoded may hold any sign. */
export function withoutCredentials(value: string): string {
  return value.replace(/^([a-z][a-z\d+.-]*:\/\/)?.*@/is, '$1••••@');
}
