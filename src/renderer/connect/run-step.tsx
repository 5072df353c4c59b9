import { copyText } from '../bridge/use-call.ts';
import { CommandLine } from '../ui/command-line.tsx';
import { ClientSign } from './client-sign.tsx';
import type { ClientState } from './set-up-facts.ts';

/** The third step: the first request comes. */
export function RunStep({ client }: { readonly client: ClientState }) {
  return (
    <>
      <p className="dim">In the terminal that is pointed here, start Claude Code as always, and ask it something.</p>
      <CommandLine command="claude" what="command" onCopy={copyText} />
      <ClientSign client={client} />
    </>
  );
}
