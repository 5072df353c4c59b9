import { useDeferredValue, useState } from 'react';
import { useCall } from '../bridge/use-call.ts';
import { useRows } from '../bridge/use-rows.ts';
import { usePlace } from '../navigation/use-place.ts';
import { Failed, Loading } from '../ui/list-state.tsx';
import { Splitter } from '../ui/splitter.tsx';
import { useElementSize } from '../ui/use-element-size.ts';
import { useKeptSize } from '../ui/use-kept-size.ts';
import { ExchangeDetailPane } from './detail/exchange-detail-pane.tsx';
import { FirstRun } from './first-run.tsx';
import { SessionList } from './session-list.tsx';
import { Timeline } from './timeline.tsx';
import { TokenChart } from './token-chart.tsx';
import './traffic.css';

/** Sessions, the live timeline of the chosen one, and the request that is open. */
export function TrafficScreen() {
  const [place, go] = usePlace();
  const sessions = useCall('listSessions', {});
  const feed = useRows(place.session);
  const [area, measureArea] = useElementSize();
  const [sideWidth, setSideWidth] = useKeptSize('sessions', 216);
  const [timelineHeight, setTimelineHeight] = useKeptSize('timeline', 340);
  const [chartShown, setChartShown] = useState(true);
  // Walking fast through rows reads only the one that is stopped at.
  const openId = useDeferredValue(place.exchange);

  const nothingYet = feed.state === 'complete' && feed.rows.length === 0;
  if (nothingYet && place.session === null) return <FirstRun />;

  const narrowSide = Math.min(sideWidth, area.width < 1000 ? 168 : sideWidth);
  const largest = Math.max(120, area.height - 180);
  return (
    <div className="traffic" ref={measureArea}>
      <div className="traffic-side" style={{ width: narrowSide }}>
        <SessionList
          sessions={sessions.data ?? null}
          failure={sessions.error?.message ?? null}
          total={place.session === null ? feed.total : null}
          chosen={place.session}
          onChoose={(session) => go({ session, exchange: null })}
        />
      </div>
      <Splitter
        label="Width of the session list"
        orientation="vertical"
        size={narrowSide}
        smallest={140}
        largest={420}
        onChange={setSideWidth}
      />
      <div className="traffic-main">
        <section
          className="traffic-timeline"
          aria-label="Timeline"
          style={openId === null ? { flex: 1 } : { height: Math.min(timelineHeight, largest) }}
        >
          <TokenChart
            rows={feed.rows}
            shown={chartShown}
            onShow={setChartShown}
            onChoose={(exchange) => go({ exchange })}
          />
          {feed.state === 'failed' && feed.rows.length === 0 ? (
            <Failed what="the requests" why={feed.failure ?? ''} onRetry={feed.tryAgain} />
          ) : feed.state === 'loading' ? (
            <Loading what="the requests" />
          ) : (
            <Timeline
              key={place.session ?? ''}
              feed={feed}
              open={place.exchange}
              onOpen={(exchange) => go({ exchange })}
              onClose={() => go({ exchange: null })}
            />
          )}
        </section>
        {openId !== null && (
          <>
            <Splitter
              label="Height of the timeline"
              orientation="horizontal"
              size={Math.min(timelineHeight, largest)}
              smallest={120}
              largest={largest}
              onChange={setTimelineHeight}
            />
            <ExchangeDetailPane
              key={openId}
              id={openId}
              tab={place.tab}
              onTab={(tab) => go({ tab })}
              onClose={() => go({ exchange: null })}
            />
          </>
        )}
      </div>
    </div>
  );
}
