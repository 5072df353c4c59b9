import type { InsightsView } from '../../../contract/insight-view.ts';
import type { Finding } from '../../../domain/insight/finding.ts';
import { formatCompact, formatCost, formatCount, formatCounted, formatExactCost, formatShare, formatTokenCount } from '../../format/quantities.ts';
import { placeHash } from '../../navigation/place.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { GoalBar } from '../goal-bar.tsx';
import { goalShare } from '../goal-share.ts';
import { findingSum } from './finding-sum.ts';

interface FindingTotalsProps {
  readonly view: InsightsView;
  /** Those that are not put aside. */
  readonly findings: readonly Finding[];
  readonly hidden: number;
}

/** What all findings come to together, against all that was spent and the goal; and how far that can be relied on. */
export function FindingTotals({ view, findings, hidden }: FindingTotalsProps) {
  const [place] = usePlace();
  const sum = findingSum(findings, view);
  const ofDays = (figure: number | null) => (figure === null ? null : Math.round(figure / Math.max(1, view.days)));
  const upTo = findings.length > 1 ? 'up to ' : '';
  const care = [
    sum.thin === 0 ? null : `${formatCount(sum.thin)} on little data`,
    sum.estimated === 0 ? null : `${formatCount(sum.estimated)} estimated`,
    hidden === 0 ? null : `${formatCount(hidden)} hidden`,
  ].filter((part) => part !== null);
  return (
    <section className="finding-totals" aria-label="What all findings come to">
      <Facts>
        <Fact name="Could be saved a day" isMain figure={formatCost(sum.perDay.costMicroUsd)} title={formatExactCost(sum.perDay.costMicroUsd)}>
          {`${upTo}${formatShare(sum.shareOfCost)} of ${formatCost(ofDays(view.costMicroUsd))}`}
        </Fact>
        <Fact name="A week" figure={formatCost(sum.perWeek.costMicroUsd)} title={formatExactCost(sum.perWeek.costMicroUsd)}>
          {view.days < 7 ? `projected from ${formatCounted(view.days, 'day')}` : `of ${formatCost(ofDays(view.costMicroUsd === null ? null : view.costMicroUsd * 7))}`}
        </Fact>
        <Fact name="Tokens a day" figure={formatCompact(sum.perDay.tokens)} title={formatTokenCount(sum.perDay.tokens, false)}>
          {`of ${formatCompact(ofDays(view.promptTokens))}`}
        </Fact>
        <Fact name="Of all tokens" figure={formatShare(sum.shareOfTokens)}>
          <span className="finding-goal">
            <GoalBar share={sum.shareOfTokens} />
            {sum.shareOfTokens !== null && sum.shareOfTokens >= goalShare ? `enough for the goal of ${formatShare(goalShare)}` : `the goal is ${formatShare(goalShare)}`}
          </span>
        </Fact>
        <Fact name="Findings" figure={formatCount(findings.length)}>
          {care.length === 0 ? `in ${formatCounted(view.requests, 'request')}` : care.join(', ')}
        </Fact>
      </Facts>
      {findings.length > 1 && (
        <p className="finding-care dim">
          This is the most it can be: findings may overlap.{' '}
          <a className="page-link" href={placeHash({ ...place, part: 'what-if' })}>
            What if
          </a>{' '}
          works out what is left when some of it is switched off.
        </p>
      )}
    </section>
  );
}
