import type { SessionView } from '../../../contract/exchange-view.ts';
import { ContextMenu } from '../../ui/context-menu.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Toast } from '../../ui/toast.tsx';
import { useSessionActions } from './use-session-actions.ts';

interface SessionMenuProps {
  readonly session: SessionView | null;
  readonly at: { readonly x: number; readonly y: number } | null;
  readonly onClose: () => void;
}

/** What can be done with the session whose line it was asked for on. */
export function SessionMenu({ session, at, onClose }: SessionMenuProps) {
  const actions = useSessionActions(session, at);
  return (
    <>
      <ContextMenu label="Session" at={at} groups={actions.groups} onClose={onClose} />
      <Refusal why={actions.refusal} onDismiss={actions.dismiss} />
    </>
  );
}

/** The same for the session that is chosen, behind a button. */
export function ChosenSessionMenu({ session }: { readonly session: SessionView }) {
  const actions = useSessionActions(session, null);
  return (
    <>
      <Menu label="More for the chosen session" hint="Export, copy or delete the chosen session" face={<Icon name="more" size={13} />} groups={actions.groups} />
      <Refusal why={actions.refusal} onDismiss={actions.dismiss} />
    </>
  );
}

function Refusal({ why, onDismiss }: { readonly why: string; readonly onDismiss: () => void }) {
  if (why === '') return null;
  return (
    <Toast tone="bad" onDismiss={onDismiss}>
      The session was not deleted: {why}
    </Toast>
  );
}
