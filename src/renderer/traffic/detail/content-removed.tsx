import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { formatDay } from '../../format/moments.ts';

/** In place of what retention removed. Nothing where the content is here. */
export function ContentRemoved({ row }: { readonly row: ExchangeRow }) {
  if (row.contentRemovedAtUs === null) return null;
  return <p className="detail-removed">{`Its content was removed on ${formatDay(row.contentRemovedAtUs)}, to keep the store within its limits. Its figures stay.`}</p>;
}
