import { MessageChannel } from 'node:worker_threads';
import { Archives } from '../src/main/archive/archives.ts';
import { deleteImport } from '../src/main/archive/delete-import.ts';
import type { RecorderHandle } from '../src/main/recorder/recorder-handle.ts';

/** Exports and imports in their real threads, over a recorder in its own. */
export function archivesOver(recorder: RecorderHandle, databaseFile: string, onChange: () => void = () => {}): Archives {
  return new Archives({
    databaseFile,
    openIntake: () => {
      const { port1, port2 } = new MessageChannel();
      recorder.takeImport(port2);
      return port1;
    },
    maskingRulesOff: () => [],
    onChange,
    deleteImport: (importNumber) => {
      const { port1, port2 } = new MessageChannel();
      recorder.takeImport(port2);
      return deleteImport(port1, importNumber);
    },
  });
}
