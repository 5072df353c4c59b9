import type { ReactNode } from 'react';
import { useAction } from '../bridge/use-call.ts';
import { Toast } from '../ui/toast.tsx';
import { visibleText } from '../ui/visible-text.tsx';

/** Saves texts as files where the user says; `said` is how the last one ended, to be shown. Whoever cancels is told nothing. */
export function useSavedText(): { readonly save: (file: { readonly name: string; readonly text: string }) => void; readonly said: ReactNode; readonly isSaving: boolean } {
  const saving = useAction('saveText');
  const message = saving.error === null ? (saving.data?.message ?? '') : `It was not saved: ${saving.error.message}`;
  const said = message !== '' && (
    <Toast tone={saving.data?.done === true ? 'good' : 'bad'} onDismiss={saving.reset}>
      {visibleText(message)}
    </Toast>
  );
  return { save: (file) => saving.mutate(file), said, isSaving: saving.isPending };
}
