import type { PointingLines } from '../../contract/status-view.ts';
import { quoteFish, quotePosix, quotePowerShell } from './quote.ts';

/**
 * The line that points a terminal's `claude` at the proxy, for each shell, the platform's own first. Lower-case proxy
 * variables win over upper-case ones, so both are set. HTTP_PROXY is left alone: Claude Code talks https only, and what
 * it starts needs no proxy of ours for plain http.
 */
export function pointingLines(
  { proxyUrl, caBundleFile }: { readonly proxyUrl: string; readonly caBundleFile: string },
  platform: NodeJS.Platform = process.platform,
): PointingLines {
  const variables: readonly (readonly [string, string])[] = [
    ['HTTPS_PROXY', proxyUrl],
    ['https_proxy', proxyUrl],
    ['NODE_EXTRA_CA_CERTS', caBundleFile],
  ];
  const posix = { shell: 'bash, zsh', line: `export ${variables.map(([name, value]) => `${name}=${quotePosix(value)}`).join(' ')}` };
  const fish = { shell: 'fish', line: variables.map(([name, value]) => `set -gx ${name} ${quoteFish(value)}`).join('; ') };
  // Names of variables have no case on Windows, where the second assignment repeats the first.
  const powerShell = { shell: 'PowerShell', line: variables.map(([name, value]) => `$env:${name} = ${quotePowerShell(value)}`).join('; ') };
  return platform === 'win32' ? [powerShell, posix, fish] : [posix, fish, powerShell];
}
