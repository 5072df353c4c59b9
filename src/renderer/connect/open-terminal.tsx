import type { TerminalsView } from '../../contract/reach-view.ts';
import { copyText, useAction, useCall } from '../bridge/use-call.ts';
import { Button } from '../ui/button.tsx';
import { CommandLine } from '../ui/command-line.tsx';
import { Failed, Loading } from '../ui/list-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { Select } from '../ui/select.tsx';
import { useKeptChoice } from '../ui/use-kept-choice.ts';
import './connect.css';

/** Opens a terminal in which the variables are set already: one of those found on this machine, by default the one that was chosen last. */
export function OpenTerminal() {
  const found = useCall('listTerminals', {}, { askAgainOnOpening: true });
  if (found.isPending) return <Loading what="the terminals of this machine" />;
  if (found.isError) return <Failed what="the terminals of this machine" why={found.error.message} onRetry={() => void found.refetch()} />;
  const [first] = found.data.terminals;
  if (first === undefined) {
    return (
      <div className="connect-stack">
        <Notice tone="warn">Whence found no terminal that it knows how to open. Run this line in one of yours, and start claude there.</Notice>
        <CommandLine command={found.data.line} what="line for a terminal" onCopy={copyText} />
      </div>
    );
  }
  return <FoundTerminals terminals={found.data.terminals} first={first.id} />;
}

function FoundTerminals({ terminals, first }: { readonly terminals: TerminalsView['terminals']; readonly first: string }) {
  const [chosen, choose] = useKeptChoice('terminal', terminals.map(({ id }) => id), first);
  const open = useAction('openTerminal');
  const name = terminals.find(({ id }) => id === chosen)?.name ?? '';
  const said = open.isPending ? null : (open.error?.message ?? open.data?.message ?? null);
  const line = open.data?.done === false ? open.data.manualCommand : null;
  return (
    <div className="connect-stack">
      <div className="connect-row">
        <Button look="main" busy={open.isPending} onPress={() => open.mutate({ id: chosen })}>
          Open terminal
        </Button>
        {terminals.length > 1 ? (
          <Select label="Terminal" value={chosen} choices={terminals.map((terminal) => ({ value: terminal.id, name: terminal.name }))} onChange={choose} />
        ) : (
          <span className="dim">{name}</span>
        )}
        <span className="dim">The variables are set in it, and in nothing else.</span>
      </div>
      {said !== null && (
        <Notice tone={open.data?.done === true ? 'good' : 'bad'} announced>
          {said}
        </Notice>
      )}
      {line !== null && !open.isPending && <CommandLine command={line} what="line for a terminal" onCopy={copyText} />}
    </div>
  );
}
