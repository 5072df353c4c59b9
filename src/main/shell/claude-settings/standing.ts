import type { ClaudeSettingsView } from '../../../contract/claude-settings-view.ts';
import { withoutCredentials } from '../../settings/proxy-variables.ts';
import type { KeptChange } from './kept-change.ts';
import { envOf, type Env } from './settings-change.ts';
import type { FindFile } from '../settings-file/settings-file.ts';
import { readSettingsText } from '../settings-file/settings-text.ts';
import { decidingNames, exemptingNames, otherProxy, type PointingFacts } from './wanted-values.ts';

/** Where the settings lead as they are, given what was written into them. */
export function standingOf(found: FindFile, change: KeptChange | null, facts: PointingFacts): Pick<ClaudeSettingsView, 'standing' | 'warnings'> {
  if (!found.found) return { standing: { state: 'cannot-read', why: found.why }, warnings: [] };
  const read = readSettingsText(found.text ?? '', decidingNames);
  if (!read.readable) return { standing: { state: 'cannot-read', why: `${found.file} ${read.why}. Mend it, and try again.` }, warnings: [] };
  const env = envOf(read);
  const warnings = read.isStrict ? [] : [notStrict];
  const why = whyElsewhere(env, facts);
  if (why === null) return { standing: change === null ? { state: 'set-by-hand' } : { state: 'set', isChanged: found.sha256 !== change.after }, warnings };
  if (change !== null) return { standing: { state: 'elsewhere', why }, warnings };
  const other = otherProxy(facts, env);
  return { standing: other === null ? { state: 'not-set' } : { state: 'other-proxy', name: other.name, proxy: withoutCredentials(other.url) }, warnings };
}

/** Why these variables do not lead here, in a sentence; null where they do. */
function whyElsewhere(env: Env, facts: PointingFacts): string | null {
  const other = otherProxy(facts, env);
  if (other !== null) return `They lead to ${withoutCredentials(other.url)}, and Whence listens on ${facts.proxyUrl}.`;
  if (env['https_proxy'] !== facts.proxyUrl && env['HTTPS_PROXY'] !== facts.proxyUrl) return 'What Whence wrote there is gone.';
  if (env['NODE_EXTRA_CA_CERTS'] !== facts.caBundleFile) return `NODE_EXTRA_CA_CERTS does not name ${facts.caBundleFile} there, so that Whence’s certificate is not trusted.`;
  const [exempting] = exemptingNames(facts, env, {});
  return exempting === undefined ? null : `${exempting.name} exempts ${exempting.host} there.`;
}

/** Seen with Claude Code 2.1.330: "These settings did not load, so nothing in them is in effect"; 2.1.197 says nothing, and ignores them as well. */
export const notStrict =
  'The file has comments or trailing commas. Claude Code 2.1 does not load such a file, so that nothing in it has effect, Whence’s variables neither: take them out first.';
