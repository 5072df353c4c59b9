import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { formatDayAndClock } from '../../../format/moments.ts';
import { formatBytes, formatDurationUs, unknownFigure } from '../../../format/quantities.ts';
import { hostName, rowMood, totalUs } from '../../../format/row-facts.ts';
import { ConnectionRemedy } from './connection-remedy.tsx';
import './connection-detail.css';

/** A connection of which no request was read: what happened, why, what to do, and the little that is known of it. */
export function ConnectionDetail({ row }: { readonly row: ExchangeRow }) {
  const isUnseen = rowMood(row) === 'unseen';
  const hasEnded = row.timing.responseDeliveredAtUs !== null;
  const bytes = (count: number) => (hasEnded ? formatBytes(count) : unknownFigure);
  return (
    <div className="connection-detail">
      <section className="connection-story" aria-label="What happened">
        {row.error !== null && <p className="connection-message">{row.error.message}</p>}
        {isUnseen && (
          <p className="dim">
            The bytes went through untouched, so Claude Code did not notice. What they said is not known, and is not counted anywhere.
          </p>
        )}
        <ConnectionRemedy row={row} />
      </section>
      <dl className="connection-facts" aria-label="What is known">
        <Fact name="Host" value={hostName(row)} />
        <Fact name="Began" value={formatDayAndClock(row.timing.requestStartedAtUs)} />
        {isUnseen && (
          <>
            <Fact name="Took" value={formatDurationUs(totalUs(row))} />
            <Fact name="Sent" value={bytes(row.requestBytes)} />
            <Fact name="Received" value={bytes(row.responseBytes)} />
          </>
        )}
        {isUnseen && !hasEnded && <Fact name="Counted" value="at its end, which was not seen yet" />}
      </dl>
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="connection-fact">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
