import type { SettingsView } from '../../contract/settings-view.ts';
import { RenewCertificate } from '../connect/renew-certificate.tsx';
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
        <label key={host} className="check">
          <input
            type="checkbox"
            checked={interceptHosts.includes(host)}
            onChange={(event) => onChange(event.target.checked ? [...interceptHosts, host] : interceptHosts.filter((other) => other !== host))}
          />
          <span className="mono">{host}</span>
        </label>
      ))}
      <p className="dim">All other hosts pass through unopened: Whence sees their names and nothing else.</p>
      <RenewCertificate />
    </Field>
  );
}
