import { useCall } from '../bridge/use-call.ts';
import { formatCounted } from '../format/quantities.ts';
import './connect.css';

/** The live sign that a terminal is pointed at the proxy. */
export function ConnectedClients() {
  const status = useCall('readStatus', {});
  const clients = status.data?.clients ?? 0;
  return (
    <output className={`live-sign ${clients > 0 ? 'live-sign-on' : ''}`}>
      <span className="live-sign-dot" aria-hidden="true" />
      {clients > 0 ? `${formatCounted(clients, 'client')} connected` : 'Waiting for a client to connect'}
    </output>
  );
}
