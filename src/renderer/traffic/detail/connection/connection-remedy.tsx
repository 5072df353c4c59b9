import type { ReactNode } from 'react';
import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { useSettings } from '../../../bridge/use-settings.ts';
import { OpenAgain } from '../../../connect/open-again.tsx';
import { PointingLines } from '../../../connect/pointing-lines.tsx';
import { RenewCertificate } from '../../../connect/renew-certificate.tsx';
import { TrustCertificate } from '../../../connect/trust-certificate.tsx';
import { placeHash } from '../../../navigation/place.ts';
import { usePlace } from '../../../navigation/use-place.ts';
import { Button } from '../../../ui/button.tsx';
import '../../../ui/page.css';

const remedies: Readonly<Record<string, () => ReactNode>> = {
  'client-distrusts': TrustAndOpen,
  'certificate-failed': NewCertificate,
  'capture-off': RecordAgain,
  'app-away': AfterAbsence,
};

/** What to do so that the next connection is recorded, with the buttons for it; nothing where that is not in our hands. */
export function ConnectionRemedy({ row }: { readonly row: ExchangeRow }) {
  // The code may be what a file says: the name of something that every object has.
  const Remedy = row.error === null || !Object.hasOwn(remedies, row.error.code) ? undefined : remedies[row.error.code];
  return Remedy === undefined ? null : <Remedy />;
}

function TrustAndOpen() {
  return (
    <ol className="remedy">
      <li>
        <h3>Trust the certificate</h3>
        <TrustCertificate />
      </li>
      <li>
        <h3>Start the client in a terminal where this line was run</h3>
        <p className="dim">Claude Code reads what it trusts once, when it starts.</p>
        <PointingLines />
      </li>
      <li>
        <h3>Until then its connections pass through unseen</h3>
        <p className="dim">A client that was started again is a new one, and is opened by itself.</p>
        <div className="connect-row">
          <OpenAgain />
        </div>
      </li>
    </ol>
  );
}

function NewCertificate() {
  return <RenewCertificate otherwise="A new certificate may help. It has to be trusted wherever the old one was." />;
}

function RecordAgain() {
  const { settings, changeSettings } = useSettings();
  if (settings.data === undefined) return null;
  if (settings.data.capture) return <p className="dim">Recording is on again: new connections are read.</p>;
  return (
    <div className="connect-row">
      <Button look="main" onPress={() => changeSettings({ capture: true })}>
        Record again
      </Button>
    </div>
  );
}

function AfterAbsence() {
  const [place] = usePlace();
  return (
    <p className="dim">
      New connections are read again. What happens when Whence is closed is chosen in the{' '}
      <a className="page-link" href={placeHash({ ...place, screen: 'settings' })}>
        settings
      </a>
      .
    </p>
  );
}
