import { use } from 'react';
import type { SessionView } from '../../../contract/exchange-view.ts';
import type { RatingView } from '../../../contract/rating-view.ts';
import { formatRecent } from '../../format/moments.ts';
import { formatCompact, formatCost, formatCount, formatCounted } from '../../format/quantities.ts';
import { commentHint } from '../../rating/comment-hint.ts';
import { GroupRatingsContext } from '../../rating/group-ratings-context.ts';
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
      return (
        <span className="session-line">
          <span className="session-name">All requests</span>
          <span className="session-figure">{formatCount(total)}</span>
        </span>
      );
    case 'project':
      return (
        <span className="project-line" title={item.hint}>
          <span className="session-name">{visibleText(item.name)}</span>
          <span className="session-figure">
            {formatCounted(item.sessions, 'session')}
          </span>
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

function SessionFacts({ session, nowMs }: { readonly session: SessionView; readonly nowMs: number }) {
  const rating = use(GroupRatingsContext).ofSession(session.id);
  // That it was imported, the line above says for all of them.
  const name = sessionName({ ...session, id: session.id.replace(/^import:\d+:/, ''), importNumber: null });
  return (
    <span className={isOfNoSession(session) ? 'session session-aside' : 'session'} title={name}>
      <span className="session-name">{visibleText(name)}</span>
      <span className="session-figure">
        {!(isOfNoSession(session) && session.costMicroUsd === null) && <SessionCost session={session} />}
      </span>
      <span className="session-facts">
        {formatCounted(session.exchanges, 'request')}
        {session.promptTokens > 0 && <span className="session-tokens"> · {formatCompact(session.promptTokens)} tokens</span>}
      </span>
      <span className="session-when">
        {rating !== null && <SessionStars rating={rating} />}
        {formatRecent(session.lastAtUs, nowMs)}
      </span>
    </span>
  );
}

function SessionStars({ rating: { stars, comment } }: { readonly rating: RatingView }) {
  return (
    <span className="session-stars" title={`Rated ${formatCounted(stars, 'star')}${comment === null ? '' : `: ${commentHint(comment)}`}`}>
      <span aria-hidden="true">{'★'.repeat(stars)}</span>
      <span className="for-screen-readers">{formatCounted(stars, 'star')}</span>
    </span>
  );
}

/** Whether it is what named no session, put together by its host: mostly side calls. */
function isOfNoSession({ id }: SessionView): boolean {
  return id.replace(/^import:\d+:/, '').startsWith('host:');
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
      {figures !== null && (
        <span className="session-figure">
          {formatCompact(figures.promptTokens)}
          <span className="for-screen-readers"> tokens</span>
        </span>
      )}
      {figures !== null && <span className="session-figure session-thread-cost">{formatCost(figures.costMicroUsd)}</span>}
    </span>
  );
}
