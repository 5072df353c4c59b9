import { useAction } from '../bridge/use-call.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import './connect.css';

/** Says that the certificate does not reach all listed hosts, with the button that makes one that does. */
export function RenewCertificate() {
  const renew = useAction('renewCertificate', ['readTrust', 'readStatus', 'readPointingLines']);
  const refused = renew.data !== undefined && !renew.data.done ? renew.data.message : null;
  return (
    <Notice tone="warn">
      <div className="connect-stack">
        <span>
          The certificate was made for fewer hosts than are listed now. Those it does not cover pass through unopened until a new
          one is made and trusted.
        </span>
        <div className="connect-row">
          <Button busy={renew.isPending} onPress={() => renew.mutate({})}>
            Make a new certificate
          </Button>
          {(renew.error !== null || refused !== null) && <span role="alert">{renew.error?.message ?? refused}</span>}
        </div>
      </div>
    </Notice>
  );
}
