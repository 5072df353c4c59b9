import type { Header, Table } from '@tanstack/react-table';
import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { Icon } from '../../ui/icon.tsx';
import { columnHints, figureColumns, type timelineFeatures } from './timeline-columns.tsx';

type Features = typeof timelineFeatures;

interface TimelineHeadProps {
  readonly table: Pick<Table<Features, ExchangeRow>, 'getHeaderGroups'>;
}

/** The names of the columns: press to sort, drag the right edge to size. */
export function TimelineHead({ table }: TimelineHeadProps) {
  return (
    <div role="rowgroup" className="timeline-head">
      {table.getHeaderGroups().map((group) => (
        <div key={group.id} role="row" aria-rowindex={1} className="timeline-head-row">
          {group.headers.map((header) => (
            <ColumnHeader key={header.id} header={header} />
          ))}
        </div>
      ))}
    </div>
  );
}

function ColumnHeader({ header }: { readonly header: Header<Features, ExchangeRow> }) {
  const { column } = header;
  const name = String(column.columnDef.header);
  const sorted = column.getIsSorted();
  const resize = header.getResizeHandler();
  return (
    <div
      role="columnheader"
      aria-sort={sorted === false ? undefined : sorted === 'desc' ? 'descending' : 'ascending'}
      className={`timeline-header ${figureColumns.has(column.id) ? 'figure' : ''}`}
    >
      {column.getCanSort() ? (
        <button type="button" className="timeline-sort" title={columnHints[column.id]} onClick={column.getToggleSortingHandler()}>
          {name}
          {sorted !== false && <Icon name={sorted === 'desc' ? 'down' : 'up'} size={10} />}
        </button>
      ) : (
        <span className="timeline-sort" title={columnHints[column.id]}>
          {name}
        </span>
      )}
      {column.getCanResize() && (
        <span
          className={`timeline-resize ${column.getIsResizing() ? 'timeline-resizing' : ''}`}
          aria-hidden="true"
          onMouseDown={resize}
          onTouchStart={resize}
          onDoubleClick={() => column.resetSize()}
        />
      )}
    </div>
  );
}
