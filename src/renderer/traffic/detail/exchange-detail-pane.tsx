import { Suspense, useEffect } from 'react';
import { useCall } from '../../bridge/use-call.ts';
import { useContextOf } from '../../bridge/use-context.ts';
import { detailTabs, type DetailTab } from '../../navigation/place.ts';
import { RequestStars } from '../../rating/request-stars.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Failed, Loading } from '../../ui/list-state.tsx';
import { Guarded } from '../../ui/or-else.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { isConnection, rowMood } from '../../format/row-facts.ts';
import { ConnectionDetail } from './connection/connection-detail.tsx';
import { ContentRemoved } from './content-removed.tsx';
import { CompareTab } from './compare/compare-tab.tsx';
import { ContextTab } from './context/context-tab.tsx';
import { ExchangeSummary } from './exchange-summary.tsx';
import { HeadersTab } from './headers/headers-tab.tsx';
import { ConversationTab, RawTab, readLateTabs, ResponseTab } from './late-tabs.tsx';
import { TimingTab } from './timing/timing-tab.tsx';
import './detail.css';

interface ExchangeDetailPaneProps {
  readonly id: string;
  readonly tab: DetailTab;
  readonly onTab: (tab: DetailTab) => void;
  readonly onClose: () => void;
}

const tabNames: Readonly<Record<DetailTab, string>> = {
  context: 'Context',
  conversation: 'Conversation',
  response: 'Response',
  compare: 'Compare',
  raw: 'Raw',
  headers: 'Headers',
  timing: 'Timing',
};

/** One request, opened: a line that sums it up, and seven views of it. Of a connection that nothing was read of, what is known. */
export function ExchangeDetailPane({ id, tab, onTab, onClose }: ExchangeDetailPaneProps) {
  const detail = useCall('readExchange', { id });
  // Asked for together: the tab would ask only when the request is there.
  useContextOf(id, tab === 'context');
  useEffect(() => {
    // The next tab is not waited for; the first is not held up.
    const whenIdle = requestIdleCallback(() => void readLateTabs());
    return () => cancelIdleCallback(whenIdle);
  }, []);
  const close = (
    <Button look="quiet" label="Close the request" hint="Close (Escape)" onPress={onClose}>
      <Icon name="close" size={12} />
    </Button>
  );
  if (detail.isPending) {
    return (
      <section className="detail" aria-label="Request">
        <Loading what="the request" />
      </section>
    );
  }
  if (detail.isError || detail.data === null) {
    return (
      <section className="detail" aria-label="Request">
        <div className="detail-head detail-head-empty">{close}</div>
        <Failed
          what="this request"
          why={detail.error?.message ?? 'It is not stored any more: it may have been removed to keep the store within its limits.'}
          onRetry={() => void detail.refetch()}
        />
      </section>
    );
  }
  const { row } = detail.data;
  return (
    <section className="detail" aria-label="Request">
      <div className="detail-head">
        <ExchangeSummary row={row} />
        <RequestStars row={row} />
        {close}
      </div>
      {isConnection(row) ? (
        <ConnectionDetail row={row} />
      ) : (
        <>
          <ContentRemoved row={row} />
          {row.error !== null && <Notice tone={rowMood(row) === 'part-seen' ? 'warn' : 'bad'}>{row.error.message}</Notice>}
          <Tabs label="Request" tabs={detailTabs.map((key) => ({ key, name: tabNames[key] }))} chosen={tab} onChoose={onTab}>
            <Guarded key={`${row.id} ${tab}`} what={tabNames[tab]}>
              <Suspense fallback={<Loading what="the view" />}>
                {tab === 'context' && <ContextTab row={row} />}
                {tab === 'conversation' && <ConversationTab row={row} />}
                {tab === 'response' && <ResponseTab detail={detail.data} />}
                {tab === 'compare' && <CompareTab key={row.id} detail={detail.data} />}
                {tab === 'raw' && <RawTab detail={detail.data} />}
                {tab === 'headers' && <HeadersTab detail={detail.data} />}
                {tab === 'timing' && <TimingTab key={row.id} row={row} />}
              </Suspense>
            </Guarded>
          </Tabs>
        </>
      )}
    </section>
  );
}
