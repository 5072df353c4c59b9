import type { GapView } from '../../contract/gap-view.ts';
import { useCall } from '../bridge/use-call.ts';
import { formatListed } from '../format/moments.ts';
import { formatBytes, formatCounted } from '../format/quantities.ts';
import { useNow } from '../ui/use-now.ts';
import './accounts-facts.css';

const shownGaps = 5;

const reasons: Readonly<Record<GapView['code'], string>> = {
  'recorder-behind': 'the disk was slow, or full',
  'recorder-failed': 'recording failed',
  'app-stopped': 'Whence stopped meanwhile',
  'app-away': 'Whence was not running',
};

/** The latest stretches of time in which capture failed; nothing where there are none. */
export function CaptureGaps() {
  const nowMs = useNow(true, 60_000);
  const gaps = useCall('readGaps', { limit: shownGaps }).data ?? [];
  if (gaps.length === 0) return null;
  return (
    <>
      <h3 className="accounts-title">Latest gaps in what was captured</h3>
      <dl className="accounts">
        {gaps.map((gap) => (
          <div key={`${gap.code} ${gap.fromUs}`} className="accounts-entry">
            <dt>
              {`${formatListed(gap.fromUs, nowMs)} to ${formatListed(gap.untilUs, nowMs)}`}
              <span className="dim"> {reasons[gap.code]}</span>
            </dt>
            <dd className="figure">
              {`${formatCounted(gap.exchanges, 'request')}, ${formatBytes(gap.requestBytes + gap.responseBytes)}`}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
