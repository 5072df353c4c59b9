import { FlexRender, type Cell, type Row } from '@tanstack/react-table';
import { memo } from 'react';
import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { ConnectionCell } from './connection-cell.tsx';
import { isAside, isConnection, isTrouble, rowMood } from '../row/row-facts.ts';
import { connectionColumns, figureColumns, type timelineFeatures } from './timeline-columns.tsx';

interface TimelineRowProps {
  readonly row: Row<typeof timelineFeatures, ExchangeRow>;
  readonly index: number;
  readonly top: number;
  readonly isOpen: boolean;
  readonly isChosen: boolean;
  /** Changes when columns come, go or change size. */
  readonly widths: string;
}

/** One request. It is drawn again only when it has changed: not for scrolling, and not for its neighbours. */
export const TimelineRow = memo(DrawnRow, (before, after) => {
  return (
    before.row.original === after.row.original &&
    before.index === after.index &&
    before.top === after.top &&
    before.isOpen === after.isOpen &&
    before.isChosen === after.isChosen &&
    before.widths === after.widths
  );
});

function DrawnRow({ row, index, top, isOpen, isChosen }: TimelineRowProps) {
  const mood = rowMood(row.original);
  const isQuiet = isAside(row.original);
  const aside = isQuiet ? 'timeline-row-aside' : '';
  // A side call that a server refused hurts nobody: its status alone says so. One that broke on the way is our affair.
  const isLoud = isTrouble(mood) && !(isQuiet && mood === 'refused');
  const tone = isLoud ? 'timeline-row-bad' : mood === 'unseen' ? 'timeline-row-unseen' : row.original.state === 'open' ? 'timeline-row-live' : '';
  const cells = row.getVisibleCells();
  const covered = isConnection(row.original) ? cells.filter((cell) => !connectionColumns.has(cell.column.id)) : [];
  return (
    <div
      id={`row-${row.id}`}
      data-row={row.id}
      role="row"
      // The head is row 1.
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      className={`timeline-row ${tone} ${aside} ${isOpen ? 'timeline-row-open' : ''}`}
      style={{ top }}
    >
      {cells.map((cell) => {
        if (cell === covered[0]) {
          return (
            <div key={cell.id} role="gridcell" className="timeline-cell" aria-colspan={covered.length} style={{ gridColumn: `span ${covered.length}` }}>
              <ConnectionCell row={row.original} />
            </div>
          );
        }
        return covered.includes(cell) ? null : <OwnCell key={cell.id} cell={cell} />;
      })}
    </div>
  );
}

function OwnCell({ cell }: { readonly cell: Cell<typeof timelineFeatures, ExchangeRow, unknown> }) {
  return (
    <div role="gridcell" className={figureColumns.has(cell.column.id) ? 'timeline-cell figure' : 'timeline-cell'}>
      <FlexRender cell={cell} />
    </div>
  );
}
