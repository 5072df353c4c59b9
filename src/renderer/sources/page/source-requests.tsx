import { useMemo } from 'react';
import { unpackRows } from '../../../contract/packed-rows.ts';
import { useCall } from '../../bridge/use-call.ts';
import { RequestTable, type ListedRequest } from '../../evidence/request-table.tsx';
import { formatCount } from '../../format/quantities.ts';
import { allTraffic } from '../../navigation/place.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { Empty, Failed, Loading } from '../../ui/list-state.tsx';

const mostListed = 200;

/** The latest requests that held a source; each opens in Traffic, among all that hold it. */
export function SourceRequests({ source, filter }: { readonly source: string; readonly filter: string }) {
  const [, go] = usePlace();
  const requests = useCall('listSourceRequests', { key: source, limit: mostListed }, { keepPrevious: true });
  const listed = useMemo<readonly ListedRequest[]>(() => {
    if (requests.data === undefined) return [];
    const tokensOf = new Map(requests.data.held.map(({ id, tokens }) => [id, tokens]));
    return unpackRows(requests.data.packedRows).map((row) => ({ row, held: tokensOf.get(row.id) ?? null }));
  }, [requests.data]);
  if (requests.isPending) return <Loading what="its requests" />;
  if (requests.isError) return <Failed what="its requests" why={requests.error.message} onRetry={() => void requests.refetch()} />;
  return (
    <>
      <p className="source-note dim">{listed.length < mostListed ? 'All requests that held it, whatever the days.' : `The latest ${formatCount(mostListed)} requests that held it, whatever the days.`} Enter opens one in Traffic.</p>
      <RequestTable label="Its requests" requests={listed} hasHeld onOpen={({ row }) => go({ ...allTraffic, filter, exchange: row.id })} empty={<Empty title="No request holds it any more" />} />
    </>
  );
}
