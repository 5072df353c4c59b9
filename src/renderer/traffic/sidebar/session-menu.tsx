import type { SessionView } from '../../../contract/exchange-view.ts';
import { copyText, useAction } from '../../bridge/use-call.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { ContextMenu } from '../../ui/context-menu.tsx';
import type { MenuGroup } from '../../ui/menu.tsx';
import { Toast } from '../../ui/toast.tsx';

interface SessionMenuProps {
  readonly session: SessionView | null;
  readonly at: { readonly x: number; readonly y: number } | null;
  readonly onClose: () => void;
}

/** What can be done with a session, where it was asked for. Deleting asks first, in the main process. */
export function SessionMenu({ session, at, onClose }: SessionMenuProps) {
  const { groups, refusal, dismiss } = useSessionActions(session);
  return (
    <>
      <ContextMenu label="Session" at={at} groups={groups} onClose={onClose} />
      {refusal !== '' && (
        <Toast tone="bad" onDismiss={dismiss}>
          {refusal}
        </Toast>
      )}
    </>
  );
}
