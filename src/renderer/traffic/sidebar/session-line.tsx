import type { SessionView } from '../../../contract/exchange-view.ts';
import { formatRecent } from '../../format/moments.ts';
import { formatCompact, formatCost, formatCount, formatCounted } from '../../format/quantities.ts';
import { visibleText } from '../../ui/visible-text.tsx';
import { sessionName } from '../row/session-name.ts';
import { SessionCost } from './session-cost.tsx';
import type { SessionItem } from './session-items.ts';
import { threadName } from './thread-name.ts';

interface SessionLineProps {
  readonly item: SessionItem;
  /** The number of all requests, where it is known. */
  readonly total: number | null;
  readonly nowMs: number;
}

/** What a line of the tree shows. */
export function SessionLine({ item, total, nowMs }: SessionLineProps) {
  switch (item.kind) {
    case 'all':
      return <Line name="All requests" figure={formatCount(total)} />;
    case 'project':
      return (
        <span className="project-line" title={item.hint}>
          <span className="session-name">{visibleText(item.name)}</span>
          <span className="session-figure">{formatCount(item.sessions)}</span>
        </span>
      );
    case 'session':
      return <SessionFacts session={item.session} nowMs={nowMs} />;
    case 'thread':
      return <ThreadFacts item={item} />;
    case 'note':
      return <span className="session-note">{item.text}</span>;
  }
}

/** The same in words. */
export function spokenLine(item: SessionItem, total: number | null): string {
  switch (item.kind) {
    case 'all':
      return `All requests, ${formatCount(total)}`;
    case 'project':
      return `${item.name}, ${formatCounted(item.sessions, 'session')}`;
    case 'session': {
      const { session } = item;
      const cost = session.costMicroUsd === null ? 'cost unknown' : formatCost(session.costMicroUsd);
      return `${sessionName(session)}, ${formatCounted(session.exchanges, 'request')}, ${cost}${session.subscriptionMicroUsd === null ? '' : ', API-equivalent'}`;
    }
    case 'thread': {
      const { figures, thread } = item;
      const tokens = figures === null ? '' : `, ${formatCompact(figures.promptTokens)} tokens`;
      const cost = figures === null || figures.costMicroUsd === null ? '' : `, ${formatCost(figures.costMicroUsd)}`;
      return `${threadName(thread)}, ${formatCounted(thread.turns.length, 'turn')}${tokens}${cost}`;
    }
    case 'note':
      return item.text;
  }
}

function Line({ name, figure }: { readonly name: string; readonly figure: string }) {
  return (
    <span className="session-line">
      <span className="session-name">{name}</span>
      <span className="session-figure">{figure}</span>
    </span>
  );
}

function SessionFacts({ session, nowMs }: { readonly session: SessionView; readonly nowMs: number }) {
  return (
    <span className="session" title={sessionName(session)}>
      <span className="session-name">{visibleText(sessionName(session))}</span>
      <span className="session-figure">
        <SessionCost session={session} />
      </span>
      <span className="session-facts">
        {formatCounted(session.exchanges, 'request')}
        {session.promptTokens > 0 && <span className="session-tokens"> · {formatCompact(session.promptTokens)} tokens</span>}
      </span>
      <span className="session-when">{formatRecent(session.lastAtUs, nowMs)}</span>
    </span>
  );
}

function ThreadFacts({ item: { thread, figures } }: { readonly item: Extract<SessionItem, { readonly kind: 'thread' }> }) {
  const name = threadName(thread);
  const cost = figures === null ? '' : ` · ${formatCompact(figures.promptTokens)} tokens · ${formatCost(figures.costMicroUsd)}`;
  return (
    <span className="session-line" title={`${name} · ${formatCounted(thread.turns.length, 'turn')}${cost}`}>
      <span className="session-name">
        {visibleText(name)}
        <span className="dim"> · {formatCounted(thread.turns.length, 'turn')}</span>
      </span>
      <span className="session-figure">{figures === null ? '' : formatCompact(figures.promptTokens)}</span>
      <span className="session-figure session-thread-cost">{figures === null ? '' : formatCost(figures.costMicroUsd)}</span>
    </span>
  );
}
