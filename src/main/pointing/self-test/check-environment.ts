import { readFileSync } from 'node:fs';
import { isOurselves } from '../../proxy/upstream/this-machine.ts';
import { upstreamProxiesOf } from '../../proxy/upstream/upstream-proxy.ts';
import { splitCertificates } from '../../certificate-files.ts';
import { quotePosix, quotePowerShell } from '../../quote.ts';
import { exemptHost } from '../running-past.ts';
import type { ClaudeSettingsFile, Deciding } from './claude-settings-files.ts';
import { failed, passed, warning, type Finding } from './finding.ts';

/** Where Claude Code is to come through, and what it is to trust. */
export interface PointedFacts {
  readonly port: number;
  readonly listedHosts: readonly string[];
  readonly caFile: string;
}

/** Whether a Claude Code in a terminal with this environment, pointed here, comes through; the app's own is like the terminal's, as a rule. */
export function checkEnvironment(environment: Deciding, facts: PointedFacts, platform: NodeJS.Platform = process.platform): Finding {
  const exempt = exemptHost(environment, facts.listedHosts);
  if (exempt !== null) {
    return failed(
      `NO_PROXY exempts ${exempt} where Whence was started: a claude with the same NO_PROXY goes past Whence.`,
      'Take the host out of NO_PROXY and no_proxy in the terminal in which you start claude, and where they are set.',
      withoutExemption(environment, facts.listedHosts, platform),
    );
  }
  return elsewhere(environment, facts, 'where Whence was started') ?? passed('No variable where Whence was started leads Claude Code past it.');
}

/** Whether Claude Code's own settings lead past us: what they set goes before what the terminal says. */
export function checkClaudeSettings(files: readonly ClaudeSettingsFile[], facts: PointedFacts): Finding {
  const problems = files.map((one) => problemOf(one, facts)).filter((found) => found !== null);
  const worst = problems.find(({ state }) => state === 'failed') ?? problems[0];
  if (worst !== undefined) return worst;
  const leads = files.some((one) => one.readable && upstreamProxiesOf({ from: 'environment' }, one.variables).proxies.https !== null);
  return passed(leads ? 'They lead all of Claude Code here.' : 'They name no way past Whence.');
}

function problemOf(one: ClaudeSettingsFile, facts: PointedFacts): Finding | null {
  const { file } = one;
  if (!one.readable) return warning(`${file} says nothing that can be understood: ${one.problem}. Claude Code may not understand it either.`, 'Correct the file.');
  const { variables } = one;
  const inFile = 'Correct it under "env" there, and start claude again.';
  const exempt = exemptHost(variables, facts.listedHosts);
  if (exempt !== null) return failed(`NO_PROXY in ${file} exempts ${exempt}: Claude Code goes past Whence.`, 'Take the host out of NO_PROXY and no_proxy under "env" there, and start claude again.');
  const { https } = upstreamProxiesOf({ from: 'environment' }, variables).proxies;
  if (https !== null && !isOurselves(https, facts.port)) return failed(`${file} names another proxy, ${https.host} port ${https.port}, whatever the terminal says.`, inFile);
  const bundle = variables.NODE_EXTRA_CA_CERTS;
  if (bundle !== undefined && !holdsCertificate(bundle, facts.caFile)) {
    return failed(`${file} names ${bundle} in NODE_EXTRA_CA_CERTS, which does not hold the Whence certificate, whatever the terminal says.`, inFile);
  }
  return elsewhere(variables, facts, `in ${file}`);
}

/** Servers that are not listed: such traffic comes through and is not opened. The addresses may hold passwords, and are not said whole. */
function elsewhere(variables: Deciding, { listedHosts }: PointedFacts, where: string): Finding | null {
  const base = variables.ANTHROPIC_BASE_URL;
  const host = base === undefined ? null : hostOf(base);
  if (host !== null && !listedHosts.includes(host)) {
    return warning(`ANTHROPIC_BASE_URL ${where} names ${host}, which Whence does not open: what Claude Code sends there is not captured.`, 'Unset it, or list that host under Settings if it is to be opened.');
  }
  const cloud = (['CLAUDE_CODE_USE_BEDROCK', 'CLAUDE_CODE_USE_VERTEX'] as const).find((name) => /^(1|true|yes|on)$/i.test(variables[name]?.trim() ?? ''));
  if (cloud === undefined) return null;
  return warning(`${cloud} is set ${where}: Claude Code then asks hosts that Whence does not open.`, 'Unset it to see its requests here.');
}

function hostOf(url: string): string | null {
  try {
    return new URL(url).hostname.toLowerCase();
  } catch {
    return null;
  }
}

function holdsCertificate(bundleFile: string, caFile: string): boolean {
  try {
    const held = splitCertificates(readFileSync(bundleFile, 'utf8')).map(bare);
    return splitCertificates(readFileSync(caFile, 'utf8')).every((certificate) => held.includes(bare(certificate)));
  } catch {
    return false;
  }
}

function bare(pem: string): string {
  return pem.replaceAll(/\s/g, '');
}

/** Sets both spellings to what is left of them. */
function withoutExemption(environment: Deciding, listedHosts: readonly string[], platform: NodeJS.Platform): string {
  const isWindows = platform === 'win32';
  const names = (isWindows ? ['NO_PROXY'] : ['NO_PROXY', 'no_proxy']) as readonly ('NO_PROXY' | 'no_proxy')[];
  const lines = names
    .filter((name) => environment[name] !== undefined)
    .map((name) => {
      const entries = (environment[name] ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
      const left = entries.filter((entry) => exemptHost({ NO_PROXY: entry }, listedHosts) === null).join(',');
      if (isWindows) return left === '' ? `Remove-Item Env:${name}` : `$env:${name} = ${quotePowerShell(left)}`;
      return left === '' ? `unset ${name}` : `export ${name}=${quotePosix(left)}`;
    });
  return lines.join('; ');
}
