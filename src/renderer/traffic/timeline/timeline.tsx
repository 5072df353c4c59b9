import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useState, type CSSProperties } from 'react';
import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import type { RowFeedSnapshot } from '../../bridge/row-feed.ts';
import { useAction } from '../../bridge/use-call.ts';
import { useKeeping } from '../../bridge/use-keeping.ts';
import { formatCount } from '../../format/quantities.ts';
import { wishToExport } from '../../navigation/export-wish.ts';
import { Empty } from '../../ui/list-state.tsx';
import { useElementSize } from '../../ui/use-element-size.ts';
import { useNow } from '../../ui/use-now.ts';
import { ChoiceBar } from './choice-bar.tsx';
import { gridColumns, headButtonPx, leastWidth, visibleColumns } from './columns/column-layout.ts';
import { ColumnsButton } from './columns/columns-button.tsx';
import { TodayContext, useToday } from './columns/today.ts';
import { useColumnChoice } from './columns/use-column-choice.ts';
import { WaterfallContext } from './columns/waterfall-cell.tsx';
import { rowSpan, waterfallScale } from './columns/waterfall-scale.ts';
import { placeOfLine } from './lines/choose-lines.ts';
import { isFold, lineId, rowOfLine } from './lines/line.ts';
import { nextError, nextTurn } from './lines/next-line.ts';
import { useLines } from './lines/use-lines.ts';
import { besideRow, RowMenu, useRowMenu, wishToRateRow } from './row-menu.tsx';
import { TimelineFoot } from './timeline-foot.tsx';
import { TimelineHead } from './timeline-head.tsx';
import { TimelineRow } from './timeline-row.tsx';
import { useChosenLines } from './use-chosen-lines.ts';
import { useSteadyScroll } from './use-steady-scroll.ts';
import { useTableInput } from './use-table-input.ts';
import { useTimelineCommands } from './use-timeline-commands.ts';
import './timeline.css';

interface TimelineProps {
  readonly feed: RowFeedSnapshot;
  /** The request that is open. */
  readonly open: string | null;
  readonly onOpen: (id: string) => void;
  /** Goes on into the request that is open. */
  readonly onEnter: () => void;
  /** Opens the comparison of two requests, the later one first. */
  readonly onCompare: (id: string, otherId: string) => void;
}

const rowHeightPx = 24;
const headHeightPx = 28;
// About a screenful.
const scaleLines = 32;
const noRows: ExchangeRow[] = [];

