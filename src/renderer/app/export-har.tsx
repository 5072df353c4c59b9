import { useState } from 'react';
import { sessionOfRow } from '../bridge/merge-rows.ts';
import { useAction, useCall } from '../bridge/use-call.ts';
import { Button } from '../ui/button.tsx';
import { Toast } from '../ui/toast.tsx';

interface ExportHarProps {
  readonly session: string | null;
  readonly exchange: string | null;
}

/** Saves a session as HAR: the one chosen, else the one of the open request, else the only one there is. */
export function ExportHar({ session, exchange }: ExportHarProps) {
  const sessions = useCall('listSessions', {});
  const open = useCall('readExchange', { id: exchange ?? '' }, { enabled: exchange !== null && session === null });
  const exportHar = useAction('exportSessionHar');
  const [hidden, setHidden] = useState(false);

  const ofOpen = open.data === undefined || open.data === null ? null : sessionOfRow(open.data.row);
  const only = sessions.data?.length === 1 ? sessions.data[0]?.id : undefined;
  const sessionId = session ?? ofOpen ?? only ?? null;
  const title = sessions.data?.find((other) => other.id === sessionId)?.title;

  return (
    <>
      <Button
        disabled={sessionId === null}
        busy={exportHar.isPending}
        hint={sessionId === null ? 'Choose a session first' : `Save ${title ?? 'this session'} as HAR 1.2`}
        onPress={() => {
          if (sessionId === null) return;
          setHidden(false);
          exportHar.mutate({ sessionId });
        }}
      >
        Export HAR…
      </Button>
      {!hidden && exportHar.isError && (
        <Toast tone="bad" onDismiss={() => setHidden(true)}>
          The export failed: {exportHar.error.message}
        </Toast>
      )}
      {/* An empty message means that the dialog was cancelled: nothing happened, nothing is said. */}
      {!hidden && exportHar.data !== undefined && exportHar.data.message !== '' && (
        <Toast tone={exportHar.data.done ? 'good' : 'bad'} onDismiss={() => setHidden(true)}>
          {exportHar.data.message}
        </Toast>
      )}
    </>
  );
}
