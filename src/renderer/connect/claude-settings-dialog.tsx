import { useState } from 'react';
import type { ClaudeSettingsChange, ClaudeSettingsPlan } from '../../contract/claude-settings-view.ts';
import { useAction, useCall } from '../bridge/use-call.ts';
import { Button } from '../ui/button.tsx';
import { Check } from '../ui/check.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { LineChanges } from '../ui/line-changes.tsx';
import { Failed, Loading } from '../ui/list-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { visibleText } from '../ui/visible-text.tsx';
import { ClaudeSettingsAtQuit } from './claude-settings-at-quit.tsx';

interface ClaudeSettingsDialogProps {
  readonly what: ClaudeSettingsChange;
  readonly onClose: () => void;
  /** It was done; a sentence says what came of it. */
  readonly onDone: (message: string) => void;
}

/** The difference that would be written into Claude Code's settings, and the button that writes it. */
export function ClaudeSettingsDialog({ what, onClose, onDone }: ClaudeSettingsDialogProps) {
  const plan = useCall('planClaudeSettings', { what }, { askAgainOnOpening: true, askAgainOnFocus: true });
  const change = useAction('changeClaudeSettings', ['readClaudeSettings', 'planClaudeSettings', 'readStatus', 'readSettings', 'readUpstreamProxy']);
  const [wish, setWish] = useState<boolean | null>(null);
  // An answer of an earlier opening must not be taken for what stands there now.
  const shown = plan.isFetching && !plan.isFetchedAfterMount ? undefined : plan.data;
  const goesOn = wish ?? (shown?.planned === true && shown.goOnThrough?.isSuggested === true);
  const refusal = change.error?.message ?? (change.data?.done === false ? change.data.message : null);
  const write = (id: string, goOnThrough: boolean) =>
    change.mutate(
      { what, id, goOnThrough },
      {
        onSuccess: (outcome) => {
          if (outcome.done) onDone(outcome.message);
        },
      },
    );
  return (
    <Dialog
      title={titles[what]}
      width="wide"
      onClose={onClose}
      note={
        refusal === null ? undefined : (
          <Notice tone="bad" announced>
            {visibleText(refusal)}
          </Notice>
        )
      }
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          {shown?.planned === true && (
            <Button look="main" busy={change.isPending} onPress={() => write(shown.id, goesOn && shown.goOnThrough !== null)}>
              {buttonWords(what, shown)}
            </Button>
          )}
        </>
      }
    >
      {plan.isError && <Failed what="Claude Code’s settings" why={plan.error.message} onRetry={() => void plan.refetch()} />}
      {!plan.isError && shown === undefined && <Loading what="Claude Code’s settings" />}
      {shown?.planned === false && <Notice tone="bad">{visibleText(shown.message)}</Notice>}
      {shown?.planned === true && (
        <>
          <p>
            {effectWords[shown.effect]} <code className="connect-file">{visibleText(shown.file)}</code>
          </p>
          {shown.lines.length > 0 && <LineChanges label="What changes in the file" lines={shown.lines} />}
          {shown.lines.length > 0 && (
            <p className="dim">
              {what === 'set' && bothSpellings} {shown.lines.some(({ text }) => text.includes(hiddenValue)) && othersHidden}
            </p>
          )}
          {shown.notes.map((note) => (
            <p key={note} className="dim">
              {visibleText(note)}
            </p>
          ))}
          {shown.warnings.map((warning) => (
            <Notice key={warning} tone="warn">
              {visibleText(warning)}
            </Notice>
          ))}
          {shown.goOnThrough !== null && (
            <Check name={<>Whence goes on through {visibleText(shown.goOnThrough.proxy)}</>} about="It can be changed under Settings, as the proxy on the way out." checked={goesOn} onChange={setWish} />
          )}
          {what === 'set' && <ClaudeSettingsAtQuit />}
        </>
      )}
    </Dialog>
  );
}

const bothSpellings = 'Both spellings of the proxy are set: the one in small letters goes before the other, even where a shell sets it.';
const othersHidden = 'Values of other variables are hidden here, and stay as they are.';
const hiddenValue = '••••';

const titles = { set: 'Set for all of Claude Code', undo: 'Undo in Claude Code’s settings' } as const;

const effectWords = {
  make: 'There is no such file yet. It would be made:',
  remove: 'Whence made this file. It would be removed:',
  change: 'This would change in',
  nothing: 'Nothing would change in',
} as const;

function buttonWords(what: ClaudeSettingsChange, { effect }: Extract<ClaudeSettingsPlan, { planned: true }>): string {
  if (what === 'set') return effect === 'make' ? 'Make the file' : 'Write it';
  return effect === 'remove' ? 'Remove the file' : effect === 'nothing' ? 'Forget it' : 'Take it out';
}
