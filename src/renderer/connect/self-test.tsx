import { useEffect } from 'react';
import type { SelfTestCheck, SelfTestView } from '../../contract/self-test-view.ts';
import { copyText, useAction, useCall } from '../bridge/use-call.ts';
import { useCommands } from '../commands/use-commands.ts';
import { formatRecent } from '../format/moments.ts';
import { formatCounted } from '../format/quantities.ts';
import { Button } from '../ui/button.tsx';
import { CommandLine } from '../ui/command-line.tsx';
import { visibleText } from '../ui/visible-text.tsx';
import './connect.css';
import './self-test.css';

/** The test of the connection: a request through the proxy to itself, and all that may stand between Claude Code and here. Leaving breaks it off. */
export function SelfTest() {
  const test = useCall('readSelfTest', {});
  const start = useAction('startSelfTest', ['readSelfTest']);
  const { mutate: cancel } = useAction('cancelSelfTest', ['readSelfTest']);
  useEffect(() => () => cancel({}), [cancel]);
  const view = test.data ?? null;
  const isRunning = view !== null && view.endedAtMs === null;
  const begin = (): void => start.mutate({});
  useCommands([{ id: 'set-up.test', name: 'Test the connection', group: 'Window', isOff: isRunning, run: begin }]);
  return (
    <div className="connect-stack">
      <div className="connect-row">
        <Button busy={isRunning} onPress={begin}>
          {view === null || isRunning ? 'Test the connection' : 'Test again'}
        </Button>
        {isRunning && (
          <Button look="quiet" onPress={() => cancel({})}>
            Cancel
          </Button>
        )}
        <output className={view === null ? 'dim' : ''}>{view === null ? what : verdict(view)}</output>
      </div>
      {start.error !== null && <p role="alert">{start.error.message}</p>}
      {view !== null && (
        <ul className="self-test" aria-label="What was tested">
          {inOrder(view).map((check) => (
            <Check key={check.id} check={check} />
          ))}
        </ul>
      )}
    </div>
  );
}

const what = 'Sends a request through the proxy to itself, and reaches for the server as far as its certificate. No request leaves this machine, and nothing is recorded.';

function Check({ check }: { readonly check: SelfTestCheck }) {
  const { state, sentence, remedy, command } = check;
  return (
    <li className={`self-test-check self-test-${state}`}>
      <span className="self-test-sign" aria-hidden="true">
        {signs[state]}
      </span>
      <div className="self-test-words">
        <span className="self-test-what">
          {check.what}
          <span className="for-screen-readers">: {stateWords[state]}</span>
        </span>
        {sentence !== '' && <span className="self-test-sentence">{visibleText(sentence)}</span>}
        {remedy !== null && <span className="self-test-remedy">{visibleText(remedy)}</span>}
        {command !== null && <CommandLine command={command} what={`command: ${check.what}`} onCopy={copyText} />}
      </div>
    </li>
  );
}

/** When all is known, what is in the way goes first. */
function inOrder({ endedAtMs, checks }: SelfTestView): readonly SelfTestCheck[] {
  if (endedAtMs === null) return checks;
  return checks.toSorted((one, other) => urgency[one.state] - urgency[other.state]);
}

function verdict({ endedAtMs, checks }: SelfTestView): string {
  const count = (state: SelfTestCheck['state']): number => checks.filter((check) => check.state === state).length;
  if (endedAtMs === null) return `Testing: ${count('waiting')} of ${checks.length} still to come.`;
  const failed = count('failed');
  const warned = count('warning');
  const at = `Tested at ${formatRecent(endedAtMs * 1000, Date.now())}.`;
  if (failed > 0) return `${formatCounted(failed, 'thing')} ${failed === 1 ? 'is' : 'are'} in the way. ${at}`;
  if (warned > 0) return `The connection works. ${formatCounted(warned, 'thing')} ${warned === 1 ? 'wants' : 'want'} attention. ${at}`;
  return `The connection works. ${at}`;
}

const urgency = { failed: 0, warning: 1, waiting: 2, passed: 2, skipped: 2 } as const;
const signs = { waiting: '…', passed: '✓', failed: '✕', warning: '!', skipped: '–' } as const;
const stateWords = { waiting: 'not looked at yet', passed: 'passed', failed: 'failed', warning: 'wants attention', skipped: 'not needed' } as const;
