import type { ClaudeSettingsView } from '../../../contract/claude-settings-view.ts';
import { withoutCredentials } from '../../settings/proxy-variables.ts';
import type { KeptChange } from './kept-change.ts';
import { envOf } from './settings-change.ts';
import type { FindFile } from './settings-file.ts';
import { readSettingsText } from './settings-text.ts';
import { decidingNames, otherProxy, type PointingFacts } from './wanted-values.ts';

/** Where the settings lead as they are, given what was written into them. */
export function standingOf(found: FindFile, change: KeptChange | null, facts: PointingFacts): Pick<ClaudeSettingsView, 'standing' | 'warnings'> {
  if (!found.found) return { standing: { state: 'cannot-read', why: found.why }, warnings: [] };
  const read = readSettingsText(found.text ?? '', decidingNames);
  if (!read.readable) return { standing: { state: 'cannot-read', why: `${found.file} ${read.why}. Mend it, and try again.` }, warnings: [] };
  const env = envOf(read);
  const other = otherProxy(facts, env);
  const proxy = env['https_proxy'] ?? env['HTTPS_PROXY'];
  const leadsHere = other === null && proxy === facts.proxyUrl && env['NODE_EXTRA_CA_CERTS'] === facts.caBundleFile;
  const warnings = read.isStrict ? [] : [notStrict];
  if (leadsHere) return { standing: change === null ? { state: 'set-by-hand' } : { state: 'set', isChanged: found.sha256 !== change.after }, warnings };
  if (change !== null) return { standing: { state: 'elsewhere', found: proxy === undefined ? null : withoutCredentials(proxy) }, warnings };
  if (other !== null) return { standing: { state: 'other-proxy', name: other.name, proxy: withoutCredentials(other.url) }, warnings };
  return { standing: { state: 'not-set' }, warnings };
}

/** Seen with Claude Code 2.1.330: "These settings did not load, so nothing in them is in effect"; 2.1.197 says nothing, and ignores them as well. */
export const notStrict =
  'The file has comments or trailing commas. Claude Code 2.1 does not load such a file, so that nothing in it has effect, Whence’s variables neither: take them out first.';
