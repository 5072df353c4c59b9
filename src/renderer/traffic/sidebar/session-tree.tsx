import { memo, useState } from 'react';
import type { SessionView } from '../../../contract/exchange-view.ts';
import type { Place } from '../../navigation/place.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { Failed, Loading } from '../../ui/list-state.tsx';
import { Tree } from '../../ui/tree.tsx';
import { useNow } from '../../ui/use-now.ts';
import { ProjectMenu } from './project-menu.tsx';
import { keysOfPlace, type SessionItem } from './session-items.ts';
import { SessionLine } from './session-line.tsx';
import { SessionMenu } from './session-menu.tsx';
import { useSessionTree } from './use-session-tree.ts';
import './session-tree.css';

interface SessionTreeProps {
  /** Null while they are being read; the latest first. */
  readonly sessions: readonly SessionView[] | null;
  readonly failure: string | null;
  readonly onRetry: () => void;
}

const noSessions: readonly SessionView[] = [];

interface DrawnTreeProps extends SessionTreeProps {
  readonly session: string | null;
  readonly thread: string | null;
  readonly go: (change: Partial<Place>) => void;
}

/** All requests; projects, their sessions, and the threads of those that are unfolded. What is pressed is what the list shows. */
export function SessionTree(props: SessionTreeProps) {
  const [{ session, thread }, go] = usePlace();
  return <DrawnTree {...props} session={session} thread={thread} go={go} />;
}

/** Not drawn again when another request is opened: there may be thousands of sessions. */
const DrawnTree = memo(DrawnSessionTree);

function DrawnSessionTree({ sessions, failure, onRetry, session: chosenSession, thread: chosenThread, go }: DrawnTreeProps) {
  const place = { session: chosenSession, thread: chosenThread };
  const nowMs = useNow(true, 60_000);
  const { items, toggle, hold } = useSessionTree(sessions ?? noSessions, place);
  const [menu, setMenu] = useState<{ readonly item: SessionItem; readonly at: { readonly x: number; readonly y: number } } | null>(null);
  // A thread has no rating of its own: what can be done there is done with its session.
  const asked = menu?.item.kind === 'thread' ? menu.item.sessionId : null;
  const session = menu?.item.kind === 'session' ? menu.item.session : (sessions?.find(({ id }) => id === asked) ?? null);
  const directory = menu?.item.kind === 'project' ? menu.item.directory : null;
  const total = sessions?.reduce((sum, { exchanges }) => sum + exchanges, 0) ?? null;
  const chosen = keysOfPlace(place).find((key) => items.some((item) => item.key === key)) ?? null;

  const narrow = (to: Pick<Place, 'session' | 'thread'>) => go({ ...to, exchange: null, search: null });
  const choose = (key: string) => {
    const item = items.find((other) => other.key === key);
    if (item?.kind === 'all') narrow({ session: null, thread: null });
    else if (item?.kind === 'project') toggle(key);
    else if (item?.kind === 'session') narrow({ session: item.session.id, thread: null });
    else if (item?.kind === 'thread') narrow({ session: item.sessionId, thread: item.thread.key });
  };

  return (
    <nav className="sessions" aria-labelledby="sessions-title">
      <Tree
        label="Projects and sessions"
        items={items}
        chosen={chosen}
        choosing="by-pressing"
        indentPx={10}
        onChoose={choose}
        onHold={hold}
        onToggle={(key) => {
          if (items.some((item) => item.key === key && item.expanded !== null)) toggle(key);
        }}
        onMenu={(key, at) => {
          const item = items.find((other) => other.key === key);
          if (item !== undefined) setMenu({ item, at });
        }}
      >
        {(item) => <SessionLine item={item} total={total} nowMs={nowMs} />}
      </Tree>
      {failure !== null && <Failed what="the sessions" why={failure} onRetry={onRetry} />}
      {sessions === null && failure === null && <Loading what="the sessions" />}
      <SessionMenu session={session} at={session === null ? null : (menu?.at ?? null)} onClose={() => setMenu(null)} />
      <ProjectMenu directory={directory} at={directory === null ? null : (menu?.at ?? null)} onClose={() => setMenu(null)} />
    </nav>
  );
}
