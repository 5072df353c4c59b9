import { useCallback, useDeferredValue, useLayoutEffect, useRef, useState } from 'react';
import { useGroupRatings } from '../bridge/group-ratings.ts';
import { useRows } from '../bridge/use-rows.ts';
import { useCommands } from '../commands/use-commands.ts';
import { usePlace } from '../navigation/use-place.ts';
import { GroupRatingsContext } from '../rating/group-ratings-context.ts';
import { RatingPopover } from '../rating/rating-popover.tsx';
import { Failed, Loading } from '../ui/list-state.tsx';
import { Split } from '../ui/split.tsx';
import { useElementSize } from '../ui/use-element-size.ts';
import { ExchangeDetailPane } from './detail/exchange-detail-pane.tsx';
import { SearchPanel } from './find/search-panel.tsx';
import { FirstRun } from './first-run.tsx';
import { SampleStrip } from './sample-strip.tsx';
import { NothingFound } from './nothing-found.tsx';
import { SidebarFrame } from './sidebar/sidebar-frame.tsx';
import { sidebarCommands, useSidebarFold } from './sidebar/use-sidebar-fold.ts';
import { Timeline } from './timeline/timeline.tsx';
import { TokenChart } from './chart/token-chart.tsx';
import './traffic.css';

// Two panes one above the other would leave each a few lines: as in a window of 450 px, which is one of 900 at 200 %.
const lowPx = 440;

/** Sessions and filters, the live timeline of what is chosen, and the request that is open: below the list, or over it where the window is low. */
export function TrafficScreen() {
  const [place, go] = usePlace();
  const feed = useRows({ session: place.session, thread: place.thread, filter: place.filter });
  const groupRatings = useGroupRatings();
  const [chartShown, setChartShown] = useState(true);
  // Walking fast through rows reads only the one that is stopped at.
  const openId = useDeferredValue(place.exchange);
  // What was looked for in the texts is looked for no more in what is opened from the list.
  const open = useCallback((exchange: string) => go({ exchange, find: '' }), [go]);
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const { height } = useElementSize(frame);
  const isSearching = place.search !== null;
  const isOver = openId !== null && !isSearching && height > 0 && height < lowPx;
  const close = useCallback(() => go({ exchange: null, find: '' }), [go]);
  const compare = (exchange: string, other: string) => go({ exchange, other, tab: 'compare', find: '' });
  const detailFrame = useRef<HTMLDivElement>(null);
  const enter = () => detailFrame.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
  // What lies over the list takes the focus from it, wherever it is opened from, and gives it back.
  useLayoutEffect(() => {
    if (!isOver) return undefined;
    detailFrame.current?.focus();
    return () => focusGridSoon(true);
  }, [isOver]);
  const fold = useSidebarFold();
  const closeSearch = () => {
    go({ search: null });
    focusGridSoon();
  };
  // Escape closes what lies on top: the last of them.
  useCommands([
    { id: 'request.close', name: 'Close the request', group: 'The open request', keys: ['Escape'], isOff: place.exchange === null, run: close },
    { id: 'find.close-search', name: 'Close the search', group: 'Find', keys: ['Escape'], isOff: !isSearching, run: closeSearch },
    ...sidebarCommands(fold),
  ]);

  const isEmpty = feed.state === 'complete' && feed.rows.length === 0;
  const isAll = place.session === null && place.thread === null && place.filter === '';
  if (isEmpty && isAll && !isSearching) return <FirstRun onLeave={giveFocusToGrid} />;

  const isKnown = feed.rows.length > 0 || feed.state === 'complete';
  const detail =
    openId === null ? null : (
      <div ref={detailFrame} className="traffic-detail" tabIndex={-1}>
        <ExchangeDetailPane key={openId} id={openId} tab={place.tab} onTab={(tab) => go({ tab })} onClose={close} />
      </div>
    );
  const timeline = (
    <div className="traffic-list">
      {/* It stays as it is below the search or the open request, for coming back. */}
      <section className="traffic-timeline" aria-label="Timeline" inert={isSearching || isOver}>
        <SampleStrip />
        {isKnown && !isEmpty && (
          <TokenChart rows={feed.rows} shown={chartShown} onShow={setChartShown} chosen={place.exchange} onChoose={open} />
        )}
        {isEmpty ? (
          <NothingFound mistakes={feed.mistakes} />
        ) : isKnown ? (
          <Timeline key={feed.key} feed={feed} open={place.exchange} onOpen={open} onEnter={enter} onCompare={compare} />
        ) : feed.state === 'failed' ? (
          <Failed what="the requests" why={feed.failure ?? ''} onRetry={feed.tryAgain} />
        ) : (
          <Loading what="the requests" />
        )}
      </section>
      {isSearching && <SearchPanel onClose={closeSearch} />}
      {isOver && detail}
    </div>
  );
  return (
    <GroupRatingsContext value={groupRatings}>
    <SidebarFrame fold={fold}>
      <div ref={setFrame} className="traffic-panes">
        <Split name="timeline" line="horizontal" firstShare={0.5} smallest={[120, 160]} first={timeline} second={isOver ? null : detail} />
      </div>
    </SidebarFrame>
    <RatingPopover />
    </GroupRatingsContext>
  );
}

/** The list comes in the place of what had the focus. */
function giveFocusToGrid(): void {
  focusGridSoon(true);
}

/** The list is inert until it is drawn without what lay over it. With `onlyIfLost`, what has the focus by then keeps it. */
function focusGridSoon(onlyIfLost = false): void {
  requestAnimationFrame(() => {
    if (!onlyIfLost || document.activeElement === document.body) document.querySelector<HTMLElement>('[role="grid"]')?.focus();
  });
}
