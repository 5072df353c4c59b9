import { createContext, use } from 'react';
import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { isTrouble, rowMood } from '../../../format/row-facts.ts';
import { rowSpan, type WaterfallScale } from './waterfall-scale.ts';

/** The scale the rows in sight share. A context, so that a new one redraws the bars and nothing else of a row. */
export const WaterfallContext = createContext<{ readonly scale: WaterfallScale; readonly nowUs: number } | null>(null);

/** When a request waited and when its response came in, on the axis its neighbours are on. The figures say the same. */
export function WaterfallCell({ row }: { readonly row: ExchangeRow }) {
  const shared = use(WaterfallContext);
  if (shared === null) return null;
  const { fromUs, untilUs } = rowSpan(row, shared.nowUs);
  const from = shared.scale.place(fromUs);
  const until = shared.scale.place(untilUs);
  const mood = rowMood(row);
  // Of what passed unseen only the beginning and the end are known.
  const first = mood === 'unseen' ? from : shared.scale.place(row.timing.responseStartedAtUs ?? untilUs);
  const tone = isTrouble(mood) ? 'bad' : mood === 'unseen' ? 'unseen' : row.state === 'open' ? 'live' : 'fine';
  return (
    <span className="waterfall" aria-hidden="true">
      {first > from && <i className="waterfall-waiting" style={{ left: percent(from), width: percent(first - from) }} />}
      <i className={`waterfall-${tone}`} style={{ left: percent(first), width: percent(until - first) }} />
    </span>
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
