import type { StatusView } from '../../contract/status-view.ts';
import { useCall } from '../bridge/use-call.ts';
import { formatBytes, formatCount, formatCounted } from '../format/quantities.ts';
import { Icon } from '../ui/icon.tsx';
import { Popover } from '../ui/popover.tsx';
import { AccountsFacts } from './accounts-facts.tsx';
import { attentionOf } from '../../contract/attention.ts';
import { visibleText } from '../ui/visible-text.tsx';
import { reanalysisWords } from './reanalysis-words.ts';
import { UnknownText } from './unknown-text.tsx';

/** Facts about the tool itself. */
export function StatusBar() {
  const status = useCall('readStatus', {});
  if (status.isError) {
    return (
      <footer className="status-bar status-bar-bad">
        <Icon name="warning" size={12} /> The state of the proxy could not be read: {status.error.message}
      </footer>
    );
  }
  const facts = status.data;
  if (facts === undefined) return <footer className="status-bar">Starting…</footer>;
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
      <AccountsFacts status={facts} />
      <AnalysisProgress status={facts} />
      {facts.salvage !== null && (
        <span title="What can be read of the damaged database is saved into the new one">
          {`${formatCount(facts.salvage.done)} of ${formatCount(facts.salvage.total)} requests saved`}
        </span>
      )}
      {facts.deleting !== null && <span>{`${formatCount(facts.deleting.done)} of ${formatCount(facts.deleting.total)} requests deleted`}</span>}
      <UnknownText />
      <Notices status={facts} />
    </footer>
  );
}

/** What the analyst has still to do; what never was analysed comes first, for the analyst too. */
function AnalysisProgress({ status: { analysisBacklog, reanalysis } }: { readonly status: StatusView }) {
  if (analysisBacklog > 0) return <span title="Requests stored and not yet attributed">{formatCount(analysisBacklog)} to analyse</span>;
  if (reanalysis.left === 0) return <span className="status-quiet" title="All requests stored are attributed">analysis up to date</span>;
  return (
    <span title="This version reads more out of requests: those stored are analysed again. Their figures stay until then.">
      {reanalysisWords(reanalysis)}
    </span>
  );
}

function Notices({ status }: { readonly status: StatusView }) {
  const settings = useCall('readSettings', {});
  // What is wrong with recording is among both.
  const said = [
    ...new Set([
      ...attentionOf(status).map(({ text }) => text),
      ...(settings.data?.problems ?? []),
      ...(status.proxy.note === null ? [] : [status.proxy.note]),
      ...status.notices,
    ]),
  ];
  if (said.length === 0) return null;
  return (
    <span className="status-notices">
      <Popover
        label="Notices"
        tone="attention"
        face={
          <>
            <Icon name="warning" size={12} /> {formatCounted(said.length, 'notice')}
          </>
        }
      >
        <ul>
          {said.map((notice) => (
            <li key={notice}>{visibleText(notice)}</li>
          ))}
        </ul>
      </Popover>
    </span>
  );
}
