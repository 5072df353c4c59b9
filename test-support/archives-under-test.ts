import { MessageChannel } from 'node:worker_threads';
import { Archives } from '../src/main/archive/archives.ts';
import { openForWriting } from '../src/main/store/open-for-writing.ts';
import { Deletion } from '../src/main/store/retention/deletion.ts';
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
    // As the analyst's thread does it.
    deleteImport: async (importNumber) => {
      const store = openForWriting(databaseFile);
      const deletion = new Deletion(store, { what: 'import', importNumber });
      while (deletion.step());
      store.close();
      return true;
    },
  });
}
