import type { UseQueryResult } from '@tanstack/react-query';
import type { CallName } from '../../contract/calls.ts';
import type { RemedyOf, RemedyOutcome, RemedyPlan } from '../../contract/remedy-view.ts';
import { useAction, useCall } from '../bridge/use-call.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { LineChanges } from '../ui/line-changes.tsx';
import { Failed, Loading } from '../ui/list-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { visibleText } from '../ui/visible-text.tsx';
import type { DoneRemedy } from './remedy-done.tsx';

interface Ends {
  readonly onClose: () => void;
  readonly onDone: (done: DoneRemedy) => void;
}

const stale: readonly CallName[] = ['readRemedies', 'planRemedy', 'listAppliedRemedies', 'planUndoRemedy', 'readClaudeSettings'];

/** What a remedy would write, and the button that writes it. */
export function ApplyRemedy({ asked, onClose, onDone }: Ends & { readonly asked: RemedyOf }) {
  const plan = useCall('planRemedy', asked, { askAgainOnOpening: true, askAgainOnFocus: true });
  const apply = useAction('applyRemedy', stale);
  const write = (id: string) => apply.mutate({ ...asked, id }, { onSuccess: (outcome) => ended(outcome, onDone) });
  return <PlanDialog title="Change Claude Code’s settings" plan={plan} busy={apply.isPending} refusal={refusalOf(apply)} button={applyWords} afterwards="Whence keeps a copy of the file as it is now, and can undo this." onWrite={write} onClose={onClose} />;
}

/** What undoing a remedy would write. */
export function UndoRemedy({ appliedId, onClose, onDone }: Ends & { readonly appliedId: string }) {
  const plan = useCall('planUndoRemedy', { appliedId }, { askAgainOnOpening: true, askAgainOnFocus: true });
  const undo = useAction('undoRemedy', stale);
  const write = (id: string) => undo.mutate({ appliedId, id }, { onSuccess: (outcome) => ended(outcome, onDone) });
  return <PlanDialog title="Undo in Claude Code’s settings" plan={plan} busy={undo.isPending} refusal={refusalOf(undo)} button={undoWords} onWrite={write} onClose={onClose} />;
}

interface PlanDialogProps {
  readonly title: string;
  readonly plan: UseQueryResult<RemedyPlan, Error>;
  readonly busy: boolean;
  readonly refusal: string | null;
  readonly button: Readonly<Record<Effect, string>>;
  /** What else is to be known before it is written. */
  readonly afterwards?: string;
  readonly onWrite: (id: string) => void;
  readonly onClose: () => void;
}

function PlanDialog({ title, plan, busy, refusal, button, afterwards = '', onWrite, onClose }: PlanDialogProps) {
  // An answer of an earlier opening must not be taken for what stands there now.
  const shown = plan.isFetching && !plan.isFetchedAfterMount ? undefined : plan.data;
  const note = refusal === null ? undefined : (
    <Notice tone="bad" announced>
      {visibleText(refusal)}
    </Notice>
  );
  return (
    <Dialog
      title={title}
      width="wide"
      onClose={onClose}
      note={note}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          {shown?.planned === true && (
            <Button look="main" busy={busy} onPress={() => onWrite(shown.id)}>
              {button[shown.effect]}
            </Button>
          )}
        </>
      }
    >
      {plan.isError && <Failed what="the settings" why={plan.error.message} onRetry={() => void plan.refetch()} />}
      {!plan.isError && shown === undefined && <Loading what="the settings" />}
      {shown?.planned === false && <Notice tone="bad">{visibleText(shown.message)}</Notice>}
      {shown?.planned === true && (
        <>
          <p>
            {effectWords[shown.effect]} <code className="remedy-file">{visibleText(shown.file)}</code>
          </p>
          {shown.lines.length > 0 && <LineChanges label="What changes in the file" lines={shown.lines} />}
          {shown.lines.some(({ text }) => text.includes(hiddenValue)) && <p className="dim">Other values are hidden here, and stay as they are.</p>}
          {shown.notes.map((sentence) => (
            <p key={sentence} className="dim">
              {visibleText(sentence)}
            </p>
          ))}
          {shown.warnings.map((sentence) => (
            <Notice key={sentence} tone="warn">
              {visibleText(sentence)}
            </Notice>
          ))}
          {shown.effect !== 'nothing' && <p className="dim">It takes effect when Claude Code is started the next time: one that is running may go on as before. {afterwards}</p>}
        </>
      )}
    </Dialog>
  );
}

type Effect = Extract<RemedyPlan, { planned: true }>['effect'];

const hiddenValue = '••••';
const effectWords: Readonly<Record<Effect, string>> = {
  make: 'There is no such file yet. It would be made:',
  remove: 'Whence made this file. It would be removed:',
  change: 'This would change in',
  nothing: 'Nothing would change in',
};
const applyWords: Readonly<Record<Effect, string>> = { make: 'Make the file', remove: 'Remove the file', change: 'Write it', nothing: 'Close' };
const undoWords: Readonly<Record<Effect, string>> = { make: 'Make the file', remove: 'Remove the file', change: 'Take it out', nothing: 'Forget it' };

function ended(outcome: RemedyOutcome, onDone: Ends['onDone']): void {
  if (outcome.done) onDone({ message: outcome.message, marker: outcome.marker, atMs: Date.now() });
}

function refusalOf({ error, data }: { readonly error: Error | null; readonly data: RemedyOutcome | undefined }): string | null {
  return error?.message ?? (data?.done === false ? data.message : null);
}
