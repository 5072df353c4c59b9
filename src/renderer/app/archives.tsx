import { useState } from 'react';
import { useAction, useCall } from '../bridge/use-call.ts';
import { useExportWish, wishToExport } from '../navigation/export-wish.ts';
import { usePlace } from '../navigation/use-place.ts';
import { Button } from '../ui/button.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { TransferToasts } from './transfer-toasts.tsx';

/** Takes traffic along and brings it back: export and import, what is under way of them, and what came of the last. */
export function Archives() {
  const [place] = usePlace();
  const sessions = useCall('listSessions', {});
  const [open, setOpen] = useState<'export' | 'import' | null>(null);
  const exportTraffic = useAction('exportTraffic');
  const importHar = useAction('importHar', ['listSessions', 'listImports']);
  const isEmpty = sessions.data === undefined || sessions.data.length === 0;
  const chosen = useExportWish();
  const close = () => {
    setOpen(null);
    wishToExport(null);
  };
  return (
    <>
      <Button hint="Bring in a HAR file" onPress={() => setOpen('import')}>
        Import…
      </Button>
      <Button disabled={isEmpty} hint={isEmpty ? 'Nothing is recorded yet' : 'Save requests as a file'} onPress={() => setOpen('export')}>
        Export…
      </Button>
      {(open === 'export' || chosen !== null) && (
        <ExportDialog
          chosen={chosen ?? []}
          place={place}
          sessions={sessions.data ?? []}
          onClose={close}
          onExport={(wanted) => {
            close();
            exportTraffic.mutate(wanted);
          }}
        />
      )}
      {open === 'import' && (
        <ImportDialog
          onClose={close}
          onImport={() => {
            close();
            importHar.mutate({});
          }}
        />
      )}
      <TransferToasts outcomes={[exportTraffic, importHar]} />
    </>
  );
}
