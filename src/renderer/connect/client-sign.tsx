import { useCall } from '../bridge/use-call.ts';
import { formatCounted } from '../format/quantities.ts';
import type { ClientState } from './set-up-facts.ts';
import './connect.css';

/** The live sign of how far the way of a client has come. */
export function ClientSign({ client }: { readonly client: ClientState }) {
  const isOn = client.state === 'connected' || client.state === 'seen';
  return (
    <output className={`live-sign ${isOn ? 'live-sign-on' : ''}`}>
      <span className="live-sign-dot" aria-hidden="true" />
      <ClientWords client={client} />
    </output>
  );
}

function ClientWords({ client }: { readonly client: ClientState }) {
  const status = useCall('readStatus', {});
  switch (client.state) {
    case 'waiting':
      return <span>Waiting for a client to connect{status.data === undefined ? '' : ` to port ${status.data.proxy.port}`}</span>;
    case 'connected':
      return <span>{formatCounted(client.clients, 'client')} connected. The first request shows as soon as it is sent.</span>;
    case 'distrusting':
      return <span>A client came, but does not trust the certificate: see above.</span>;
    case 'running-past':
      return <span>Claude Code runs past Whence: see above.</span>;
    case 'seen':
      return <span>{formatCounted(client.requests, 'request')} of Claude Code captured.</span>;
    case 'not-recording':
      return <span>Recording is switched off, in the header: everything passes through unseen.</span>;
  }
}
