import { useMemo } from 'react';
import type { InsightRange } from '../../../contract/insight-view.ts';
import { unpackRows } from '../../../contract/packed-rows.ts';
import type { Finding } from '../../../domain/insight/finding.ts';
import { useCall } from '../../bridge/use-call.ts';
import { RequestTable, type ListedRequest } from '../../evidence/request-table.tsx';
import { formatCount, formatCounted } from '../../format/quantities.ts';
import { allTraffic, placeHash } from '../../navigation/place.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { Empty, Failed, Loading } from '../../ui/list-state.tsx';
import { filterOf, pageOf } from './finding-links.ts';

interface FindingRequestsProps {
  readonly finding: Finding;
  readonly range: InsightRange;
}

const mostListed = 100;
const mostLookedUp = 500;
const mostInSight = 8;
const linePx = 24;
const headPx = 29;

/** Of the requests that a finding rests on, the most telling and the latest; each opens in Traffic, among the others. */
export function FindingRequests({ finding, range }: FindingRequestsProps) {
  const [place, go] = usePlace();
  const { requests: count, ids } = finding.evidence;
  const filter = filterOf(finding, range);
  const page = pageOf(finding);
  const telling = useCall('readRows', { ids: ids.slice(0, mostListed) }, { enabled: ids.length > 0, keepPrevious: true });
  const latest = useCall('listExchanges', { ...(filter === null ? {} : { filter }), limit: mostListed }, { enabled: filter !== null, keepPrevious: true });
  const held = useCall('listSourceRequests', { key: page ?? '', limit: mostLookedUp }, { enabled: page !== null, keepPrevious: true });
  const listed = useMemo<readonly ListedRequest[]>(() => {
    const rows = [telling.data, latest.data?.packedRows].flatMap((packed) => (packed === undefined ? [] : unpackRows(packed)));
    const heldIn = new Map(held.data?.held.map(({ id, tokens }) => [id, tokens]));
    return [...new Map(rows.map((row) => [row.id, row])).values()].map((row) => ({ row, held: heldIn.get(row.id) ?? null }));
  }, [telling.data, latest.data, held.data]);
  const asked = [...(ids.length > 0 ? [telling] : []), ...(filter === null ? [] : [latest])];
  const failed = asked.find(({ isError }) => isError);
  const open = (id: string) => go({ ...allTraffic, range: place.range, filter: filter ?? '', exchange: id });
  return (
    <section className="finding-part" aria-label="Evidence">
      <div className="finding-part-head">
        <h4>Evidence</h4>
        <span className="dim">
          {formatCounted(count, 'request')}
          {listed.length > 0 && listed.length < count && `, ${formatCount(listed.length)} of them here`}
        </span>
        {filter !== null && (
          <a className="page-link" href={placeHash({ ...allTraffic, range: place.range, filter })}>
            Show them in Traffic
          </a>
        )}
        {page !== null && (
          <a className="page-link" href={placeHash({ ...place, screen: 'sources', part: null, source: page })}>
            All about this source
          </a>
        )}
      </div>
      {asked.length === 0 ? (
        <p className="dim">No request stands for it by itself.</p>
      ) : failed !== undefined ? (
        <Failed what="its requests" why={failed.error?.message ?? ''} onRetry={() => void failed.refetch()} />
      ) : asked.some(({ isPending }) => isPending) ? (
        <Loading what="its requests" />
      ) : (
        <div className="finding-requests" style={{ height: headPx + Math.max(1, Math.min(mostInSight, listed.length)) * linePx }}>
          <RequestTable
            key={finding.id}
            label="Requests of this finding"
            requests={listed}
            isNarrow
            hasHeld={listed.some((request) => request.held !== null)}
            onOpen={({ row }) => open(row.id)}
            empty={<Empty title="None of them is stored any more" />}
          />
        </div>
      )}
    </section>
  );
}
