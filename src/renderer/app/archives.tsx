import { useAction, useCall } from '../bridge/use-call.ts';
import { useExportWish, wishToExport } from '../navigation/export-wish.ts';
import { usePlace } from '../navigation/use-place.ts';
import { ExportDialog } from './export-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { TransferToasts } from './transfer-toasts.tsx';

interface ArchivesProps {
  /** The dialog that is open, if it is one of these. */
  readonly open: 'export' | 'import' | null;
  readonly onClose: () => void;
}

/** Takes traffic along and brings it back: the dialogs of export and import, what is under way of them, and what came of the last. */
export function Archives({ open, onClose }: ArchivesProps) {
  const [place] = usePlace();
  const sessions = useCall('listSessions', {});
  const exportTraffic = useAction('exportTraffic');
  const importHar = useAction('importHar', ['listSessions', 'listImports']);
  const chosen = useExportWish();
  const closeExport = () => {
    onClose();
    wishToExport(null);
  };
  return (
    <>
      {(open === 'export' || chosen !== null) && (
        <ExportDialog
          chosen={chosen ?? []}
          place={place}
          sessions={sessions.data ?? []}
          onClose={closeExport}
          onExport={(wanted) => {
            closeExport();
            exportTraffic.mutate(wanted);
          }}
        />
      )}
      {open === 'import' && (
        <ImportDialog
          onClose={onClose}
          onImport={() => {
            onClose();
            importHar.mutate({});
          }}
        />
      )}
      <TransferToasts outcomes={[exportTraffic, importHar]} />
    </>
  );
}
