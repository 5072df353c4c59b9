import type { ReactNode } from 'react';
import type { CostSummaryView } from '../../contract/cost-view.ts';
import { formatCost, formatCount, formatCounted, formatExactCost, formatCompact, formatShare, unknownFigure } from '../format/quantities.ts';
import { Fact, Facts } from '../ui/facts.tsx';
import { visibleText } from '../ui/visible-text.tsx';
import { beforeWords, type ChosenRange } from '../navigation/chosen-days.ts';
import { savedOnBalance } from './draw-trend.ts';

interface CostTotalsProps {
  readonly summary: CostSummaryView;
  /** Of the days before; null where the range has none. */
  readonly previous: CostSummaryView | null;
  readonly range: ChosenRange;
  /** With nothing switched off. */
  readonly whole: CostSummaryView;
  readonly isFiltered: boolean;
  readonly isOneSession: boolean;
}

/** What it came to, what the cache saved, and what that is for each day, session and turn; below it what is in none of these figures. */
export function CostTotals({ summary, previous, range, whole, isFiltered, isOneSession }: CostTotalsProps) {
  const { total } = summary;
  const cost = total.costMicroUsd;
  const saved = savedOnBalance(total);
  const missed = summary.misses.reduce<number | null>((sum, { extraMicroUsd }) => (extraMicroUsd === null ? sum : (sum ?? 0) + extraMicroUsd), null);
  const each = (count: number) => (cost === null || count === 0 ? null : Math.round(cost / count));
  return (
    <section aria-label="Totals">
      <Facts>
        <Fact name={isFiltered ? 'Cost of what is shown' : 'Cost'} isMain figure={formatCost(cost)} title={formatExactCost(cost)}>
          {isFiltered ? `${formatShare(shareOf(cost, whole.total.costMicroUsd))} of ${formatCost(whole.total.costMicroUsd)}` : previous === null ? formatCounted(total.exchanges, 'request') : againstBefore(cost, previous.total.costMicroUsd, beforeWords(range))}
        </Fact>
        <Fact name="Saved by the cache" figure={formatCost(saved === null ? null : Math.max(0, saved))} title={formatExactCost(saved)}>
          {saved === null ? 'not known' : saved < 0 ? `it cost ${formatCost(-saved)} more` : `writing it cost ${formatCost(total.writeExtraMicroUsd)} more`}
        </Fact>
        <Fact name="Without the cache" figure={formatCost(cost === null || saved === null ? null : cost + saved)} title={formatExactCost(cost === null || saved === null ? null : cost + saved)}>
          {cost === null || saved === null || cost + saved <= 0 ? unknownFigure : `${formatShare(saved / (cost + saved))} less with it`}
        </Fact>
        <Fact name="Cache misses" figure={missed === null ? unknownFigure : `~${formatCost(missed)}`} title={formatExactCost(missed)}>
          {summary.misses.length === 0 ? 'none known' : formatCounted(summary.misses.reduce((sum, { exchanges }) => sum + exchanges, 0), 'request')}
        </Fact>
        <Fact name="A day" figure={formatCost(each(summary.days))}>{`${formatCounted(summary.days, 'day')} with requests`}</Fact>
        {!isOneSession && <Fact name="A session" figure={formatCost(each(summary.sessions))}>{formatCounted(summary.sessions, 'session')}</Fact>}
        <Fact name="A turn" figure={formatCost(each(summary.turns))}>{formatCounted(summary.turns, 'turn')}</Fact>
        <Fact name="Tokens" figure={formatCompact(total.promptTokens + total.outputTokens)} title={formatCount(total.promptTokens + total.outputTokens)}>
          {`${formatCompact(total.outputTokens)} in answers`}
        </Fact>
      </Facts>
      <Notes summary={summary} isOneSession={isOneSession} />
    </section>
  );
}

/** What is no bill, what has no price, and what is known of no more than its day. */
function Notes({ summary: { total, unpriced, removed }, isOneSession }: { readonly summary: CostSummaryView; readonly isOneSession: boolean }) {
  const covered = total.subscriptionMicroUsd;
  const notes: readonly ReactNode[] = [
    covered === null || covered === 0 ? null : covered === total.costMicroUsd ? 'All of it is API-equivalent: a subscription covers it.' : `${formatCost(covered)} of it is API-equivalent: a subscription covers it.`,
    total.withoutPrice === 0 ? null : (
      <span className="page-attention">
        What {formatCounted(total.withoutPrice, 'request')} cost is not known, and in no sum: the answer was cut off, or the model has no known price
        {unpriced.length > 0 && <>: {unpriced.map(({ model, exchanges }, index) => <span key={model ?? ''}>{index > 0 && ', '}{model === null ? 'no model known' : visibleText(model)} ({formatCount(exchanges)})</span>)}</>}.
      </span>
    ),
    removed.exchanges === 0 ? null : `${formatCounted(removed.exchanges, 'request')} (${formatCost(removed.costMicroUsd)}) no longer stored: only their days are known.`,
    isOneSession ? 'One session alone; what was imported, or is the sample, is in no other sum.' : null,
  ].filter((note) => note !== null);
  return notes.length === 0 ? null : <ul className="costs-notes">{notes.map((note, index) => <li key={index}>{note}</li>)}</ul>;
}

function againstBefore(cost: number | null, before: number | null, words: string): string {
  if (before === null) return `nothing known of ${words}`;
  if (cost === null || before === 0) return `${formatCost(before)} ${words}`;
  const change = cost / before - 1;
  if (Math.abs(change) < 0.005) return `as ${words}`;
  const times = cost / before >= 3 ? `${(cost / before).toFixed(1)} times` : `${formatShare(Math.abs(change))} ${change > 0 ? 'more than' : 'less than'}`;
  return `${times} ${words} (${formatCost(before)})`;
}

function shareOf(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole;
}
