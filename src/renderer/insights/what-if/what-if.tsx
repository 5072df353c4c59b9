import type { InsightRange } from '../../../contract/insight-view.ts';
import { useCall } from '../../bridge/use-call.ts';
import { placeHash } from '../../navigation/place.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { Empty, Failed, Loading } from '../../ui/list-state.tsx';
import { WhatIfView } from './what-if-view.tsx';
import './what-if.css';

/** What the requests of a range would have come to without some of their sources. */
export function WhatIf({ range }: { readonly range: InsightRange }) {
  const [place] = usePlace();
  const facts = useCall('readWhatIf', range, { keepPrevious: true });
  if (facts.error !== null) return <Failed what="what was sent" why={facts.error.message} onRetry={() => void facts.refetch()} />;
  if (facts.data === undefined) return <Loading what="what was sent" />;
  if (facts.data.requests === 0) {
    const isOfAllDays = range.fromUs === undefined && range.untilUs === undefined;
    return (
      <Empty title={isOfAllDays ? 'No requests yet' : 'No request in these days'}>
        {isOfAllDays ? (
          <p>Use Claude Code through Whence: then what it sends can be switched off here, to see what that would save.</p>
        ) : (
          <p>
            <a className="page-link" href={placeHash({ ...place, range: 'all' })}>
              Look at all days
            </a>
          </p>
        )}
      </Empty>
    );
  }
  return <WhatIfView facts={facts.data} />;
}
