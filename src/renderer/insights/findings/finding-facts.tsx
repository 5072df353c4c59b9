import type { InsightsView } from '../../../contract/insight-view.ts';
import type { Finding } from '../../../domain/insight/finding.ts';
import { formatCompact, formatCost, formatCounted, formatExactCost, formatShare, formatTokenCount } from '../../format/quantities.ts';
import { Fact, Facts } from '../../ui/facts.tsx';

/** What a finding costs a day and a week, and what part of all that is. */
export function FindingFacts({ finding: { expense, perDay, perWeek, isEstimated }, view }: { readonly finding: Finding; readonly view: InsightsView }) {
  const shareOfTokens = view.promptTokens === 0 ? null : Math.min(1, expense.tokens / view.promptTokens);
  const shareOfCost = expense.costMicroUsd === null || view.costMicroUsd === null || view.costMicroUsd === 0 ? null : Math.min(1, expense.costMicroUsd / view.costMicroUsd);
  const cost = (microUsd: number | null) => `${isEstimated && microUsd !== null ? '~' : ''}${formatCost(microUsd)}`;
  return (
    <Facts>
      <Fact name="A day" isMain figure={cost(perDay.costMicroUsd)} title={formatExactCost(perDay.costMicroUsd)}>
        {shareOfCost === null ? 'no price is known' : `${formatShare(shareOfCost)} of all that was spent`}
      </Fact>
      <Fact name="A week" figure={cost(perWeek.costMicroUsd)} title={formatExactCost(perWeek.costMicroUsd)}>
        {`${cost(expense.costMicroUsd)} in ${formatCounted(view.days, 'day')}`}
      </Fact>
      <Fact name="Tokens a day" figure={formatCompact(perDay.tokens)} title={formatTokenCount(perDay.tokens, false)}>
        {expense.tokens === 0 ? 'it is their price, not their number' : `${formatShare(shareOfTokens)} of all in prompts`}
      </Fact>
    </Facts>
  );
}
