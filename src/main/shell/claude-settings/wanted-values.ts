import { isAbsolute } from 'node:path';
import { exemptHost } from '../../pointing/running-past.ts';
import type { EnvValues } from './set-properties.ts';

/** What Claude Code is to be pointed at. */
export interface PointingFacts {
  readonly proxyUrl: string;
  readonly caBundleFile: string;
  readonly listedHosts: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const noProxyNames = ['NO_PROXY', 'no_proxy'] as const;

/** Those that can stand in the settings once and no more. */
export const decidingNames = ['HTTPS_PROXY', 'https_proxy', 'NODE_EXTRA_CA_CERTS', ...noProxyNames] as const;

// In the order in which Claude Code 2.1 prefers them.
const proxyNames = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'];

/**
 * The variables that lead Claude Code here, given those its settings have and those of a terminal. Measured with Claude Code 2.1.330 and 2.1.197: a variable
 * of the settings goes before the same one of the shell, but lower case goes before upper case wherever either stands. So both spellings are set. Either
 * spelling of NO_PROXY exempts, so that one which covers a listed host is set without what covers it.
 */
export function wantedValues(facts: PointingFacts, settings: Environment, shell: Environment): EnvValues {
  const proxies = ['HTTPS_PROXY', 'https_proxy'].map((name) => [name, facts.proxyUrl] as const);
  const exemptions = exemptingNames(facts, settings, shell).map(({ name, value }) => [name, withoutListed(value, facts.listedHosts)] as const);
  return [...proxies, ['NODE_EXTRA_CA_CERTS', facts.caBundleFile] as const, ...exemptions];
}

/** The spellings of NO_PROXY that would keep Claude Code away from us, where each stands, and the host they exempt. */
export function exemptingNames({ listedHosts }: PointingFacts, settings: Environment, shell: Environment) {
  return noProxyNames.flatMap((name) => {
    const value = settings[name] ?? shell[name];
    const host = value === undefined ? null : exemptHost({ NO_PROXY: value }, listedHosts);
    return value === undefined || host === null ? [] : [{ name, value, host, isOfShell: settings[name] === undefined }];
  });
}

function withoutListed(value: string, listedHosts: readonly string[]): string {
  return value
    .split(/[\s,]+/)
    .filter((entry) => entry !== '' && exemptHost({ NO_PROXY: entry }, listedHosts) === null)
    .join(',');
}

/** The proxy that the settings name already, when it is not ours. */
export function otherProxy({ proxyUrl }: PointingFacts, settings: Environment): { readonly name: string; readonly url: string } | null {
  const name = proxyNames.find((one) => (settings[one]?.trim() ?? '') !== '');
  const url = name === undefined ? '' : (settings[name]?.trim() ?? '');
  return name === undefined || url === proxyUrl ? null : { name, url };
}

/** The file of certificates that the settings name already, when it is not ours; `isUsable` where its path says which file it is. */
export function otherCaFile({ caBundleFile }: PointingFacts, settings: Environment): { readonly file: string; readonly isUsable: boolean } | null {
  const file = settings['NODE_EXTRA_CA_CERTS'] ?? '';
  return file === '' || file === caBundleFile ? null : { file, isUsable: isAbsolute(file) };
}
