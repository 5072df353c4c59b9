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

/** The requests that a finding rests on: the most telling, or the latest; each opens in Traffic, among the others. */
export function FindingRequests({ finding, range }: FindingRequestsProps) {
  const [place, go] = usePlace();
  const { requests: count, ids } = finding.evidence;
  const filter = filterOf(finding, range);
  const page = pageOf(finding);
  const areNamed = ids.length > 0;
  const named = useCall('readRows', { ids: ids.slice(0, mostListed) }, { enabled: areNamed, keepPrevious: true });
  const latest = useCall('listExchanges', { ...(filter === null ? {} : { filter }), limit: mostListed }, { enabled: !areNamed && filter !== null, keepPrevious: true });
  const held = useCall('listSourceRequests', { key: page ?? '', limit: mostLookedUp }, { enabled: page !== null, keepPrevious: true });
  const packed = areNamed ? named.data : latest.data?.packedRows;
  const listed = useMemo<readonly ListedRequest[]>(() => {
    if (packed === undefined) return [];
    const heldIn = new Map(held.data?.held.map(({ id, tokens }) => [id, tokens]));
    return unpackRows(packed).map((row) => ({ row, held: heldIn.get(row.id) ?? null }));
  }, [packed, held.data]);
  const asked = areNamed ? named : latest;
  const open = (id: string) => go({ ...allTraffic, range: place.range, filter: filter ?? '', exchange: id });
  return (
    <section className="finding-part" aria-label="Evidence">
      <div className="finding-part-head">
        <h4>Evidence</h4>
        <span className="dim">
          {formatCounted(count, 'request')}
          {listed.length > 0 && listed.length < count && `, ${areNamed ? 'the most telling' : 'the latest'} ${formatCount(listed.length)} here`}
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
      {!areNamed && filter === null ? (
        <p className="dim">No request stands for it by itself.</p>
      ) : asked.isError ? (
        <Failed what="its requests" why={asked.error.message} onRetry={() => void asked.refetch()} />
      ) : packed === undefined ? (
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
