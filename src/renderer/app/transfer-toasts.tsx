import { useState } from 'react';
import type { TransferView } from '../../contract/archive-view.ts';
import type { Outcome } from '../../contract/calls.ts';
import { useAction, useCall } from '../bridge/use-call.ts';
import { formatBytes, formatCount } from '../format/quantities.ts';
import { Button } from '../ui/button.tsx';
import { Toast } from '../ui/toast.tsx';
import './archives.css';

/** An export or import that was asked for last. */
interface LastOutcome {
  readonly data: Outcome | undefined;
  readonly error: Error | null;
  readonly submittedAt: number;
}

/** How far exports and imports have come, each with a way to end it, and what came of the last. */
export function TransferToasts({ outcomes }: { readonly outcomes: readonly LastOutcome[] }) {
  const transfers = useCall('readTransfers', {});
  const cancel = useAction('cancelTransfer');
  const [dismissedAt, setDismissedAt] = useState(0);
  // An empty message means that the dialog was cancelled: nothing happened, nothing is said.
  const last = outcomes.filter((outcome) => wordsOf(outcome) !== '').toSorted((one, other) => other.submittedAt - one.submittedAt)[0];
  const running = transfers.data ?? [];
  return (
    <>
      {running.length > 0 && (
        <section className="transfers" aria-label="Exports and imports">
          {running.map((transfer) => (
            <div key={transfer.id} className="transfer">
              <progress aria-label={`${wordOf(transfer)} ${transfer.fileName}`} {...shareOf(transfer)} />
              <span className="transfer-words">
                {wordOf(transfer)} {transfer.fileName}: {progressWords(transfer)}
              </span>
              <Button look="quiet" label={`Cancel: ${transfer.fileName}`} onPress={() => cancel.mutate({ id: transfer.id })}>
                Cancel
              </Button>
            </div>
          ))}
        </section>
      )}
      {last !== undefined && last.submittedAt > dismissedAt && running.length === 0 && (
        <Toast tone={last.data?.done === true ? 'good' : 'bad'} onDismiss={() => setDismissedAt(last.submittedAt)}>
          {wordsOf(last)}
        </Toast>
      )}
    </>
  );
}

function wordsOf({ data, error }: LastOutcome): string {
  return error === null ? (data?.message ?? '') : `It failed: ${error.message}`;
}

function wordOf({ kind }: TransferView): string {
  return kind === 'export' ? 'Exporting' : 'Importing';
}

function progressWords({ entries, entriesTotal, bytes, bytesTotal }: TransferView): string {
  const of = entriesTotal === null ? `${formatCount(entries)} requests` : `${formatCount(entries)} of ${formatCount(entriesTotal)} requests`;
  return `${of}, ${formatBytes(bytes)}${bytesTotal === null ? '' : ` of ${formatBytes(bytesTotal)}`}`;
}

function shareOf({ entries, entriesTotal, bytes, bytesTotal }: TransferView): { readonly value?: number; readonly max?: number } {
  if (entriesTotal !== null) return { value: entries, max: Math.max(1, entriesTotal) };
  return bytesTotal === null ? {} : { value: bytes, max: Math.max(1, bytesTotal) };
}
