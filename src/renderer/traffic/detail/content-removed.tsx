import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { useCall } from '../../bridge/use-call.ts';
import { formatDay } from '../../format/moments.ts';

/** In place of what retention removed. Nothing where the content is here. */
export function ContentRemoved({ row }: { readonly row: ExchangeRow }) {
  const use = useCall('readStoreUse', {}, { enabled: row.contentRemovedAtUs !== null });
  if (row.contentRemovedAtUs === null) return null;
  const days = use.data?.limits.days ?? 0;
  return (
    <p className="detail-removed">
      {`Its content was removed on ${formatDay(row.contentRemovedAtUs)} by retention${days === 0 ? '' : ` (${days} days)`}. Its figures stay.`}
    </p>
  );
}
