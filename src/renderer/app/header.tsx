import { copyText, useCall } from '../bridge/use-call.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Archives } from './archives.tsx';
import { CaptureSwitch } from './capture-switch.tsx';
import { ThemeSwitch } from './theme-switch.tsx';
import { TrustChip } from './trust-chip.tsx';

/** Name, whether requests are recorded and where, trust, theme, import and export. */
export function Header() {
  const status = useCall('readStatus', {});
  const address = status.data?.proxy.url.replace(/^https?:\/\//, '').replace(/\/$/, '');
  return (
    <header className="header">
      <h1 className="header-name">Whence</h1>
      <CaptureSwitch />
      {address !== undefined && (
        <span className="chip chip-address" title={status.data?.proxy.note ?? 'The address of the proxy'}>
          <span className="mono">{address}</span>
          {status.data?.proxy.note !== null && <span className="chip-note">other port</span>}
          <CopyButton what="proxy address" wordless onCopy={() => copyText(status.data?.proxy.url ?? address)} />
        </span>
      )}
      <TrustChip />
      <span className="header-gap" />
      <ThemeSwitch />
      <Archives />
    </header>
  );
}
