import type { SettingsView } from '../../contract/settings-view.ts';
import { RenewCertificate } from '../connect/renew-certificate.tsx';
import { Check } from '../ui/check.tsx';
import { Field } from '../ui/field.tsx';

interface HostsFieldProps {
  readonly settings: Pick<SettingsView, 'interceptHosts' | 'offeredHosts'>;
  readonly onChange: (hosts: string[]) => void;
}

/** Which hosts are opened. */
export function HostsField({ settings: { interceptHosts, offeredHosts }, onChange }: HostsFieldProps) {
  return (
    <Field name="Hosts to open">
      {offeredHosts.map((host) => (
        <Check
          key={host}
          name={<span className="mono">{host}</span>}
          checked={interceptHosts.includes(host)}
          onChange={(isOpened) => onChange(isOpened ? [...interceptHosts, host] : interceptHosts.filter((other) => other !== host))}
        />
      ))}
      <p className="dim">All other hosts pass through unopened: Whence sees their names and nothing else.</p>
      <RenewCertificate />
    </Field>
  );
}
