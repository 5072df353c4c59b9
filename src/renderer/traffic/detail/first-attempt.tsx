import { useCall } from '../../bridge/use-call.ts';
import { formatClock } from '../../format/moments.ts';
import { placeHash } from '../../navigation/place.ts';
import { usePlace } from '../../navigation/use-place.ts';

/** Leads from a retry to the request that it repeats. */
export function FirstAttempt({ id }: { readonly id: string }) {
  const [place] = usePlace();
  const first = useCall('readExchange', { id });
  if (first.data === null) return <span className="dim">retry of a request that is not stored any more</span>;
  const at = first.data?.row.timing.requestStartedAtUs;
  return (
    <a className="page-link" href={placeHash({ ...place, exchange: id })} title="The same request, sent first: open it">
      retry of {at === undefined ? 'an earlier request' : formatClock(at)}
    </a>
  );
}