/** The requests, newest first until sorted otherwise, live. Only the lines in sight exist as elements. */
export function Timeline({ feed, open, onOpen, onEnter, onCompare }: TimelineProps) {
  const [choice, change] = useColumnChoice();
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const size = useElementSize(scroller);
  const isNewestFirst = choice.sort.id === 'time' && choice.sort.desc;
  const [reading, setReading] = useState<string | null>(open);
  const { lines, foldOf, setFold } = useLines(feed.rows, choice, reading);
  const chosen = useChosenLines(lines, open);
  // A line of noise is no row; nothing disappears with it.
  const readingNow = chosen.current ?? open;
  if (readingNow !== reading) setReading(readingNow);

  // Rows that are still to come take their room, so that the scroll bar tells the truth from the start.
  const coming = feed.state === 'loading-older' && isNewestFirst ? Math.max(0, feed.total - feed.rows.length) : 0;
  const virtualizer = useVirtualizer({
    count: lines.length + coming,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeightPx,
    scrollMargin: headHeightPx,
    scrollPaddingStart: headHeightPx,
    overscan: 8,
    useFlushSync: false,
  });
  const inSight = virtualizer.getVirtualItems();
  const firstInSight = inSight[0]?.index ?? 0;
  const lastInSight = inSight.at(-1)?.index ?? -1;
  const seen = useMemo(() => lines.slice(firstInSight, lastInSight + 1), [lines, firstInSight, lastInSight]);

  const columns = useMemo(() => visibleColumns(choice, size.width), [choice, size.width]);
  const someOpen = seen.some((line) => rowOfLine(line).state === 'open');
  const nowUs = useNow(someOpen, 250) * 1000;
  // The bars share the axis of a few lines more than are seen, so that they are drawn again once a screenful and not with every line that is scrolled.
  const firstOfScale = Math.floor(firstInSight / scaleLines) * scaleLines;
  const lastOfScale = Math.ceil((lastInSight + 1) / scaleLines) * scaleLines;
  const waterfall = useMemo(() => {
    const spans = lines.slice(firstOfScale, lastOfScale).filter((line) => !isFold(line) || line.kind !== 'noise');
    return { scale: waterfallScale(spans.map((line) => rowSpan(rowOfLine(line), nowUs))), nowUs };
  }, [lines, firstOfScale, lastOfScale, nowUs]);
  const todayMs = useToday();

  // A request that is opened, here or from the chart, is brought into sight, also when its pane has just taken room.
  const openAt = useMemo(() => placeOfLine(lines, open), [lines, open]);
  useLayoutEffect(() => {
    if (openAt !== -1) virtualizer.scrollToIndex(openAt);
    // Not when its place changes: rows that come in must not move the list.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [open, openAt === -1, size.height, virtualizer]);

  const current = chosen.current ?? open;
  const isCurrentSeen = current !== null && seen.some((line) => lineId(line) === current);
  const steady = useSteadyScroll({
    scroller,
    lines,
    rows: feed.rows,
    rowHeightPx,
    isNewestFirst,
    orderKey: `${choice.sort.id} ${choice.sort.desc}`,
    held: isCurrentSeen ? current : null,
  });

  const chosenRows = useMemo(() => (chosen.rows.size === 0 ? noRows : feed.rows.filter(({ id }) => chosen.rows.has(id))), [feed.rows, chosen.rows]);
  const goTo = (index: number, isRange = false) => {
    const line = lines[index];
    if (line === undefined) return;
    virtualizer.scrollToIndex(index);
    if (isRange) chosen.extendTo(lineId(line));
    else chosen.moveTo(lineId(line));
    if (open !== null && !isRange && !(isFold(line) && line.kind === 'noise')) onOpen(rowOfLine(line).id);
  };
  const toRow = (row: ExchangeRow | null) => {
    if (row === null) return;
    const fold = foldOf(row.id);
    if (fold !== null) setFold(fold, 'open');
    chosen.moveTo(row.id);
    if (open !== null) onOpen(row.id);
    const at = placeOfLine(lines, row.id);
    if (at !== -1) virtualizer.scrollToIndex(at);
  };

  const keeping = useKeeping();
  const deletion = useAction('deleteExchanges', ['listSessions']);
  const currentLine = useMemo(() => lines[placeOfLine(lines, current)], [lines, current]);
  const currentRow = currentLine === undefined || (isFold(currentLine) && currentLine.kind === 'noise') ? null : rowOfLine(currentLine);
  const meant = chosenRows.length > 0 ? chosenRows : currentRow === null ? noRows : [currentRow];
  const ids = meant.map(({ id }) => id);
  const rate = (stars: number | null) => keeping.mutate({ ids, stars: stars !== null && meant.every((row) => row.stars === stars) ? null : stars });
  const [first] = meant;
  const rateMore = (what: 'comment' | 'turn' | 'session') => {
    if (first !== undefined) wishToRateRow(first, what, besideRow(first.id));
  };
  const compare = () => {
    // Newest first, as all rows are.
    const [later, earlier] = chosenRows;
    if (later !== undefined && earlier !== undefined) onCompare(later.id, earlier.id);
  };
  useTimelineCommands({
    meant,
    isEmpty: lines.length === 0,
    canCompare: chosenRows.length === 2,
    hasChosen: chosenRows.length > 0,
    step: (by) => goTo(Math.max(0, Math.min(lines.length - 1, placeOfLine(lines, current) + by))),
    toError: (by) => goTo(nextError(lines, placeOfLine(lines, current), by) ?? -1),
    toTurn: (by) => toRow(nextTurn(feed.rows, currentLine === undefined ? null : rowOfLine(currentLine), by)),
    rate,
    rateMore,
    pin: () => keeping.mutate({ ids, isPinned: !meant.every(({ isPinned }) => isPinned) }),
    turnChoice: () => {
      if (currentLine !== undefined) chosen.turn(currentLine, false);
    },
    chooseAll: chosen.chooseAll,
    chooseNone: chosen.chooseNone,
    compare,
    choice,
    change,
  });
  const input = useTableInput({
    lines,
    current,
    open,
    pageRows: Math.max(1, Math.floor((size.height - headHeightPx) / rowHeightPx) - 1),
    goTo,
    onOpen,
    onEnter,
    setFold,
    onRate: (id, stars) => {
      const row = feed.rows.find((other) => other.id === id);
      if (row !== undefined) keeping.mutate({ ids: [id], stars: row.stars === stars ? null : stars });
    },
    chosen,
  });

  const menu = useRowMenu({ rowOf: (id) => feed.rows.find((row) => row.id === id) ?? null, current, onPress: chosen.moveTo });

  const layout: CSSProperties & Record<`--${string}`, string> = { '--timeline-columns': gridColumns(choice, columns), '--timeline-width': `${leastWidth(choice, columns)}px` };
  return (
    <div className="timeline-frame">
      <div
        className="timeline"
        ref={setScroller}
        role="grid"
        aria-label="Requests"
        aria-rowcount={lines.length + coming + 1}
        aria-colcount={columns.length}
        aria-multiselectable
        aria-busy={feed.state === 'loading-older'}
        aria-activedescendant={isCurrentSeen ? `row-${current}` : undefined}
        tabIndex={0}
        style={layout}
        onScroll={steady.onScroll}
        {...input}
        onContextMenu={menu.onContextMenu}
      >
        <TimelineHead choice={choice} visible={columns} change={change} />
        <TodayContext value={todayMs}>
        <WaterfallContext value={waterfall}>
          <div className="timeline-rows" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
            {inSight.map(({ index, start }) => {
              const line = lines[index];
              const top = start - headHeightPx;
              if (line === undefined) return <div key={index} className="timeline-row timeline-row-coming" style={{ top }} />;
              const id = lineId(line);
              return (
                <TimelineRow
                  key={id}
                  line={line}
                  index={index}
                  top={top}
                  isOpen={id === open}
                  isChosen={chosen.rows.size > 0 ? chosen.rows.has(rowOfLine(line).id) : id === current}
                  isCurrent={id === current}
                  columns={columns}
                />
              );
            })}
          </div>
        </WaterfallContext>
        </TodayContext>
        {feed.rows.length === 0 && <Empty title="No requests here" />}
      </div>
      <ColumnsButton choice={choice} visible={columns} change={change} left={Math.max(0, size.width - headButtonPx)} />
      {steady.newAbove > 0 && (
        <button type="button" className="timeline-new" onClick={steady.toNewest}>
          ↑ {formatCount(steady.newAbove)} new
        </button>
      )}
      {chosenRows.length > 0 && (
        <ChoiceBar
          rows={chosenRows}
          onExport={() => wishToExport(ids)}
          onCompare={compare}
          onDelete={() => deletion.mutate({ ids: [...ids] }, { onSuccess: ({ done }) => done && chosen.chooseNone() })}
          onRate={rate}
          onClear={chosen.chooseNone}
        />
      )}
      <RowMenu row={menu.row} at={menu.at} onClose={menu.close} onPin={(row) => keeping.mutate({ ids: [row.id], isPinned: !row.isPinned })} />
      <TimelineFoot feed={feed} failure={keeping.error?.message ?? deletion.error?.message ?? refusalOf(deletion.data)} />
    </div>
  );
}

function refusalOf(outcome: { readonly done: boolean; readonly message: string } | undefined): string | null {
  return outcome === undefined || outcome.done || outcome.message === '' ? null : outcome.message;
}
