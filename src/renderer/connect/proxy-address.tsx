import { copyText, useCall } from '../bridge/use-call.ts';
import { CommandLine } from '../ui/command-line.tsx';
import './connect.css';

/** Where the proxy listens, for what asks for an address and not for a line; and why it is not the wanted one. */
export function ProxyAddress() {
  const status = useCall('readStatus', {});
  if (status.data === undefined) return null;
  const { url, note } = status.data.proxy;
  return (
    <div className="connect-row">
      <span className="dim">Proxy address</span>
      <CommandLine command={url} what="proxy address" onCopy={copyText} />
      {note !== null && <span className="connect-attention">{note}</span>}
    </div>
  );
}
