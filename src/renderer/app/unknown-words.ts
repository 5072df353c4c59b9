import type { UnknownHarnessView } from '../../contract/threads-view.ts';
import { formatCount, formatCounted } from '../format/quantities.ts';

/** How many requests hold text that no rule knows, in a sentence; null where none does. */
export function unknownSentence(versions: UnknownHarnessView): string | null {
  const exchanges = versions.reduce((sum, version) => sum + version.exchanges, 0);
  if (exchanges === 0) return null;
  return `${formatCounted(exchanges, 'request holds', 'requests hold')} text that this version of Whence does not know.`;
}

/** What of one version of Claude Code holds such text: `Claude Code 2.1.330: 3 of 41 requests, 1,204 tokens`. */
export function versionWords({ cliVersion, exchanges, ofExchanges, unknownHarnessTokens, unknownTokens }: UnknownHarnessView[number]): string {
  const who = cliVersion === null ? 'An unnamed client' : `Claude Code ${cliVersion}`;
  const tokens = formatCounted(unknownHarnessTokens + unknownTokens, 'token');
  return `${who}: ${formatCount(exchanges)} of ${formatCounted(ofExchanges, 'request')}, ${tokens}`;
}
