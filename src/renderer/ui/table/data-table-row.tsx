import { memo, type ReactNode } from 'react';
import { Icon } from '../icon.tsx';
import type { DataColumn } from './data-column.ts';
import type { DataLine } from './data-lines.ts';

interface DataTableRowProps<Row> {
  readonly id: string;
  readonly line: DataLine<Row>;
  readonly index: number;
  readonly top: number;
  readonly isCurrent: boolean;
  readonly isTree: boolean;
  readonly canOpen: boolean;
  readonly columns: readonly DataColumn<Row>[];
}

function DrawnRow<Row>({ id, line, index, top, isCurrent, isTree, canOpen, columns }: DataTableRowProps<Row>) {
  const { row, level, expanded } = line;
  return (
    <div
      id={id}
      data-line={line.key}
      role="row"
      // The head is row 1.
      aria-rowindex={index + 2}
      aria-level={isTree ? level : undefined}
      aria-expanded={isTree ? (expanded ?? undefined) : undefined}
      aria-selected={isCurrent}
      className={`data-table-line data-table-row ${canOpen ? 'data-table-opens' : ''}`}
      style={{ top }}
    >
      {columns.map((column, at) => {
        const { cell = shownValue(column) } = column;
        return (
          <div key={column.id} role={at === 0 ? 'rowheader' : 'gridcell'} className={column.isFigure === true ? 'data-table-cell figure' : 'data-table-cell'}>
            {at === 0 && isTree ? (
              <span className="data-table-stem" style={{ paddingLeft: (level - 1) * 14 }}>
                <span className={expanded === null ? 'data-table-toggle' : 'data-table-toggle data-table-toggles'} aria-hidden="true">
                  {expanded !== null && <Icon name={expanded ? 'down' : 'right'} size={10} />}
                </span>
                {cell(row)}
              </span>
            ) : (
              cell(row)
            )}
          </div>
        );
      })}
    </div>
  );
}

/** A line. It is drawn again only when it has changed: not for scrolling, and not for its neighbours. */
export const DataTableRow = memo(DrawnRow, (before, after) => {
  return (
    before.line.row === after.line.row &&
    before.line.expanded === after.line.expanded &&
    before.index === after.index &&
    before.top === after.top &&
    before.isCurrent === after.isCurrent &&
    before.columns === after.columns &&
    before.canOpen === after.canOpen &&
    before.id === after.id
  );
  // The type of the rows would be lost by memo.
}) as typeof DrawnRow;

function shownValue<Row>({ value }: DataColumn<Row>): (row: Row) => ReactNode {
  return (row) => value(row) ?? '—';
}
