import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { formatDurationUs, unknownFigure } from '../../format/quantities.ts';
import { useNow } from '../../ui/use-now.ts';
import { totalUs } from '../row/row-facts.ts';

/** How long a request took, or has taken so far. */
export function TotalCell({ row }: { readonly row: ExchangeRow }) {
  const open = row.state === 'open';
  const nowMs = useNow(open, 200);
  const text = formatDurationUs(open ? Math.max(0, nowMs * 1000 - row.timing.requestStartedAtUs) : totalUs(row));
  return text === unknownFigure ? <span className="timeline-unknown">{text}</span> : text;
}
