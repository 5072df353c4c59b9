import { groupLabels } from '../../domain/attribution/source-label.ts';
import { sourceGroups } from '../../domain/attribution/source.ts';
import { ConnectedClients } from '../connect/connected-clients.tsx';
import { PointingLines } from '../connect/pointing-lines.tsx';
import { TrustCertificate } from '../connect/trust-certificate.tsx';
import { useCall } from '../bridge/use-call.ts';
import { Step } from '../ui/step.tsx';
import '../ui/bar.css';
import './traffic.css';

/** What stands in the place of the timeline until the first request: what there is to be seen, and what to do to get it. */
export function FirstRun() {
  const trust = useCall('readTrust', {}, { askAgainOnFocus: true });
  const status = useCall('readStatus', {});
  const isConnected = (status.data?.clients ?? 0) > 0;
  return (
    <div className="first-run">
      <div className="first-run-body">
        <h2 className="first-run-title">See where every token of Claude Code comes from</h2>
        <p className="first-run-lead">
          Each request shows here the moment it is sent, taken apart by what put it there. What is captured stays on this machine.
        </p>
        <ul className="first-run-groups" aria-label="What a prompt is taken apart into">
          {sourceGroups
            .filter((group) => group !== 'other')
            .map((group) => (
              <li key={group} data-group={group}>
                {groupLabels[group]}
              </li>
            ))}
        </ul>
        <ol className="steps">
          <Step number={1} title="Trust the certificate" done={trust.data?.state === 'trusted'}>
            <p className="dim">It was made on this machine and opens the traffic of Claude&rsquo;s own hosts, and of no others.</p>
            <TrustCertificate />
          </Step>
          <Step number={2} title="Run this in a terminal" done={isConnected}>
            <PointingLines />
          </Step>
          <Step number={3} title="Start claude in that terminal" done={false}>
            <ConnectedClients />
          </Step>
        </ol>
      </div>
    </div>
  );
}
