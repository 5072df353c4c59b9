import { useVirtualizer } from '@tanstack/react-virtual';
import { useId, useLayoutEffect, useMemo, useState, type CSSProperties, type ReactNode } from 'react';
import { useElementSize } from '../use-element-size.ts';
import { gridTracks, leastWidthPx, type DataColumn, type DataSort } from './data-column.ts';
import { useDataLines } from './data-lines.ts';
import { DataTableHead } from './data-table-head.tsx';
import { DataTableRow } from './data-table-row.tsx';
import { useHeldLine } from './use-held-line.ts';
import { useLineKeys } from './use-line-keys.ts';
import './data-table.css';

interface DataTableProps<Row extends object> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly DataColumn<Row>[];
  /** Unique among all rows, those below others included. To be kept, as the columns are. */
  readonly rowKey: (row: Row) => string;
  /** What stands below a row when it is expanded. To be kept, as the columns are. */
  readonly childrenOf?: (row: Row) => readonly Row[];
  /** Which are expanded; all are folded at first where it is left out, and the table keeps it. */
  readonly expanded?: ReadonlySet<string>;
  readonly onExpand?: (expanded: ReadonlySet<string>) => void;
  readonly sort: DataSort;
  readonly onSort: (sort: DataSort) => void;
  /** The line that the keys are at first, which is brought into sight; where another is named later, they go there. */
  readonly at?: string | null;
  readonly onOpen?: (row: Row) => void;
  /** Space opens as Enter does, where lines are ticked by that. */
  readonly spaceOpens?: boolean;
  /** The keys or a press have come to a line. */
  readonly onMove?: (row: Row) => void;
  /** What stands below a column, whatever is scrolled. */
  readonly foot?: ((column: string) => ReactNode) | undefined;
  /** Where there are no rows. */
  readonly empty?: ReactNode;
}

const lineHeightPx = 24;
const headHeightPx = 28;
const nothing: ReadonlySet<string> = new Set();

/**
 * A sortable table of any length; rows may hold others. It takes the height that it is given, and scrolls. Arrow keys, Page up and down, Home and End
 * move; Enter opens; left, right and Space fold.
 */
export function DataTable<Row extends object>({ label, rows, columns, rowKey, childrenOf, expanded, onExpand, sort, onSort, at: first = null, onOpen, spaceOpens = false, onMove, foot, empty }: DataTableProps<Row>) {
  const id = useId();
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const { height } = useElementSize(scroller);
  const [current, setCurrent] = useState<string | null>(first);
  const [followed, setFollowed] = useState(first);
  if (first !== followed) {
    setFollowed(first);
    if (first !== null) setCurrent(first);
  }
  const [ownExpanded, setOwnExpanded] = useState(nothing);
  const open = expanded ?? ownExpanded;
  const lines = useDataLines({ rows, columns, rowKey, childrenOf, sort, expanded: open });
  const footHeightPx = foot === undefined ? 0 : headHeightPx;
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller,
    estimateSize: () => lineHeightPx,
    scrollMargin: headHeightPx,
    scrollPaddingStart: headHeightPx,
    scrollPaddingEnd: footHeightPx,
    overscan: 8,
    useFlushSync: false,
  });
  const at = lines.findIndex(({ key }) => key === current);
  useLayoutEffect(() => {
    if (at !== -1) virtualizer.scrollToIndex(at, { align: 'center' });
    // Once, when there is something to scroll: what is sorted or expanded later must not move the table.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [scroller, virtualizer]);
  useHeldLine(scroller, at, { rows, height: lineHeightPx });

  const toggle = (key: string) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    (onExpand ?? setOwnExpanded)(next);
  };
  const input = useLineKeys({
    lines,
    at,
    pageLines: Math.max(1, Math.floor((height - headHeightPx - footHeightPx) / lineHeightPx) - 1),
    goTo: (index) => {
      const line = lines[index];
      setCurrent(line?.key ?? null);
      virtualizer.scrollToIndex(index);
      if (line !== undefined) onMove?.(line.row);
    },
    onToggle: toggle,
    onOpen,
    spaceOpens,
  });
  const isTree = childrenOf !== undefined;
  const inSight = virtualizer.getVirtualItems();
  const layout: CSSProperties & Record<`--${string}`, string> = useMemo(() => ({ '--data-tracks': gridTracks(columns), '--data-width': `${leastWidthPx(columns)}px` }), [columns]);
  return (
    <div
      ref={setScroller}
      className="data-table"
      role={isTree ? 'treegrid' : 'grid'}
      aria-label={label}
      aria-rowcount={lines.length + (foot === undefined ? 1 : 2)}
      aria-colcount={columns.length}
      aria-activedescendant={inSight.some(({ index }) => index === at) ? `${id}-${at}` : undefined}
      tabIndex={0}
      style={layout}
      {...input}
    >
      <DataTableHead columns={columns} sort={sort} onSort={onSort} />
      <div className="data-table-rows" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
        {inSight.map(({ index, start }) => {
          const line = lines[index];
          if (line === undefined) return null;
          return (
            <DataTableRow
              key={line.key}
              id={`${id}-${index}`}
              line={line}
              index={index}
              top={start - headHeightPx}
              isCurrent={index === at}
              isTree={isTree}
              canOpen={onOpen !== undefined}
              columns={columns}
            />
          );
        })}
      </div>
      {lines.length === 0 && empty}
      {foot !== undefined && (
        <div className="data-table-foot" role="rowgroup">
          <div role="row" aria-rowindex={lines.length + 2} className="data-table-line">
            {columns.map((column) => (
              <div key={column.id} role="gridcell" className={column.isFigure === true ? 'data-table-cell figure' : 'data-table-cell'}>
                {foot(column.id)}
              </div>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
