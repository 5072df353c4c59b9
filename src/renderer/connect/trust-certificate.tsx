import type { Outcome } from '../../contract/calls.ts';
import { copyText, useAction, useCall } from '../bridge/use-call.ts';
import { Button } from '../ui/button.tsx';
import { CommandLine } from '../ui/command-line.tsx';
import { Loading } from '../ui/list-state.tsx';
import { Notice } from '../ui/notice.tsx';
import './connect.css';

/** Trusting our certificate and taking that back. The state is what the system says, read again after each step. */
export function TrustCertificate() {
  const trust = useCall('readTrust', {}, { askAgainOnFocus: true });
  const trustIt = useAction('trustCertificate', ['readTrust', 'readStatus', 'readPointingLines']);
  const removeIt = useAction('removeCertificate', ['readTrust', 'readStatus', 'readPointingLines']);
  const last = trustIt.submittedAt > removeIt.submittedAt ? trustIt : removeIt;
  const busy = trustIt.isPending || removeIt.isPending;

  if (trust.isPending) return <Loading what="the system's certificates" />;
  const state = trust.data?.state ?? 'cannot-tell';
  const failed = trust.error?.message ?? null;
  const said = last.data ?? null;
  const command = manualCommand(said) ?? (state === 'trusted' ? null : (trust.data?.manualCommand ?? null));
  return (
    <div className="connect-stack">
      <output className={`trust-state trust-${state}`}>
        <span className="trust-sign" aria-hidden="true">
          {state === 'trusted' ? '✓' : state === 'not-trusted' ? '○' : '?'}
        </span>
        <strong>{stateWords[state]}</strong>
        <span className="dim">{failed ?? trust.data?.message}</span>
      </output>
      <div className="connect-row">
        {state !== 'trusted' && (
          <Button look="main" busy={trustIt.isPending} disabled={busy} onPress={() => trustIt.mutate({})}>
            Trust certificate
          </Button>
        )}
        {state !== 'not-trusted' && (
          <Button busy={removeIt.isPending} disabled={busy} onPress={() => removeIt.mutate({})}>
            Remove certificate
          </Button>
        )}
        {busy && <span className="dim">The system may ask for your password in a window of its own.</span>}
      </div>
      {!busy && last.error !== null && (
        <Notice tone="bad" announced>
          {last.error.message}
        </Notice>
      )}
      {!busy && said !== null && said.message !== '' && (
        <Notice tone={said.done ? 'good' : 'bad'} announced>
          {said.message}
        </Notice>
      )}
      {command !== null && (
        <div className="connect-stack">
          <span className="dim">By hand, in a terminal:</span>
          <CommandLine command={command} what="manual command" onCopy={copyText} />
        </div>
      )}
    </div>
  );
}

const stateWords = { trusted: 'Trusted', 'not-trusted': 'Not trusted', 'cannot-tell': 'Cannot tell' } as const;

function manualCommand(said: Outcome | null): string | null {
  return said === null || said.done ? null : said.manualCommand;
}
