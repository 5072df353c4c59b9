import { useCall } from '../../bridge/use-call.ts';
import { AppliedRemedies } from '../../remedy/applied-remedies.tsx';
import { Empty } from '../../ui/list-state.tsx';
import './changes-made.css';

/** What was changed in settings because of findings, and the way back. */
export function ChangesMade() {
  const applied = useCall('listAppliedRemedies', {}, { askAgainOnOpening: true, askAgainOnFocus: true });
  return (
    <div className="changes-made" tabIndex={0} role="group" aria-label="Changes made">
      <p className="dim">What Whence has written into settings because of findings. Each change can be undone, to the byte where nothing else was changed since.</p>
      <AppliedRemedies />
      {applied.data?.applied.length === 0 && applied.data.trouble === null && <Empty title="No change is in force">What you apply to a finding stands here, with the way back.</Empty>}
    </div>
  );
}
