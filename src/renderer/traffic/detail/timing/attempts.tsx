import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { formatClock } from '../../../format/moments.ts';
import { formatDurationUs } from '../../../format/quantities.ts';
import { placeHash } from '../../../navigation/place.ts';
import { usePlace } from '../../../navigation/use-place.ts';
import { statusWords, totalUs } from '../../../format/row-facts.ts';
import { otherAttempts } from './session-medians.ts';

/** The other times the same request was sent, each to be opened. Nothing where it was sent once. */
export function Attempts({ row, rows }: { readonly row: ExchangeRow; readonly rows: readonly ExchangeRow[] }) {
  const [place] = usePlace();
  const attempts = otherAttempts(row, rows);
  if (attempts.length === 0) return null;
  return (
    <section className="timing-attempts" aria-label="Other attempts">
      <h3>Other attempts of the same request</h3>
      <ul>
        {attempts.map((attempt) => (
          <li key={attempt.id}>
            <a className="page-link" href={placeHash({ ...place, exchange: attempt.id })}>
              {formatClock(attempt.timing.requestStartedAtUs)}
            </a>{' '}
            <span>{statusWords(attempt)}</span>{' '}
            <span className="dim">
              {formatDurationUs(totalUs(attempt))} · {attempt.timing.requestStartedAtUs < row.timing.requestStartedAtUs ? 'before this one' : 'after this one'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
