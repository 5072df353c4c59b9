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
  done: { icon: 'done', words: 'Removed' },
  failed: { icon: 'warning', words: 'Failed' },
  'left-out': { icon: 'right', words: 'Left out' },
  absent: { icon: 'right', words: 'Nothing there' },
};

/** In the place of the whole window, once Whence was removed: what became of each step, and what is left. */
export function Removed({ report: { results, stays, goesAtQuit } }: { readonly report: RemovalReport }) {
  const quit = useAction('quitApp');
  const failed = results.filter(({ state }) => state === 'failed').length;
  return (
    <main className="removed page">
      <div className="page-column">
        <h1 className="page-title">{failed === 0 ? 'Whence was removed' : 'Whence was removed, but for what failed'}</h1>
        <p className="page-lead" role="status">
          {goesAtQuit === null ? 'Quit it now.' : 'Quit it now: the files of its window, and the data folder if nothing else is in it, are deleted as soon as it has ended.'}
        </p>
        <div className="page-row">
          <Button look="main" busy={quit.isPending} onPress={() => quit.mutate({})}>
            Quit Whence
          </Button>
        </div>
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
        <Stays stays={stays} heading="h2" />
      </div>
    </main>
  );
}
