import { useMemo } from 'react';
import { useCall } from '../../bridge/use-call.ts';
import { boundsOf, rangeOf } from '../../navigation/chosen-days.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { Empty, Failed, Loading } from '../../ui/list-state.tsx';
import { useNow } from '../../ui/use-now.ts';
import { WhatIfView } from './what-if-view.tsx';
import './what-if.css';

/** What requests would have come to without some of their sources. */
export function WhatIf() {
  const [place] = usePlace();
  const todayMs = new Date(useNow(true, 60_000)).setHours(0, 0, 0, 0);
  const range = useMemo(() => boundsOf(rangeOf(place.range, '30-days'), todayMs), [place.range, todayMs]);
  const facts = useCall('readWhatIf', range, { keepPrevious: true });
  if (facts.error !== null) return <Failed what="what was sent" why={facts.error.message} onRetry={() => void facts.refetch()} />;
  if (facts.data === undefined) return <Loading what="what was sent" />;
  if (facts.data.requests === 0) {
    return (
      <Empty title="No requests in these days">
        <p>Choose other days, or use Claude Code through Whence: then what it sends can be switched off here, to see what that would save.</p>
      </Empty>
    );
  }
  return <WhatIfView facts={facts.data} />;
}
