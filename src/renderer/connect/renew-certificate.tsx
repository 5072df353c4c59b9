import { useAction, useCall } from '../bridge/use-call.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import './connect.css';

/**
 * Says when the certificate does not reach all listed hosts, with the button that makes one that does; else nothing, or `otherwise`
 * where a new one is wanted for another reason.
 */
export function RenewCertificate({ otherwise = null }: { readonly otherwise?: string | null }) {
  const status = useCall('readStatus', {});
  const renew = useAction('renewCertificate', ['readTrust', 'readStatus', 'readPointingLines']);
  const isOutdated = status.data?.certificateOutdated === true;
  // A host that is listed afterwards asks for the next one.
  if (renew.data?.done === true && !isOutdated) {
    return (
      <Notice tone="good" announced>
        {renew.data.message}
      </Notice>
    );
  }
  const reason = isOutdated ? tooFewHosts : otherwise;
  if (reason === null) return null;
  const refusal = renew.error?.message ?? renew.data?.message ?? null;
  return (
    <Notice tone="warn">
      <div className="connect-stack">
        <span>{reason}</span>
        <div className="connect-row">
          <Button busy={renew.isPending} onPress={() => renew.mutate({})}>
            Make a new certificate
          </Button>
          {refusal !== null && <span role="alert">{refusal}</span>}
        </div>
      </div>
    </Notice>
  );
}

const tooFewHosts =
  'The certificate was made for fewer hosts than are listed now. Those it does not cover pass through unopened until a new one is made and trusted.';
