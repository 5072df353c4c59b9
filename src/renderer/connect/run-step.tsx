import { copyText, useCall } from '../bridge/use-call.ts';
import { CommandLine } from '../ui/command-line.tsx';
import { ClientSign } from './client-sign.tsx';
import { doPointHere, type ClientState } from './set-up-facts.ts';

/** The third step: the first request comes. */
export function RunStep({ client }: { readonly client: ClientState }) {
  const settings = useCall('readClaudeSettings', {}, { askAgainOnFocus: true });
  const where = doPointHere(settings.data) ? 'In any terminal' : 'In the terminal that is pointed here';
  return (
    <>
      <p className="dim">{where}, start Claude Code as always, and ask it something. One that is running already has to be started again.</p>
      <CommandLine command="claude" what="command" onCopy={copyText} />
      <ClientSign client={client} />
    </>
  );
}
