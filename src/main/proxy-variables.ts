import type { UpstreamProxyView } from '../contract/status-view.ts';

// In the order in which they count: the lower-case name wins, as with curl and Node's own clients.
const names = [
  ['https_proxy', 'HTTPS_PROXY'],
  ['http_proxy', 'HTTP_PROXY'],
  ['no_proxy', 'NO_PROXY'],
] as const;

/** The variables that name the user's own proxies, those that are set, as far as they may be shown. */
export function proxyVariables(environment: Readonly<Record<string, string | undefined>>): UpstreamProxyView['variables'] {
  return names.flatMap((pair) => {
    const set = pair.flatMap((name) => {
      const value = environment[name]?.trim() ?? '';
      return value === '' ? [] : [{ name, value: withoutCredentials(value) }];
    });
    return set.map((variable, index) => ({ ...variable, inUse: index === 0 }));
  });
}

// Everything up to the last @ of the authority: a password that was not encoded may hold an @ itself.
function withoutCredentials(value: string): string {
  return value.replace(/^([a-z][a-z\d+.-]*:\/\/)?[^/?#]*@/i, '$1••••@');
}
