import type { ImportView } from '../../contract/archive-view.ts';
import { useAction, useCall } from '../bridge/use-call.ts';
import { formatRecent } from '../format/moments.ts';
import { formatCounted } from '../format/quantities.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { useNow } from '../ui/use-now.ts';
import { visibleText } from '../ui/visible-text.tsx';
import './archives.css';

interface ImportDialogProps {
  readonly onClose: () => void;
  readonly onImport: () => void;
}

/** Brings in a HAR file, and lists those that were brought in, each to be removed. */
export function ImportDialog({ onClose, onImport }: ImportDialogProps) {
  const imports = useCall('listImports', {});
  const remove = useAction('removeImport', ['listImports', 'listSessions', 'readStatus']);
  const nowMs = useNow(true, 60_000);
  return (
    <Dialog
      title="Import"
      onClose={onClose}
      actions={
        <Button look="main" onPress={onImport}>
          Choose a HAR file…
        </Button>
      }
    >
      <p>
        Files of Whence come back as they were; those of browsers and other tools as far as they can be read. Credentials in them are masked before
        anything is stored. What is imported has sessions of its own, and is in no sum of your costs.
      </p>
      {remove.data !== undefined && !remove.data.done && remove.data.message !== '' && <Notice tone="bad">{remove.data.message}</Notice>}
      {imports.data !== undefined && imports.data.length > 0 && (
        <ul className="imports" aria-label="Imported files">
          {imports.data.map((one) => (
            <li key={one.number} className="import">
              <span className="import-name">{visibleText(one.fileName)}</span>
              <span className="import-facts dim">{factsOf(one, nowMs)}</span>
              <Button look="quiet" label={`Remove ${one.isSample ? 'the sample session' : one.fileName}`} busy={remove.isPending && remove.variables.number === one.number} onPress={() => remove.mutate({ number: one.number })}>
                {one.isSample ? 'Remove' : 'Remove…'}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function factsOf({ exchanges, creator, importedAtUs }: ImportView, nowMs: number) {
  return (
    <>
      {formatCounted(exchanges, 'request')} · {creator !== null && <>{visibleText(creator)} · </>}
      {formatRecent(importedAtUs, nowMs)}
    </>
  );
}
