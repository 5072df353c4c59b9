import type { SessionView } from '../../contract/exchange-view.ts';
import { AllOfClaude } from '../connect/all-of-claude.tsx';
import { ConnectedClients } from '../connect/connected-clients.tsx';
import { Elsewhere } from '../connect/elsewhere.tsx';
import { OpenTerminal } from '../connect/open-terminal.tsx';
import { PointingLines } from '../connect/pointing-lines.tsx';
import { ProxyAddress } from '../connect/proxy-address.tsx';
import { RenewCertificate } from '../connect/renew-certificate.tsx';
import { RunCommand } from '../connect/run-command.tsx';
import { LoginItem } from '../connect/login-item.tsx';
import { SelfTest } from '../connect/self-test.tsx';
import { TrustCertificate } from '../connect/trust-certificate.tsx';
import { WhenClosed } from '../connect/when-closed.tsx';
import { useCall } from '../bridge/use-call.ts';
import { formatCounted } from '../format/quantities.ts';
import { allTraffic, placeHash } from '../navigation/place.ts';
import { Step } from '../ui/step.tsx';
import '../ui/page.css';

/** The way from nothing to the first request, in three steps on one page. */
export function SetUpScreen() {
  const trust = useCall('readTrust', {}, { askAgainOnFocus: true });
  const status = useCall('readStatus', {});
  const sessions = useCall('listSessions', {});
  // Those of no session may be connections that passed unseen: they do not show that the set-up works.
  const exchanges = (sessions.data ?? []).filter(isNamed).reduce((sum, session) => sum + session.exchanges, 0);
  return (
    <div className="page">
      <div className="page-column">
        <h2 className="page-title">Set-up</h2>
        <p className="page-lead">
          Three steps, once. Whence then shows what Claude Code sends and what it gets back. What is captured stays on this machine.
        </p>
        <ol className="steps">
          <Step number={1} title="Trust the certificate" done={trust.data?.state === 'trusted'}>
            <p className="dim">
              Whence reads the traffic of Claude&rsquo;s own hosts with a certificate made on this machine, for those hosts and no
              others.
            </p>
            <RenewCertificate />
            <TrustCertificate />
          </Step>
          <Step number={2} title="Point a terminal at the proxy" done={(status.data?.clients ?? 0) > 0}>
            <p className="dim">
              Run this line in the terminal in which you start Claude Code, or put it into your shell&rsquo;s startup file. It sets
              the proxy variables only while Whence answers, and for that terminal alone.
            </p>
            <OpenTerminal />
            <PointingLines />
            <AllOfClaude />
            <ProxyAddress />
            <WhenClosed />
            <ConnectedClients />
            <LoginItem />
          </Step>
          <Step number={3} title="Run claude" done={exchanges > 0}>
            <output className={exchanges > 0 ? '' : 'dim'}>
              {exchanges > 0
                ? `${formatCounted(exchanges, 'request')} of Claude Code captured.`
                : 'The first request will show here and under Traffic as soon as it is sent.'}
            </output>
            <SelfTest />
            {exchanges > 0 && (
              <p>
                <a className="page-link" href={placeHash(allTraffic)}>
                  See the requests
                </a>
              </p>
            )}
          </Step>
        </ol>
        <h3 className="step-title">Run one program through Whence</h3>
        <RunCommand />
        <h3 className="step-title">Claude Code elsewhere</h3>
        <Elsewhere />
      </div>
    </div>
  );
}

function isNamed({ id }: SessionView): boolean {
  return !id.startsWith('host:');
}
