import { parentPort, workerData } from 'node:worker_threads';
import { lowerThreadPriority } from '../thread-priority.ts';
import type { FromArchivist, ImportData, ToArchivist } from './archive-messages.ts';
import { askIntake } from './ask-intake.ts';
import { importHar } from './import-har.ts';

// The entry of an import's thread: it reads and masks, and the recorder's thread writes.
const port = parentPort;
if (port === null) throw new Error('import-thread.ts runs as a worker thread, not by itself.');
const post = (message: FromArchivist): void => port.postMessage(message);
const toldEveryMs = 150;

lowerThreadPriority(10);
const { file, isSample, maskingRulesOff, intake } = workerData as ImportData;
const cancelling = new AbortController();
port.on('message', (message: ToArchivist) => {
  if (message.kind === 'cancel') cancelling.abort();
});

let toldAtMs = -Infinity;
const outcome = await importHar(file, {
  ask: askIntake(intake),
  maskingRulesOff,
  nowMs: Date.now(),
  isSample,
  onProgress: (entries, bytes, bytesTotal) => {
    if (performance.now() - toldAtMs < toldEveryMs) return;
    toldAtMs = performance.now();
    post({ kind: 'progress', entries, bytes, bytesTotal });
  },
  signal: cancelling.signal,
});
post(outcome.done ? { kind: 'done', message: outcome.message } : { kind: 'failed', message: outcome.message, brokenImport: outcome.brokenImport });
intake.close();
port.close();
