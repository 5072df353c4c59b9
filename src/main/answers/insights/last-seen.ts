import type { Finding, InsightRule } from '../../../domain/insight/finding.ts';
import { countedText } from '../../../domain/insight/words/figures.ts';
import type { StoreReads } from '../../store/reads.ts';

/** What these are about can be switched off, and may have been since. */
const ofSources: ReadonlySet<InsightRule> = new Set<InsightRule>(['unused-server', 'unused-tool', 'unused-skill', 'long-memory', 'repeated-memory', 'low-rated']);

/** Who opens a project every other day sees nothing by that; a removal is told two days after it. */
const leastDays = 2;
const usPerDay = 86_400_000_000;

/** Adds to a finding how long ago its source was last in a prompt, where that is some days: what was mended is told until the range has passed it. */
export function withLastSeen(store: Pick<StoreReads, 'listSourceHolders'>, finding: Finding, nowUs: number): Finding {
  if (!ofSources.has(finding.rule)) return finding;
  const [latest] = store.listSourceHolders(finding.subject.key, 1);
  const days = latest === undefined ? 0 : Math.floor((nowUs - latest.startedAtUs) / usPerDay);
  if (days < leastDays) return finding;
  return { ...finding, explanation: [...finding.explanation, `It was last in a prompt ${countedText(days, 'day')} ago. If it is gone since, this goes too when these days are past.`] };
}
