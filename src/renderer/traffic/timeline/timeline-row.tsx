import { memo, type ReactNode } from 'react';
import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { isAside, isConnection, isTrouble, rowMood } from '../../format/row-facts.ts';
import { factsOf, type ColumnId } from './columns/column-facts.ts';
import { ConnectionCell } from './columns/connection-cell.tsx';
import { coveredColumns, fillsConnection } from './columns/covered-columns.ts';
import { AttemptsCell, NoiseCell, UnderCell } from './columns/fold-cells.tsx';
import { cellOf } from './columns/table-columns.tsx';
import type { Line } from './lines/fold-rows.ts';
import { isFold, isSameLine, lineId, rowOfLine } from './lines/line.ts';

interface TimelineRowProps {
  readonly line: Line;
  readonly index: number;
  readonly top: number;
  readonly isOpen: boolean;
  readonly isChosen: boolean;
  /** Whether the keys go on from it. */
  readonly isCurrent: boolean;
  readonly columns: readonly ColumnId[];
}

/** One line: a request, or several folded. It is drawn again only when it has changed: not for scrolling, and not for its neighbours. */
export const TimelineRow = memo(DrawnRow, (before, after) => {
  return (
    isSameLine(before.line, after.line) &&
    before.index === after.index &&
    before.top === after.top &&
    before.isOpen === after.isOpen &&
    before.isChosen === after.isChosen &&
    before.isCurrent === after.isCurrent &&
    before.columns === after.columns
  );
});

function DrawnRow({ line, index, top, isOpen, isChosen, isCurrent, columns }: TimelineRowProps) {
  const row = rowOfLine(line);
  const isNoise = isFold(line) && line.kind === 'noise';
  return (
    <div
      id={`row-${lineId(line)}`}
      data-row={lineId(line)}
      role="row"
      // The head is row 1.
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      className={`timeline-row ${isNoise ? 'timeline-row-aside' : toneOf(row)} ${isOpen ? 'timeline-row-open' : ''} ${isCurrent ? 'timeline-row-current' : ''}`}
      style={{ top }}
    >
      {isConnection(row) ? <ConnectionCells row={row} columns={columns} /> : columns.map((id) => <OwnCell key={id} id={id}>{contentOf(line, row, id)}</OwnCell>)}
    </div>
  );
}

function contentOf(line: Line, row: ExchangeRow, id: ColumnId): ReactNode {
  if (isFold(line) && line.kind === 'noise') return <NoiseCell line={line} column={id} />;
  if (id !== 'kind' || !('kind' in line)) return cellOf[id](row);
  return line.kind === 'under' ? <UnderCell row={row} /> : <AttemptsCell line={line} />;
}

function toneOf(row: ExchangeRow): string {
  const mood = rowMood(row);
  const isQuiet = isAside(row);
  // A side call that a server refused hurts nobody: its status alone says so. One that broke on the way is our affair.
  const isLoud = isTrouble(mood) && !(isQuiet && mood === 'refused');
  const tone = isLoud ? 'timeline-row-bad' : mood === 'part-seen' ? 'timeline-row-part' : mood === 'unseen' ? 'timeline-row-unseen' : row.state === 'open' ? 'timeline-row-live' : '';
  return `${tone} ${isQuiet ? 'timeline-row-aside' : ''}`;
}

function ConnectionCells({ row, columns }: { readonly row: ExchangeRow; readonly columns: readonly ColumnId[] }) {
  const covered = coveredColumns(columns);
  const from = covered.first === null ? -1 : columns.indexOf(covered.first);
  return columns.map((id, at) => {
    if (at === from) {
      return (
        <div key={id} role="gridcell" className="timeline-cell" aria-colspan={covered.count} style={{ gridColumn: `span ${covered.count}` }}>
          <ConnectionCell row={row} />
        </div>
      );
    }
    if (from !== -1 && at > from && at < from + covered.count) return null;
    return (
      <OwnCell key={id} id={id}>
        {fillsConnection(id) && cellOf[id](row)}
      </OwnCell>
    );
  });
}

function OwnCell({ id, children }: { readonly id: ColumnId; readonly children: ReactNode }) {
  return (
    <div role="gridcell" className={factsOf(id).isFigure ? 'timeline-cell figure' : 'timeline-cell'}>
      {children}
    </div>
  );
}
