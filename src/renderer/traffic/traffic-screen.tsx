import { useCallback, useDeferredValue, useRef, useState } from 'react';
import { useCall } from '../bridge/use-call.ts';
import { useRows } from '../bridge/use-rows.ts';
import { useCommands } from '../commands/use-commands.ts';
import { usePlace } from '../navigation/use-place.ts';
import { Failed, Loading } from '../ui/list-state.tsx';
import { Split } from '../ui/split.tsx';
import { ExchangeDetailPane } from './detail/exchange-detail-pane.tsx';
import { FirstRun } from './first-run.tsx';
import { SessionList } from './sidebar/session-list.tsx';
import { Timeline } from './timeline/timeline.tsx';
import { TokenChart } from './chart/token-chart.tsx';
import './traffic.css';

/** Sessions, the live timeline of the chosen one, and the request that is open. */
export function TrafficScreen() {
  const [place, go] = usePlace();
  const sessions = useCall('listSessions', {});
  const feed = useRows({ session: place.session, thread: place.thread, filter: place.filter });
  const [chartShown, setChartShown] = useState(true);
  // Walking fast through rows reads only the one that is stopped at.
  const openId = useDeferredValue(place.exchange);
  const open = useCallback((exchange: string) => go({ exchange }), [go]);
  const compare = (exchange: string, other: string) => go({ exchange, other, tab: 'compare' });
  const close = useCallback(() => go({ exchange: null }), [go]);
  const detailFrame = useRef<HTMLDivElement>(null);
  const enter = () => detailFrame.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
  useCommands([
    { id: 'request.close', name: 'Close the request', group: 'The open request', keys: ['Escape'], isOff: place.exchange === null, run: close },
  ]);

  const nothingYet = feed.state === 'complete' && feed.rows.length === 0;
  const isAll = place.session === null && place.thread === null && place.filter === '';
  if (nothingYet && isAll) return <FirstRun />;

  const isKnown = feed.rows.length > 0 || feed.state === 'complete';
  const list = (
    <SessionList
      sessions={sessions.data ?? null}
      failure={sessions.error?.message ?? null}
      total={isAll && isKnown ? feed.total : null}
      chosen={place.session}
      onChoose={(session) => go({ session, thread: null, exchange: null })}
    />
  );
  const timeline = (
    <section className="traffic-timeline" aria-label="Timeline">
      {isKnown && (
        <TokenChart rows={feed.rows} shown={chartShown} onShow={setChartShown} chosen={place.exchange} onChoose={open} />
      )}
      {isKnown ? (
        <Timeline key={feed.key} feed={feed} open={place.exchange} onOpen={open} onEnter={enter} onCompare={compare} />
      ) : feed.state === 'failed' ? (
        <Failed what="the requests" why={feed.failure ?? ''} onRetry={feed.tryAgain} />
      ) : (
        <Loading what="the requests" />
      )}
    </section>
  );
  const detail =
    openId === null ? null : (
      <div ref={detailFrame} className="traffic-detail">
        <ExchangeDetailPane key={openId} id={openId} tab={place.tab} onTab={(tab) => go({ tab })} onClose={close} />
      </div>
    );
  return (
    <Split
      name="session list"
      line="vertical"
      firstShare={0.16}
      smallest={[160, 480]}
      first={list}
      second={
        <Split name="timeline" line="horizontal" firstShare={0.5} smallest={[120, 160]} first={timeline} second={detail} />
      }
    />
  );
}
