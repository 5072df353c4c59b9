import type { ReactNode } from 'react';
import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { formatCount, formatCounted, formatTokens } from '../../../format/quantities.ts';
import { Icon } from '../../../ui/icon.tsx';
import { CostFigure } from '../../row/cost-figure.tsx';
import { KindWords } from '../../row/kind-words.tsx';
import { kindName, statusWords } from '../../../format/row-facts.ts';
import type { FoldLine } from '../lines/fold-rows.ts';
import type { ColumnId } from './column-facts.ts';
import { cellOf } from './table-columns.tsx';

/** What a column shows of noise that is folded: what is the same of all, and what they are together. */
export function NoiseCell({ line, column }: { readonly line: FoldLine; readonly column: ColumnId }) {
  const { head, rows } = line;
  switch (column) {
    case 'kind':
      return (
        <>
          <FoldButton line={line} />
          <span title={`${formatCounted(rows.length, 'request')} of one kind; press → or the arrow to see them`}>
            {formatCount(rows.length)} × {rows.every((row) => kindName(row) === kindName(head)) ? <KindWords row={head} /> : 'side call'}
          </span>
        </>
      );
    case 'status':
      return rows.every((row) => statusWords(row) === statusWords(head)) ? cellOf.status(head) : 'various';
    case 'model':
      return rows.every(({ model }) => model === head.model) ? cellOf.model(head) : 'various';
    case 'input':
      return sumShown(rows, ({ promptTokens }) => promptTokens, (tokens) => formatTokens(tokens, rows.some(({ tokensEstimated }) => tokensEstimated)));
    case 'output':
      return sumShown(rows, ({ usage }) => usage?.outputTokens ?? null, formatCount);
    case 'cost':
      return sumShown(rows, ({ costMicroUsd }) => costMicroUsd, (microUsd) => <CostFigure microUsd={microUsd} billing={head.billing} />);
    case 'time':
    case 'date':
    case 'agent':
    case 'project':
    case 'session':
      return cellOf[column](head);
    default:
      return null;
  }
}

/** The kind of the last attempt, and how many there were. */
export function AttemptsCell({ line }: { readonly line: FoldLine }) {
  return (
    <>
      <FoldButton line={line} />
      <KindWords row={{ ...line.head, retryOf: null }} />
      <span className="timeline-attempts" title={`Sent again: ${formatCounted(line.rows.length, 'earlier attempt')}; press → or the arrow to see them`}>
        {formatCount(line.rows.length + 1)} tries
      </span>
    </>
  );
}

/** The kind of a row that is shown under its fold. */
export function UnderCell({ row }: { readonly row: ExchangeRow }) {
  return <span className="timeline-under">{cellOf.kind(row)}</span>;
}

function FoldButton({ line }: { readonly line: FoldLine }) {
  return (
    <button type="button" className="timeline-fold" tabIndex={-1} data-fold={line.key} aria-expanded={line.isOpen} aria-label={line.kind === 'noise' ? 'The requests' : 'The earlier attempts'}>
      <Icon name={line.isOpen ? 'down' : 'right'} size={10} />
    </button>
  );
}

/** The sum of what is known of the rows; nothing where nothing is. */
function sumShown(rows: readonly ExchangeRow[], figureOf: (row: ExchangeRow) => number | null, shown: (sum: number) => ReactNode): ReactNode {
  const known = rows.map(figureOf).filter((figure) => figure !== null);
  return known.length === 0 ? null : shown(known.reduce((sum, figure) => sum + figure, 0));
}
