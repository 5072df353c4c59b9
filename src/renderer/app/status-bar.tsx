import { useId } from 'react';
import { useCall } from '../bridge/use-call.ts';
import { formatBytes, formatCount, formatCounted } from '../format/quantities.ts';
import { Icon } from '../ui/icon.tsx';

/** Facts about the tool itself. */
export function StatusBar() {
  const status = useCall('readStatus', {});
  const notices = useId();
  if (status.isError) {
    return (
      <footer className="status-bar status-bar-bad">
        <Icon name="warning" size={12} /> The state of the proxy could not be read: {status.error.message}
      </footer>
    );
  }
  const facts = status.data;
  if (facts === undefined) return <footer className="status-bar">Starting…</footer>;
  const said = [...(facts.proxy.note === null ? [] : [facts.proxy.note]), ...facts.notices];
  return (
    <footer className="status-bar">
      <span>
        <span className={`status-dot ${facts.clients > 0 ? 'status-dot-on' : ''}`} aria-hidden="true" />
        {formatCounted(facts.clients, 'client')}
        {` · ${formatCount(facts.streaming)} streaming`}
      </span>
      <span>
        {formatCounted(facts.exchanges, 'request')}
        {` · ${formatBytes(facts.storeBytes)} stored`}
      </span>
      <span>
        <span className={facts.lost > 0 ? 'status-attention' : ''} title="Requests that could not be captured whole">
          {facts.lost > 0 && '▲ '}
          {formatCount(facts.lost)} lost
        </span>
        <span title="Connections passed through without being opened">{` · ${formatCount(facts.tunnelled)} passed unseen`}</span>
      </span>
      <span title="Requests stored and not yet attributed">
        {facts.analysisBacklog === 0 ? 'analysis up to date' : `${formatCount(facts.analysisBacklog)} to analyse`}
      </span>
      {said.length > 0 && (
        <>
          <button type="button" className="status-notices" popoverTarget={notices}>
            <Icon name="warning" size={12} /> {formatCounted(said.length, 'notice')}
          </button>
          <div id={notices} popover="auto" className="status-popover" role="dialog" aria-label="Notices">
            <ul>
              {said.map((notice) => (
                <li key={notice}>{notice}</li>
              ))}
            </ul>
          </div>
        </>
      )}
    </footer>
  );
}
