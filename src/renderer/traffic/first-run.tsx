import { ConnectedClients } from '../connect/connected-clients.tsx';
import { PointingLines } from '../connect/pointing-lines.tsx';
import { ProxyAddress } from '../connect/proxy-address.tsx';
import { TrustCertificate } from '../connect/trust-certificate.tsx';
import './traffic.css';

/** What stands in the place of the timeline until the first request: what to do to get one. */
export function FirstRun() {
  return (
    <div className="first-run">
      <div className="first-run-body">
        <div>
          <h2 className="first-run-title">No requests yet</h2>
          <p className="dim">The proxy is listening. The first request appears here as soon as it is sent.</p>
        </div>
        <section className="first-run-step" aria-labelledby="first-run-trust">
          <h3 id="first-run-trust">1 · Trust the certificate</h3>
          <TrustCertificate />
        </section>
        <section className="first-run-step" aria-labelledby="first-run-point">
          <h3 id="first-run-point">2 · Run this in your terminal, then start claude there</h3>
          <PointingLines />
          <ProxyAddress />
          <ConnectedClients />
        </section>
      </div>
    </div>
  );
}
