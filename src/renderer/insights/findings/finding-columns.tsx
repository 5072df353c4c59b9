import type { Expense } from '../../../domain/insight/finding.ts';
import { formatCompact, formatCost, formatCount, formatExactCost, formatShare, formatTokenCount, unknownFigure } from '../../format/quantities.ts';
import type { DataColumn } from '../../ui/table/data-column.ts';
import { visibleText } from '../../ui/visible-text.tsx';
import type { FindingRow } from './finding-rows.ts';
import { ruleActs } from './rule-names.ts';

const dollars = (microUsd: number | null) => (microUsd === null ? null : microUsd / 1_000_000);

/** A title is a sentence; what is beyond that is a captured name, which the sheet shows whole. */
const mostOfTitle = 300;

/** What the list says of a finding. */
export const findingColumns: readonly DataColumn<FindingRow>[] = [
  { id: 'title', name: 'Finding', widthPx: 250, grows: true, value: ({ title }) => title, cell: (row) => <TitleCell row={row} /> },
  { id: 'act', name: 'What to do', hint: 'In a word: the finding itself says how', widthPx: 116, value: ({ rule }) => ruleActs[rule], cell: ({ rule }) => known(ruleActs[rule] ?? unknownFigure) },
  { id: 'day', name: 'A day', hint: 'What it costs a day; of what can be avoided in part, that part', widthPx: 76, isFigure: true, value: ({ perDay }) => dollars(perDay.costMicroUsd), cell: ({ perDay, isEstimated }) => cost(perDay.costMicroUsd, isEstimated) },
  { id: 'week', name: 'A week', hint: 'What it costs in seven days', widthPx: 76, isFigure: true, value: ({ perWeek }) => dollars(perWeek.costMicroUsd), cell: ({ perWeek, isEstimated }) => cost(perWeek.costMicroUsd, isEstimated) },
  { id: 'tokens', name: 'Tokens a day', hint: 'Tokens of prompts, counted in each request', widthPx: 94, isFigure: true, value: ({ perDay }) => perDay.tokens, cell: ({ perDay }) => tokens(perDay) },
  { id: 'share', name: 'Share', hint: 'Of all that was spent in these days', widthPx: 60, isFigure: true, value: ({ share }) => share, cell: ({ share }) => known(formatShare(share)) },
  { id: 'requests', name: 'Requests', hint: 'On how many requests it rests', widthPx: 82, isFigure: true, value: ({ requests }) => requests, cell: ({ requests }) => (requests === null ? '' : formatCount(requests)) },
];

/** Where there is little room, so that the names have enough of it. */
export const narrowColumns = findingColumns.filter(({ id }) => id !== 'week' && id !== 'requests');

/** Of these, what is left in sight beside the one that is open, which says the rest. */
export const columnsBeside = findingColumns.filter(({ id }) => id !== 'act' && id !== 'week' && id !== 'requests');

function TitleCell({ row: { group, title, finding, isThin, children } }: { readonly row: FindingRow }) {
  return (
    <span className="finding-cell" data-group={group}>
      <span className="swatch" aria-hidden="true" />
      <span className="finding-cell-title" title={title.slice(0, mostOfTitle)}>
        {visibleText(title.slice(0, mostOfTitle))}
      </span>
      {finding === null && <span className="finding-count">{formatCount(children.length)}</span>}
      {isThin && (
        <span className="finding-thin" title={finding?.thin ?? 'Each of them rests on little.'}>
          little data
        </span>
      )}
    </span>
  );
}

/** No tokens and no cost is no figure; no tokens at a cost is a matter of their price alone. */
function tokens({ tokens: count, costMicroUsd }: Expense) {
  if (count === 0 && costMicroUsd === null) return known(unknownFigure);
  return (
    <span className={count === 0 ? 'dim' : undefined} title={formatTokenCount(count, false)}>
      {formatCompact(count)}
    </span>
  );
}

function cost(microUsd: number | null, isEstimated: boolean) {
  if (microUsd === null) return known(unknownFigure);
  return (
    <span title={`${isEstimated ? 'About ' : ''}${formatExactCost(microUsd)}`}>
      {isEstimated && <span className="dim">~</span>}
      {formatCost(microUsd)}
    </span>
  );
}

function known(text: string) {
  return text === unknownFigure ? <span className="finding-unknown">{text}</span> : text;
}
