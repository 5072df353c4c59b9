import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { formatDurationUs, unknownFigure } from '../../format/quantities.ts';
import { useNow } from '../../ui/use-now.ts';
import { totalUs } from '../../format/row-facts.ts';

/** How long a request took, or has taken so far. */
export function TotalCell({ row }: { readonly row: ExchangeRow }) {
  if (row.state === 'open') return <TotalSoFar startedAtUs={row.timing.requestStartedAtUs} />;
  const text = formatDurationUs(totalUs(row));
  return text === unknownFigure ? <span className="timeline-unknown">{text}</span> : text;
}

function TotalSoFar({ startedAtUs }: { readonly startedAtUs: number }) {
  return formatDurationUs(Math.max(0, useNow(true, 200) * 1000 - startedAtUs));
}
