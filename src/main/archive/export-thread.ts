import { parentPort, workerData } from 'node:worker_threads';
import { basename } from 'node:path';
import { openStoreReads } from '../store/open-store-reads.ts';
import { lowerThreadPriority } from '../thread-priority.ts';
import type { ExportData, FromArchivist, ToArchivist } from './archive-messages.ts';
import { failureWords } from './failure-words.ts';
import { writeArchive } from './write-archive.ts';

// The entry of an export's thread, which has a connection of its own: a large exchange takes longer to unpack and write than the window's
// process may stand still.
const port = parentPort;
if (port === null) throw new Error('export-thread.ts runs as a worker thread, not by itself.');
const post = (message: FromArchivist): void => port.postMessage(message);
const toldEveryMs = 150;

lowerThreadPriority(10);
const { databaseFile, ids, ...archive } = workerData as ExportData;
const cancelling = new AbortController();
port.on('message', (message: ToArchivist) => {
  if (message.kind === 'cancel') cancelling.abort();
});

const store = openStoreReads(databaseFile);
let toldAtMs = -Infinity;
try {
  const { written: count } = await writeArchive(
    store,
    ids,
    archive,
    ({ entries, bytes }) => {
      if (performance.now() - toldAtMs < toldEveryMs) return;
      toldAtMs = performance.now();
      post({ kind: 'progress', entries, bytes, bytesTotal: null });
    },
    cancelling.signal,
  );
  const written = count === 1 ? '1 request was' : `${count.toLocaleString('en-US')} requests were`;
  post({ kind: 'done', message: `${written} written to ${basename(archive.file)}.` });
} catch (error) {
  if (cancelling.signal.aborted) post({ kind: 'failed', message: 'The export was cancelled. Nothing was written.', brokenImport: null });
  else post({ kind: 'failed', message: `Nothing was exported: ${failureWords(error)}`, brokenImport: null });
} finally {
  store.close();
  port.close();
}
