import { useMemo } from 'react';
import type { InsightRange } from '../../../contract/insight-view.ts';
import { useCall } from '../../bridge/use-call.ts';
import { Failed, Loading } from '../../ui/list-state.tsx';
import { Analysing } from '../analysing.tsx';
import { FindingsView } from './findings-view.tsx';
import { NoFinding, NothingToLookAt } from './nothing-found.tsx';
import './findings.css';

/** What costs more than it has to in a range, the dearest first. */
export function Findings({ range }: { readonly range: InsightRange }) {
  // Without a beginning it would be the last two weeks.
  const asked = useMemo(() => ({ fromUs: 0, ...range }), [range]);
  const insights = useCall('readInsights', asked, { keepPrevious: true });
  if (insights.isPending) return <Loading what="the findings" />;
  if (insights.isError) return <Failed what="the findings" why={insights.error.message} onRetry={() => void insights.refetch()} />;
  const view = insights.data;
  const isInDays = range.fromUs !== undefined || range.untilUs !== undefined;
  return (
    <div className="findings" data-stale={insights.isPlaceholderData || undefined}>
      <Analysing />
      {view.requests === 0 ? <NothingToLookAt isInDays={isInDays} /> : view.findings.length === 0 ? <NoFinding view={view} /> : <FindingsView view={view} range={asked} />}
    </div>
  );
}
