import { Button } from '../ui/button.tsx';
import { RenewCertificate } from './renew-certificate.tsx';
import { TrustCertificate } from './trust-certificate.tsx';
import './connect.css';

/** The first step. `onGoOn` leaves it out for now; null where there is nothing to go on to. */
export function TrustStep({ onGoOn }: { readonly onGoOn: (() => void) | null }) {
  return (
    <>
      <p className="dim">
        Whence reads what Claude&rsquo;s own hosts are sent with a certificate that was made on this machine. It can sign for those hosts and for no others,
        and its key stays here.
      </p>
      <RenewCertificate />
      <TrustCertificate />
      {onGoOn !== null && (
        <div className="connect-row">
          <span className="dim">Claude Code that is pointed by step 2 trusts it by itself; other programs need this.</span>
          <Button onPress={onGoOn}>
            Go on without
          </Button>
        </div>
      )}
    </>
  );
}
