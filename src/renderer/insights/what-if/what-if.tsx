import { useCall } from '../../bridge/use-call.ts';
import { Empty, Failed, Loading } from '../../ui/list-state.tsx';
import { useInsightRange } from '../use-insight-range.ts';
import { WhatIfView } from './what-if-view.tsx';
import './what-if.css';

/** What requests would have come to without some of their sources. */
export function WhatIf() {
  const { bounds } = useInsightRange();
  const facts = useCall('readWhatIf', bounds, { keepPrevious: true });
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
