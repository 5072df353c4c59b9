import type { RemovalReport, RemovalResult } from '../../contract/leaving-view.ts';
import { copyText, useAction } from '../bridge/use-call.ts';
import { Button } from '../ui/button.tsx';
import { CommandLine } from '../ui/command-line.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { visibleText } from '../ui/visible-text.tsx';
import { Stays } from './stays.tsx';
import '../ui/page.css';
import './leaving.css';

const signs: Readonly<Record<RemovalResult['state'], { readonly icon: IconName; readonly words: string }>> = {
  waiting: { icon: 'right', words: 'Waiting' },
  'under-way': { icon: 'right', words: 'Removing…' },
  done: { icon: 'done', words: 'Removed' },
  failed: { icon: 'warning', words: 'Failed' },
  'left-out': { icon: 'right', words: 'Left out' },
  absent: { icon: 'right', words: 'Nothing there' },
};

/** What had the focus is gone. */
const takeFocus = (heading: HTMLElement | null) => heading?.focus();

/** In the place of the whole window, from when Whence is being removed on: what becomes of each step, and what is left. */
export function Removed({ report: { isOver, results, stays, goesAtQuit } }: { readonly report: RemovalReport }) {
  const quit = useAction('quitApp');
  const failed = results.filter(({ state }) => state === 'failed').length;
  return (
    <main className="removed page">
      <div className="page-column">
        <h1 className="page-title" tabIndex={-1} ref={takeFocus}>
          {titleOf(isOver, failed)}
        </h1>
        <p className="page-lead" role="status">
          {isOver ? whatNow(goesAtQuit) : 'One after the other. The system may ask for your password.'}
        </p>
        {isOver && (
          <div className="page-row">
            <Button look="main" busy={quit.isPending} onPress={() => quit.mutate({})}>
              Quit Whence
            </Button>
          </div>
        )}
        <ul className="leaving-results" aria-label="What was removed">
          {results.map(({ id, name, state, message, manualCommand }) => (
            <li key={id} className={`leaving-result leaving-is-${state}`}>
              <span className="leaving-sign">
                <Icon name={signs[state].icon} size={12} /> {signs[state].words}
              </span>
              <strong>{name}</strong>
              <span className="leaving-message">
                {visibleText(message)}
              </span>
              {manualCommand !== null && <CommandLine command={manualCommand} what="command that does it by hand" onCopy={copyText} />}
            </li>
          ))}
        </ul>
        {isOver && <Stays stays={stays} heading="h2" />}
      </div>
    </main>
  );
}

function titleOf(isOver: boolean, failed: number): string {
  if (!isOver) return 'Removing Whence…';
  return failed === 0 ? 'Whence was removed' : 'Whence was removed, but for what failed';
}

function whatNow(goesAtQuit: string | null): string {
  return goesAtQuit === null ? 'Quit it now.' : 'Quit it now: the files of its window, and the data folder if nothing else is in it, are deleted as soon as it has ended.';
}
