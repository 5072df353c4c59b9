import { useCall } from '../../bridge/use-call.ts';

/** What costs more than it has to, the dearest first. */
export function Findings() {
  const insights = useCall('readInsights', {});
  return <p>{insights.data?.findings.length ?? '—'}</p>;
}
