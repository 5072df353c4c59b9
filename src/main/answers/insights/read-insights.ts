import type { InsightRange, InsightsView } from '../../../contract/insight-view.ts';
import type { Finding } from '../../../domain/insight/finding.ts';
import { findInsights } from '../../../domain/insight/find.ts';
import type { StoreReads } from '../../store/reads.ts';
import { gatherFacts } from './gather-facts.ts';
import { withLastSeen } from './last-seen.ts';

/**
 * Two weeks: long enough that each project and a weekend are in them twice, and short enough that what was mended last month is not told any more.
 */
const daysOfDefault = 14;

/** What the rules make of a range; without a beginning, of the two weeks before its end. */
export async function readInsights(store: StoreReads, asked: InsightRange, now: Date): Promise<InsightsView> {
  const range = { ...asked, fromUs: asked.fromUs ?? defaultStart(asked.untilUs === undefined ? now : new Date(asked.untilUs / 1000)) };
  const nowUs = now.getTime() * 1000;
  const facts = await gatherFacts(store, range);
  const { days, requests, sessions, promptTokens, costMicroUsd } = facts;
  return { days, requests, sessions, promptTokens, costMicroUsd, findings: findInsights(facts).map((finding) => withLastSeen(store, inRange(finding, range), Math.min(nowUs, range.untilUs ?? nowUs))) };
}

/** The midnight that begins the first of so many local days, the last of which is that of `end`. */
function defaultStart(end: Date): number {
  return new Date(end.getFullYear(), end.getMonth(), end.getDate() - daysOfDefault + 1).getTime() * 1000;
}

/** The rules know no time: their filters would list the requests of all times. Who asks for all begins at 0. */
function inRange(finding: Finding, { fromUs, untilUs }: InsightRange): Finding {
  const { filter } = finding.evidence;
  if (filter === null) return finding;
  const bounds = [...(fromUs === undefined || fromUs <= 0 ? [] : [`after:${isoTime(fromUs)}`]), ...(untilUs === undefined ? [] : [`before:${isoTime(untilUs)}`])];
  return { ...finding, evidence: { ...finding.evidence, filter: [filter, ...bounds].join(' ') } };
}

function isoTime(atUs: number): string {
  return new Date(atUs / 1000).toISOString();
}
