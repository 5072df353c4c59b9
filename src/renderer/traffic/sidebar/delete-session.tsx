import { useAction } from '../../bridge/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Toast } from '../../ui/toast.tsx';

interface DeleteSessionProps {
  readonly sessionId: string;
  readonly onDeleted: () => void;
}

/** Deletes a session, after the main process has asked. */
export function DeleteSession({ sessionId, onDeleted }: DeleteSessionProps) {
  const deletion = useAction('deleteSession');
  const refusal = deletion.error?.message ?? (deletion.data?.done === false ? deletion.data.message : '');
  return (
    <>
      <Button
        look="quiet"
        label="Delete session…"
        hint="Delete this session"
        busy={deletion.isPending}
        onPress={() => deletion.mutate({ sessionId }, { onSuccess: (outcome) => outcome.done && onDeleted() })}
      >
        <Icon name="bin" size={12} />
      </Button>
      {refusal !== '' && (
        <Toast tone="bad" onDismiss={() => deletion.reset()}>
          The session was not deleted: {refusal}
        </Toast>
      )}
    </>
  );
}
