import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { formatExactClock } from '../../../format/moments.ts';
import { formatExactMs, unknownFigure } from '../../../format/quantities.ts';
import { timingSpans } from './timing-spans.ts';
import './timing-tab.css';

/** The five timestamps: as one bar, and as a table to the microsecond. */
export function TimingTab({ row }: { readonly row: ExchangeRow }) {
  const { timing } = row;
  const startUs = timing.requestStartedAtUs;
  const spans = timingSpans(timing);
  const marks: readonly (readonly [string, number | null])[] = [
    ['Request: first byte read', timing.requestStartedAtUs],
    ['Request: last byte read', timing.requestReceivedAtUs],
    ['Request: forwarded', timing.requestForwardedAtUs],
    ['Response: first byte read', timing.responseStartedAtUs],
    ['Response: last byte delivered', timing.responseDeliveredAtUs],
  ];
  return (
    <section className="timing" aria-label="Timing" tabIndex={0}>
      <div className="timing-bar" aria-hidden="true">
        {spans.map((span) => (
          <i key={span.name} className={`timing-${span.key}`} style={{ flexGrow: span.durationUs }} title={span.name} />
        ))}
      </div>
      <table className="timing-table">
        <thead>
          <tr>
            <th scope="col">Phase</th>
            <th scope="col" className="figure">
              Took
            </th>
          </tr>
        </thead>
        <tbody>
          {spans.map((span) => (
            <tr key={span.key}>
              <th scope="row">
                <span className={`swatch timing-${span.key}`} aria-hidden="true" /> {span.name}
              </th>
              <td className="figure">{formatExactMs(span.durationUs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className="timing-table">
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
          {marks.map(([name, atUs]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="figure">{atUs === null ? unknownFigure : formatExactClock(atUs)}</td>
              <td className="figure">{formatExactMs(atUs === null ? null : atUs - startUs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
