import { useCall } from '../bridge/use-call.ts';
import { formatCounted } from '../format/quantities.ts';
import './analysing.css';

/** That the figures still grow, while there are requests that are not analysed yet, or are analysed anew. */
export function Analysing() {
  const status = useCall('readStatus', {});
  if (status.data === undefined) return null;
  const { analysisBacklog, reanalysis } = status.data;
  if (analysisBacklog === 0 && reanalysis.left === 0) return null;
  return (
    <p className="insights-growing dim">
      {analysisBacklog > 0 ? `${formatCounted(analysisBacklog, 'request')} still to be analysed` : `${formatCounted(reanalysis.left, 'request')} still to be analysed anew by this version`}: figures change until then.
    </p>
  );
}
