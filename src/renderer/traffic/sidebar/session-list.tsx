import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { SessionView } from '../../../contract/exchange-view.ts';
import { formatRecent } from '../../format/moments.ts';
import { formatCompact, formatCost, formatCount, formatCounted } from '../../format/quantities.ts';
import { Failed, Loading } from '../../ui/list-state.tsx';
import { visibleText } from '../../ui/visible-text.tsx';
import { useNow } from '../../ui/use-now.ts';
import { DeleteSession } from './delete-session.tsx';
import { SessionCost } from './session-cost.tsx';
import { sessionName } from '../row/session-name.ts';

interface SessionListProps {
  /** Null while they are being read. */
  readonly sessions: readonly SessionView[] | null;
  readonly failure: string | null;
  /** The number of all requests, where it is known. */
  readonly total: number | null;
  readonly chosen: string | null;
  readonly onChoose: (session: string | null) => void;
}

const sessionHeightPx = 40;

/** All requests, and the sessions they belong to, latest first. */
export function SessionList({ sessions, failure, total, chosen, onChoose }: SessionListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const nowMs = useNow(true, 60_000);
  const count = (sessions?.length ?? 0) + 1;
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => sessionHeightPx,
    overscan: 6,
    useFlushSync: false,
  });
  const all = total ?? sessions?.reduce((sum, session) => sum + session.exchanges, 0) ?? null;

  return (
    <>
      <div className="sessions-head">
        <h2 className="sessions-title" id="sessions-title">
          Sessions
        </h2>
        {chosen !== null && <DeleteSession sessionId={chosen} onDeleted={() => onChoose(null)} />}
      </div>
      <nav className="sessions" ref={scroller} aria-labelledby="sessions-title">
        <div className="sessions-rows" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const session = index === 0 ? null : sessions?.[index - 1];
            if (session === undefined) return null;
            const id = session?.id ?? null;
            return (
              <button
                key={id ?? ''}
                type="button"
                className="session"
                style={{ top: start }}
                aria-current={id === chosen ? 'true' : undefined}
                aria-label={session === null ? `All requests, ${formatCount(all)}` : spokenSession(session)}
                title={session === null ? undefined : sessionName(session)}
                onClick={() => onChoose(id)}
              >
                {session === null ? <AllRequests total={all} /> : <Session session={session} nowMs={nowMs} />}
              </button>
            );
          })}
        </div>
        {failure !== null && <Failed what="the sessions" why={failure} />}
        {sessions === null && failure === null && <Loading what="the sessions" />}
      </nav>
    </>
  );
}

function spokenSession(session: SessionView): string {
  const cost = session.costMicroUsd === null ? 'cost unknown' : formatCost(session.costMicroUsd);
  const equivalent = session.subscriptionMicroUsd === null ? '' : ', API-equivalent';
  return `${sessionName(session)}, ${formatCounted(session.exchanges, 'request')}, ${cost}${equivalent}`;
}

function AllRequests({ total }: { readonly total: number | null }) {
  return (
    <>
      <span className="session-name">All requests</span>
      <span className="session-cost">{formatCount(total)}</span>
    </>
  );
}

function Session({ session, nowMs }: { readonly session: SessionView; readonly nowMs: number }) {
  return (
    <>
      <span className="session-name">{visibleText(sessionName(session))}</span>
      <span className="session-cost">
        <SessionCost session={session} />
      </span>
      <span className="session-facts">
        {formatCounted(session.exchanges, 'request')}
        {session.promptTokens > 0 && <span className="session-tokens"> · {formatCompact(session.promptTokens)} tokens</span>}
      </span>
      <span className="session-when">{formatRecent(session.lastAtUs, nowMs)}</span>
    </>
  );
}
