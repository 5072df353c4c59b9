import type { ReactNode } from 'react';
import { copyText, useCall } from '../bridge/use-call.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { CaptureSwitch } from './capture-switch.tsx';
import { MoreMenu } from './more-menu.tsx';
import { TrustChip } from './trust-chip.tsx';
import type { WindowDialog } from './window-dialog.ts';

interface HeaderProps {
  readonly onOpen: (dialog: WindowDialog) => void;
  /** What the screen puts into the room that is left. */
  readonly children?: ReactNode;
}

/** Name, whether requests are recorded and where, trust, what the screen has to say, and the menu of all the rest. */
export function Header({ onOpen, children }: HeaderProps) {
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
      <div className="header-middle">{children}</div>
      <MoreMenu isEmpty={(status.data?.exchanges ?? 0) === 0} onOpen={onOpen} />
    </header>
  );
}
