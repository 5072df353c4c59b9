import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { sessionKeyOf } from '../../../../contract/session-key.ts';
import { useCall } from '../../../bridge/use-call.ts';
import { useUnpacked } from '../../../bridge/use-rows.ts';
import { formatDay, formatExactClock } from '../../../format/moments.ts';
import { formatBytes, formatDurationUs, formatExactMs, formatShare, unknownFigure } from '../../../format/quantities.ts';
import { useNow } from '../../../ui/use-now.ts';
import { visibleText } from '../../../ui/visible-text.tsx';
import { hostName } from '../../../format/row-facts.ts';
import { Attempts } from './attempts.tsx';
import { ModelMedian } from './model-median.tsx';
import { spanWords, timingSpans } from './timing-spans.ts';
import './timing-tab.css';

// Enough for a median, and for the attempts around it.
const mostRows = 300;

/** The five timestamps as one bar with named parts, and the same figures as tables: spans to be read, moments to the microsecond. */
export function TimingTab({ row }: { readonly row: ExchangeRow }) {
  const { timing } = row;
  const isOpen = row.state === 'open';
  const nowMs = useNow(isOpen, 200);
  const rows = useUnpacked(useCall('listExchanges', { sessionId: sessionKeyOf(row), limit: mostRows }, { askAgainOnOpening: true }).data?.packedRows);
  const startUs = timing.requestStartedAtUs;
  const spans = timingSpans(timing, isOpen ? nowMs * 1000 : null);
  const wholeUs = spans.reduce((sum, { durationUs }) => sum + durationUs, 0);
  return (
    <section className="timing" aria-label="Timing" tabIndex={0}>
      <p className="timing-lead">
        <strong>{isOpen ? `${formatDurationUs(wholeUs)} so far` : formatDurationUs(timing.responseDeliveredAtUs === null ? null : timing.responseDeliveredAtUs - startUs)}</strong>{' '}
        <span className="dim">
          from the first byte of the request to {isOpen ? 'now' : 'the last of the response'} · {formatDay(startUs)}
        </span>
      </p>
      <div className="timing-bar" aria-hidden="true">
        {spans.map((span) => (
          <i key={span.key} className={`timing-${span.key}`} style={{ flexGrow: span.durationUs }} title={`${span.name}: ${formatExactMs(span.durationUs)}`} />
        ))}
      </div>
      <div className="timing-tables">
        <table className="timing-table">
          <caption className="for-screen-readers">Parts</caption>
          <thead>
            <tr>
              <th scope="col">Part</th>
              <th scope="col" className="figure">
                Begins after
              </th>
              <th scope="col" className="figure">
                Took
              </th>
              <th scope="col" className="figure">
                Share
              </th>
            </tr>
          </thead>
          <tbody>
            {spans.map((span) => (
              <tr key={span.key}>
                <th scope="row">
                  <span className={`swatch timing-${span.key}`} aria-hidden="true" /> {span.name}
                  {span.isGrowing && <span className="dim"> so far</span>}
                </th>
                <td className="figure dim">{spanWords(span.fromUs)}</td>
                <td className="figure">{spanWords(span.durationUs)}</td>
                <td className="figure">{wholeUs === 0 ? unknownFigure : formatShare(span.durationUs / wholeUs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <Moments row={row} />
        <Facts row={row} />
        <ModelMedian row={row} rows={rows} />
      </div>
      <Attempts row={row} rows={rows} />
    </section>
  );
}

function Moments({ row: { timing } }: { readonly row: ExchangeRow }) {
  const moments: readonly (readonly [string, number | null])[] = [
    ['Request: first byte read', timing.requestStartedAtUs],
    ['Request: last byte read', timing.requestReceivedAtUs],
    ['Request: forwarded', timing.requestForwardedAtUs],
    ['Response: first byte read', timing.responseStartedAtUs],
    ['Response: last byte delivered', timing.responseDeliveredAtUs],
  ];
  return (
    <table className="timing-table">
      <caption className="for-screen-readers">Timestamps</caption>
      <thead>
        <tr>
          <th scope="col">Timestamp</th>
          <th scope="col" className="figure">
            Local time
          </th>
          <th scope="col" className="figure">
            Since the start
          </th>
        </tr>
      </thead>
      <tbody>
        {moments.map(([name, atUs]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="figure">{atUs === null ? unknownFigure : formatExactClock(atUs)}</td>
            <td className="figure">{atUs === null ? unknownFigure : spanWords(atUs - timing.requestStartedAtUs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Facts({ row }: { readonly row: ExchangeRow }) {
  const { responseStartedAtUs: from, responseDeliveredAtUs: until } = row.timing;
  const streamedUs = from === null || until === null ? null : until - from;
  const output = row.usage?.outputTokens ?? null;
  const perSecond = streamedUs === null || output === null || streamedUs < 1000 ? null : output / (streamedUs / 1_000_000);
  return (
    <table className="timing-table">
      <caption className="for-screen-readers">Connection</caption>
      <thead>
        <tr>
          <th scope="col">Connection</th>
          <th scope="col" className="figure">
            <span className="for-screen-readers">Value</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">Server</th>
          <td className="figure readable">{visibleText(`${row.scheme}://${hostName(row)}`)}</td>
        </tr>
        <tr>
          <th scope="row">Request body</th>
          <td className="figure">{formatBytes(row.requestBytes)}</td>
        </tr>
        <tr>
          <th scope="row">Response body</th>
          <td className="figure">{formatBytes(row.responseBytes)}</td>
        </tr>
        <tr>
          <th scope="row">Output while streaming</th>
          <td className="figure">{perSecond === null ? unknownFigure : `${perSecond.toFixed(perSecond < 10 ? 1 : 0)} tokens/s`}</td>
        </tr>
      </tbody>
    </table>
  );
}
