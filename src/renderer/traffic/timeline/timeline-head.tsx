import { useTable, type Header } from '@tanstack/react-table';
import { memo, useMemo, useState, type KeyboardEvent } from 'react';
import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { ContextMenu } from '../../ui/context-menu.tsx';
import { Icon } from '../../ui/icon.tsx';
import { movedBefore, movedBy, type ColumnChoice } from './columns/column-choice.ts';
import { columnIds, factsOf, isColumnId, type ColumnId } from './columns/column-facts.ts';
import { boundedWidth, widthOf } from './columns/column-layout.ts';
import { columnMenu, sizeStepPx } from './columns/column-menus.ts';
import { tableColumns, timelineFeatures } from './columns/table-features.ts';
import { useColumnDrag } from './columns/use-column-drag.ts';
import './timeline-head.css';

type Features = typeof timelineFeatures;

interface TimelineHeadProps {
  readonly choice: ColumnChoice;
  readonly visible: readonly ColumnId[];
  readonly change: (change: Partial<ColumnChoice>) => void;
}

/**
 * The names of the columns: press to sort, drag to move, drag the right edge to size, the other button for a menu. By key: one stop of Tab, arrows go
 * from name to name, with Alt they move the column and with Shift they size it.
 */
export const TimelineHead = memo(DrawnHead);

const noRows: ExchangeRow[] = [];

function DrawnHead({ choice, visible, change }: TimelineHeadProps) {
  const table = useTable({
    features: timelineFeatures,
    columns: tableColumns,
    data: noRows,
    manualSorting: true,
    enableSortingRemoval: false,
    enableMultiSort: false,
    sortDescFirst: true,
    columnResizeMode: 'onChange',
    state: {
      sorting: useMemo(() => [choice.sort], [choice.sort]),
      columnOrder: useMemo(() => [...choice.order], [choice.order]),
      columnSizing: choice.widths,
      columnVisibility: useMemo(() => Object.fromEntries(columnIds.map((id) => [id, visible.includes(id)])), [visible]),
    },
    onSortingChange: (next) => {
      const [sort] = typeof next === 'function' ? next([choice.sort]) : next;
      if (sort !== undefined && isColumnId(sort.id)) change({ sort: { id: sort.id, desc: sort.desc } });
    },
    onColumnSizingChange: (next) => {
      const widths = typeof next === 'function' ? next(choice.widths) : next;
      change({ widths: Object.fromEntries(Object.entries(widths).map(([id, width]) => [id, boundedWidth(width)])) });
    },
  });
  const [focused, setFocused] = useState<ColumnId | null>(null);
  const [menu, setMenu] = useState<{ readonly id: ColumnId; readonly x: number; readonly y: number } | null>(null);
  const dragging = useColumnDrag(visible, (id, before) => change({ order: movedBefore(choice.order, id, before) }));
  const stop = focused !== null && visible.includes(focused) ? focused : visible[0];

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, id: ColumnId) => {
    if (event.ctrlKey || event.metaKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    const by = event.key === 'ArrowLeft' ? -1 : 1;
    if (event.altKey) change({ order: movedBy(choice.order, visible, id, by) });
    else if (event.shiftKey) change({ widths: { ...choice.widths, [id]: boundedWidth(widthOf(choice, id) + by * sizeStepPx) } });
    else {
      const next = visible[visible.indexOf(id) + by];
      if (next !== undefined) event.currentTarget.closest('[role="row"]')?.querySelector<HTMLElement>(`[data-column="${next}"]`)?.focus();
    }
  };

  return (
    <div role="rowgroup" className="timeline-head">
      {table.getHeaderGroups().map((group) => (
        <div key={group.id} role="row" aria-rowindex={1} className="timeline-head-row">
          {group.headers.map((header) => {
            const { id } = header.column;
            if (!isColumnId(id)) return null;
            const drop = dragging.drag === null || dragging.drag.id === id ? '' : dragging.drag.before === id ? 'timeline-drop' : '';
            const isLastDrop = dragging.drag?.before === null && visible.at(-1) === id;
            return (
              <div
                key={id}
                role="columnheader"
                aria-sort={choice.sort.id === id ? (choice.sort.desc ? 'descending' : 'ascending') : undefined}
                className={`timeline-header ${factsOf(id).isFigure ? 'figure' : ''} ${drop} ${isLastDrop ? 'timeline-drop-after' : ''} ${dragging.drag?.id === id ? 'timeline-dragged' : ''}`}
                onContextMenu={(event) => {
                  event.preventDefault();
                  setMenu({ id, x: event.clientX, y: event.clientY });
                }}
              >
                <button
                  type="button"
                  className="timeline-sort"
                  data-column={id}
                  tabIndex={id === stop ? 0 : -1}
                  title={factsOf(id).hint}
                  onFocus={() => setFocused(id)}
                  onKeyDown={(event) => onKeyDown(event, id)}
                  onClick={(event) => {
                    if (dragging.isClick() && header.column.getCanSort()) header.column.getToggleSortingHandler()?.(event);
                  }}
                  {...dragging.handlersOf(id)}
                >
                  {factsOf(id).name}
                  {choice.sort.id === id && <Icon name={choice.sort.desc ? 'down' : 'up'} size={10} />}
                </button>
                <ColumnEdge header={header} />
              </div>
            );
          })}
        </div>
      ))}
      <ContextMenu
        label={menu === null ? 'Column' : factsOf(menu.id).name}
        at={menu}
        groups={menu === null ? [] : columnMenu(menu.id, choice, visible, change)}
        onClose={() => setMenu(null)}
      />
    </div>
  );
}

/** What is dragged to size a column; a double press gives it its first width again. The keys of the head do the same. */
function ColumnEdge({ header }: { readonly header: Header<Features, ExchangeRow> }) {
  const resize = header.getResizeHandler();
  return (
    <span
      className={`timeline-resize ${header.column.getIsResizing() ? 'timeline-resizing' : ''}`}
      aria-hidden="true"
      onMouseDown={resize}
      onTouchStart={resize}
      onDoubleClick={() => header.column.resetSize()}
    />
  );
}
