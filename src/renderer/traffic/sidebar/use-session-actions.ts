import type { SessionView } from '../../../contract/exchange-view.ts';
import { copyText, useAction } from '../../bridge/use-call.ts';
import { useSample } from '../../connect/use-sample.ts';
import { useOfferedCommands } from '../../commands/use-commands.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { wishToRate } from '../../navigation/rating-wish.ts';
import { ratedSession } from '../../rating/rated-of-row.ts';
import type { MenuGroup } from '../../ui/menu.tsx';
import { sessionName } from '../row/session-name.ts';

interface SessionActions {
  readonly groups: readonly MenuGroup[];
  /** Why the last deletion was not done; empty where it was, or nobody asked for one. */
  readonly refusal: string;
  readonly dismiss: () => void;
}

// About where its button is.
const belowSidebarHead = { x: 120, y: 76 };

interface Point {
  readonly x: number;
  readonly y: number;
}

/** What can be done with a session, asked for at a point of the window, or by the button at the head of the list. Deleting asks first, in the main process; exporting shows first what the file would hold. */
export function useSessionActions(session: SessionView | null, at: Point | null): SessionActions {
  const [place, go] = usePlace();
  const deletion = useAction('deleteSession');
  const exporting = useOfferedCommands().find(({ id }) => id === 'window.export');
  const sample = useSample();
  const refusal = deletion.error?.message ?? (deletion.data?.done === false ? deletion.data.message : sample.failure);
  const dismiss = () => {
    deletion.reset();
    sample.dismiss();
  };
  if (session === null) return { groups: [], refusal, dismiss };

  const remove = () =>
    deletion.mutate(
      { sessionId: session.id },
      { onSuccess: ({ done }) => done && place.session === session.id && go({ session: null, thread: null, exchange: null }) },
    );
  const save = () => {
    go({ session: session.id, thread: null, exchange: null });
    exporting?.run();
  };
  const all = [
    { key: 'export', name: 'Export…', isOff: exporting === undefined || exporting.isOff === true, run: save },
    { key: 'rate', name: 'Rate the session…', run: () => wishToRate({ what: [ratedSession({ sessionId: session.id, name: sessionName(session), isImported: session.importNumber !== null })], at: at ?? belowSidebarHead }) },
    { key: 'copy', name: 'Copy session id', run: () => void copyText(session.id.replace(/^import:\d+:/, '')) },
    session.importNumber !== null && session.importNumber === sample.number
      ? { key: 'delete', name: 'Remove the sample session', isOff: sample.doing !== null, run: sample.remove }
      : { key: 'delete', name: 'Delete session…', isOff: deletion.isPending, run: remove },
  ];
  return { groups: [{ name: null, entries: all }], refusal, dismiss };
}
