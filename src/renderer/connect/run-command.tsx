import { useState } from 'react';
import type { RunCommandView } from '../../contract/reach-view.ts';
import { useAction, useCall } from '../bridge/use-call.ts';
import { Button } from '../ui/button.tsx';
import { Failed, Loading } from '../ui/list-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { RunCommandDialog } from './run-command-dialog.tsx';
import { ShellLines } from './shell-lines.tsx';
import './connect.css';

/** The command `whence run claude`: put on the path, shown before, and taken away again. */
export function RunCommand() {
  const command = useCall('readRunCommand', {}, { askAgainOnOpening: true });
  const install = useAction('installCommand', ['readRunCommand']);
  const remove = useAction('removeCommand', ['readRunCommand']);
  const [isShown, show] = useState(false);
  if (command.isPending) return <Loading what="where your shell looks for programs" />;
  if (command.isError) return <Failed what="where your shell looks for programs" why={command.error.message} onRetry={() => void command.refetch()} />;
  const view = command.data;
  const { state } = view;
  const isOurs = state === 'installed' || state === 'outdated';
  const isBusy = install.isPending || remove.isPending;
  const last = install.submittedAt > remove.submittedAt ? install : remove;
  const said = isBusy ? null : (last.error?.message ?? last.data?.message ?? null);
  return (
    <div className="connect-stack">
      <StateLine view={view} />
      {state !== 'foreign' && (
        <div className="connect-row">
          {state !== 'installed' && (
            <Button busy={install.isPending} disabled={isBusy} onPress={() => show(true)}>
              {putWords[state]}
            </Button>
          )}
          {isOurs && (
            <Button busy={remove.isPending} disabled={isBusy} onPress={() => remove.mutate({})}>
              Remove command
            </Button>
          )}
        </div>
      )}
      {said !== null && (
        <Notice tone={last.data?.done === true ? 'good' : 'bad'} announced>
          {said}
        </Notice>
      )}
      {isOurs && <HowToUse view={view} onLookAgain={() => void command.refetch()} isLooking={command.isFetching} />}
      {isShown && (
        <RunCommandDialog
          view={view}
          button={putWords[state === 'foreign' || state === 'installed' ? 'absent' : state]}
          onWrite={() => {
            show(false);
            install.mutate({ takesOver: state === 'other-whence' });
          }}
          onClose={() => show(false)}
        />
      )}
    </div>
  );
}

const putWords = { absent: 'Put whence on the path…', outdated: 'Write it anew…', 'other-whence': 'Take it over…' } as const;

function StateLine({ view: { state, file, otherDataDir, isOnPath } }: { readonly view: RunCommandView }) {
  if (state === 'foreign') return <Notice tone="warn">{file} is there already, and is not from Whence. It is left as it is: rename it, or take it away, to have the command here.</Notice>;
  if (state === 'other-whence') return <Notice tone="warn">{file} belongs to another Whence, whose data lie in {otherDataDir}. Taken over, it follows this one.</Notice>;
  const isReady = state === 'installed' && isOnPath;
  return (
    <output className={`trust-state ${isReady ? 'trust-trusted' : ''}`}>
      <span className="trust-sign" aria-hidden="true">
        {isReady ? '✓' : '○'}
      </span>
      <strong>{state === 'absent' ? 'Not there' : state === 'outdated' ? 'Of another version' : isOnPath ? 'On the path' : 'There, not on the path yet'}</strong>
      <span className="dim connect-path">{file}</span>
    </output>
  );
}

function HowToUse({ view, onLookAgain, isLooking }: { readonly view: RunCommandView; readonly onLookAgain: () => void; readonly isLooking: boolean }) {
  return (
    <>
      {!view.isOnPath && (
        <Notice tone="warn">
          <div className="connect-stack">
            <span>Terminals do not look into its folder yet. Run this once, and open another terminal:</span>
            <ShellLines label="Shell, for the path" lines={view.pathLines} what="line for the path" />
            <div className="connect-row">
              <Button busy={isLooking} onPress={onLookAgain}>
                Look again
              </Button>
            </div>
          </div>
        </Notice>
      )}
      {view.shadowedBy !== null && <Notice tone="warn">{view.shadowedBy} is found before it. Where you mean this one, name it by its file.</Notice>}
      <ShellLines label="Shell, for the command" lines={view.useLines} what="command" />
      <p className="dim">
        It starts any program with the variables set, and as usual while Whence is off. In zsh the word whence is taken: say <code>command</code> before it, or put{' '}
        <code>disable whence</code> into <code>.zshrc</code>.
      </p>
    </>
  );
}
