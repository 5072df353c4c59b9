import { useState } from 'react';
import { Disclosure } from '../ui/disclosure.tsx';
import { ClientSign } from './client-sign.tsx';
import { ClientTroubles } from './client-troubles.tsx';
import { PointingLines } from './pointing-lines.tsx';
import { ProxyAddress } from './proxy-address.tsx';
import type { ClientState } from './set-up-facts.ts';
import { WhenClosed } from './when-closed.tsx';
import './connect.css';

/** The second step: the quickest way first, the others each on a line. */
export function PointStep({ client }: { readonly client: ClientState }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(['line']));
  const way = (key: string) => ({
    isOpen: open.has(key),
    onToggle: () => setOpen(open.has(key) ? new Set([...open].filter((other) => other !== key)) : new Set([...open, key])),
  });
  return (
    <>
      <div className="ways">
        <Disclosure name="A line for your shell" about="in a terminal you have open, or in its startup file" {...way('line')}>
          <PointingLines />
          <WhenClosed />
        </Disclosure>
        <Disclosure name="Anything else" about="that asks for the address of a proxy" {...way('address')}>
          <ProxyAddress />
        </Disclosure>
      </div>
      <ClientTroubles />
      <ClientSign client={client} />
    </>
  );
}
