import { useTable, type SortingState } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useState, type CSSProperties, type KeyboardEvent, type MouseEvent } from 'react';
import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import type { RowFeedSnapshot } from '../../bridge/row-feed.ts';
import { formatCount } from '../../format/quantities.ts';
import { Empty } from '../../ui/list-state.tsx';
import { useElementSize } from '../../ui/use-element-size.ts';
import { useNow } from '../../ui/use-now.ts';
import { columnVisibilityAt, columnWidth } from './column-layout.ts';
import { rowAfterKey } from './row-after-key.ts';
import { sortRows } from './sort-rows.ts';
import { timelineColumns, timelineFeatures } from './timeline-columns.tsx';
import { TimelineHead } from './timeline-head.tsx';
import { TimelineRow } from './timeline-row.tsx';
import { useSteadyScroll } from './use-steady-scroll.ts';
import { WaterfallContext } from './waterfall-cell.tsx';
import { rowSpan, waterfallScale } from './waterfall-scale.ts';
import './timeline.css';

interface TimelineProps {
  readonly feed: RowFeedSnapshot;
  /** The request that is open. */
  readonly open: string | null;
  readonly onOpen: (id: string) => void;
  /** Goes on into the request that is open. */
  readonly onEnter: () => void;
}

const rowHeightPx = 24;
const headHeightPx = 28;
const firstSorting: SortingState = [{ id: 'time', desc: true }];
const noRows: ExchangeRow[] = [];

/** The requests, newest first until sorted otherwise, live. Only the rows in sight exist as elements. */
export function Timeline({ feed, open, onOpen, onEnter }: TimelineProps) {
  const [sorting, setSorting] = useState<SortingState>(firstSorting);
  const [cursor, setCursor] = useState<string | null>(open);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const size = useElementSize(scroller);

  const order = sorting[0] ?? { id: 'time', desc: true };
  const rows = useMemo(
    () => sortRows(feed.rows, { column: order.id, descending: order.desc }),
    [feed.rows, order.id, order.desc],
  );
  // Rows that are still to come take their room, so that the scroll bar tells the truth from the start.
  const isLoadingOlder = feed.state === 'loading-older' && order.id === 'time' && order.desc;
  const virtualizer = useVirtualizer({
    count: isLoadingOlder ? Math.max(feed.total, rows.length) : rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeightPx,
    scrollMargin: headHeightPx,
    scrollPaddingStart: headHeightPx,
    overscan: 12,
    useFlushSync: false,
  });
  const inSight = virtualizer.getVirtualItems();
  const firstInSight = inSight[0]?.index ?? 0;
  const lastInSight = inSight.at(-1)?.index ?? -1;
  const visible = useMemo(() => rows.slice(firstInSight, lastInSight + 1), [rows, firstInSight, lastInSight]);

  const table = useTable({
    features: timelineFeatures,
    columns: timelineColumns,
    data: visible.length === 0 ? noRows : [...visible],
    getRowId: (row) => row.id,
    manualSorting: true,
    enableSortingRemoval: false,
    enableMultiSort: false,
    sortDescFirst: true,
    columnResizeMode: 'onChange',
    defaultColumn: { minSize: 44, maxSize: 480 },
    state: { sorting, columnVisibility: useMemo(() => columnVisibilityAt(size.width), [size.width]) },
    onSortingChange: (change) => {
      setSorting(change);
      // The first rows of the new order are what it was asked for.
      scroller?.scrollTo({ top: 0 });
    },
  });

  const someOpen = visible.some((row) => row.state === 'open');
  const nowUs = useNow(someOpen, 250) * 1000;
  const waterfall = useMemo(
    () => ({ scale: waterfallScale(visible.map((row) => rowSpan(row, nowUs))), nowUs }),
    [visible, nowUs],
  );

  // A request that is opened, here or from the chart, is brought into sight, also when its pane has just taken room.
  const openAt = open === null ? -1 : rows.findIndex((row) => row.id === open);
  useLayoutEffect(() => {
    if (openAt !== -1) virtualizer.scrollToIndex(openAt);
    // Not when its place changes: rows that come in must not move the list.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [open, size.height, virtualizer]);

  const chosen = open ?? cursor;
  const steady = useSteadyScroll({
    scroller,
    rows,
    rowHeightPx,
    isNewestFirst: order.id === 'time' && order.desc,
    holds: chosen !== null && visible.some((row) => row.id === chosen),
  });

  const moveTo = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    setCursor(row.id);
    virtualizer.scrollToIndex(index);
    if (open !== null) onOpen(row.id);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' && chosen !== null) {
      if (open === chosen) onEnter();
      else onOpen(chosen);
    }
    else {
      const at = rows.findIndex((row) => row.id === chosen);
      const next = rowAfterKey(event.key, at, rows.length, Math.max(1, Math.floor((size.height - headHeightPx) / rowHeightPx) - 1));
      if (next === null) return;
      moveTo(next);
    }
    event.preventDefault();
  };
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const id = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]')?.dataset['row'] : undefined;
    if (id === undefined) return;
    setCursor(id);
    onOpen(id);
  };

  const columns = table.getVisibleLeafColumns();
  const hasWaterfall = columns.some((column) => column.id === 'waterfall');
  const widths = columns.map((column) => columnWidth(column.id, column.getSize(), hasWaterfall)).join(' ');
  const layout: CSSProperties & Record<`--${string}`, string> = { '--timeline-columns': widths };
  const tableRows = table.getRowModel().rows;

  return (
    <div className="timeline-frame">
      <div
        className="timeline"
        ref={setScroller}
        role="grid"
        aria-label="Requests"
        aria-rowcount={feed.total + 1}
        aria-colcount={columns.length}
        aria-busy={feed.state === 'loading-older'}
        aria-activedescendant={chosen !== null && visible.some((row) => row.id === chosen) ? `row-${chosen}` : undefined}
        tabIndex={0}
        style={layout}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onScroll={steady.onScroll}
      >
        <TimelineHead table={table} />
        <WaterfallContext value={waterfall}>
          <div className="timeline-rows" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
            {inSight.map(({ index, start }) => {
              const row = tableRows[index - firstInSight];
              const top = start - headHeightPx;
              if (row === undefined) return <div key={index} className="timeline-row timeline-row-coming" style={{ top }} />;
              return (
                <TimelineRow
                  key={row.id}
                  row={row}
                  index={index}
                  top={top}
                  isOpen={row.id === open}
                  isChosen={row.id === chosen}
                  widths={widths}
                />
              );
            })}
          </div>
        </WaterfallContext>
        {rows.length === 0 && <Empty title="No requests in this session" />}
      </div>
      {steady.newAbove > 0 && (
        <button type="button" className="timeline-new" onClick={steady.toNewest}>
          ↑ {formatCount(steady.newAbove)} new
        </button>
      )}
      {feed.state === 'failed' && (
        <p className="timeline-foot" role="alert">
          Older requests could not be read: {feed.failure}
        </p>
      )}
      {feed.state === 'limited' && (
        <p className="timeline-foot">
          The newest {formatCount(feed.rows.length)} of {formatCount(feed.total)} requests.
        </p>
      )}
    </div>
  );
}
