import { useState } from 'react';
import { isHostName } from '../../contract/host-name.ts';
import type { SettingsView } from '../../contract/settings-view.ts';
import { RenewCertificate } from '../connect/renew-certificate.tsx';
import { Button } from '../ui/button.tsx';
import { Check } from '../ui/check.tsx';
import { TextField } from '../ui/text-field.tsx';
import { Setting } from './setting.tsx';
import { typedHost } from './typed-host.ts';

interface HostsFieldProps {
  readonly settings: Pick<SettingsView, 'interceptHosts' | 'offeredHosts' | 'defaults'>;
  readonly onChange: (hosts: string[]) => void;
}

/** Which hosts are opened: those that are offered, and others by name. */
export function HostsField({ settings: { interceptHosts, offeredHosts, defaults }, onChange }: HostsFieldProps) {
  const isStandard = interceptHosts.join() === defaults.interceptHosts.join();
  return (
    <Setting id="hosts" standard={defaults.interceptHosts.join(', ')} onReset={isStandard ? null : () => onChange([...defaults.interceptHosts])}>
      {offeredHosts.map((host) => (
        <Check
          key={host}
          name={<span className="mono">{host}</span>}
          checked={interceptHosts.includes(host)}
          onChange={(isOpened) => onChange(isOpened ? [...interceptHosts, host] : interceptHosts.filter((other) => other !== host))}
        />
      ))}
      <AddHost listed={interceptHosts} onAdd={(host) => onChange([...interceptHosts, host])} />
      <RenewCertificate />
    </Setting>
  );
}

/** Another host by its name, as a gateway of one's company. */
function AddHost({ listed, onAdd }: { readonly listed: readonly string[]; readonly onAdd: (host: string) => void }) {
  const [typed, setTyped] = useState('');
  const host = typedHost(typed);
  const problem = host === '' ? null : problemOf(host, listed);
  const add = () => {
    if (host === '' || problem !== null) return;
    onAdd(host);
    setTyped('');
  };
  return (
    <form
      className="setting-add"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <div className="page-row">
        <TextField label="Another host" labelHidden value={typed} onChange={setTyped} placeholder="gateway.example.com" problem={problem} />
        <Button disabled={host === '' || problem !== null} onPress={add}>
          Add host
        </Button>
      </div>
      <p className="dim">The certificate is for the hosts above alone: with another one it has to be made anew, and trusted again. Unticked, a host that was added leaves the list.</p>
    </form>
  );
}

function problemOf(host: string, listed: readonly string[]): string | null {
  if (host.includes('*')) return 'One host by its whole name: the certificate is for no others.';
  if (!isHostName(host)) return 'This is no host name: letters, digits, dashes and dots, as in gateway.example.com.';
  if (/^[\d.]+$/.test(host)) return 'This is an address. The certificate is for names alone.';
  return listed.includes(host) ? 'This host is in the list.' : null;
}
