import { useState } from 'react';
import { useCall } from '../bridge/use-call.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { AllOfClaude } from './all-of-claude.tsx';
import { ClientSign } from './client-sign.tsx';
import { Elsewhere } from './elsewhere.tsx';
import { LoginItemOffer } from './login-item-offer.tsx';
import { OpenTerminal } from './open-terminal.tsx';
import { PointingLines } from './pointing-lines.tsx';
import { ProxyAddress } from './proxy-address.tsx';
import { RunCommand } from './run-command.tsx';
import type { ClientState } from './set-up-facts.ts';
import { WhenClosed } from './when-closed.tsx';
import './connect.css';

type Way = 'all' | 'run' | 'line' | 'elsewhere' | 'address';

interface PointStepProps {
  readonly client: ClientState;
  /** One of the other ways is looked at: what it says once it is done is to be read. */
  readonly onUnfold: () => void;
}

/** The second step: the quickest way first, the others each on a line. */
export function PointStep({ client, onUnfold }: PointStepProps) {
  const [open, setOpen] = useState<ReadonlySet<Way>>(new Set());
  // Of Windows alone.
  const hasWsl = useCall('readElsewhere', {}).data?.some(({ key }) => key === 'wsl') === true;
  const way = (key: Way) => ({
    isOpen: open.has(key),
    onToggle: () => {
      setOpen(open.has(key) ? new Set([...open].filter((other) => other !== key)) : new Set([...open, key]));
      onUnfold();
    },
  });
  return (
    <>
      <p className="dim">The quickest way: a terminal in which all is set. Run claude in it.</p>
      <OpenTerminal />
      <ClientSign client={client} />
      <div className="ways">
        <h4 className="ways-title">Other ways</h4>
        <Disclosure name="All of Claude Code" about="every terminal, editor and script, until you undo it" {...way('all')}>
          <AllOfClaude />
          <LoginItemOffer />
        </Disclosure>
        <Disclosure name="The command “whence run”" about="one program at a time, from any terminal" {...way('run')}>
          <RunCommand />
        </Disclosure>
        <Disclosure name="A line for your shell" about="for a terminal you have open, or for its startup file" {...way('line')}>
          <PointingLines />
          <WhenClosed />
        </Disclosure>
        <Disclosure name="Somewhere else" about={`a container, ${hasWsl ? 'WSL 2, ' : ''}another machine over SSH`} {...way('elsewhere')}>
          <Elsewhere />
        </Disclosure>
        <Disclosure name="The address of the proxy" about="for what asks for one" {...way('address')}>
          <ProxyAddress />
        </Disclosure>
      </div>
    </>
  );
}
