import { statSync } from 'node:fs';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { captureErrors } from '../capture/exchange.ts';
import { RelayedReader } from '../relayed/relayed-reader.ts';
import { openClaimedStore } from '../store/claim-store.ts';
import { exchangeWrites, type ExchangeWrites } from '../store/exchange-writes.ts';
import { importWrites } from '../store/archive/import-writes.ts';
import { lowerThreadPriority } from '../thread-priority.ts';
import { serveIntake } from './import-intake.ts';
import { databaseGoneSentence } from './recorder-notices.ts';
import { Recorder } from './recorder.ts';
import type { FromRecorder, RecorderData, ToRecorder } from './recorder-messages.ts';

// The entry of the recorder's thread. Its two neighbours are recorder-handle.ts, which starts it, and the proxy's thread, which
// writes into the memory that is read here.
const port = parentPort;
if (port === null) throw new Error('recorder-thread.ts runs as a worker thread, not by itself.');
const post = (message: FromRecorder): void => port.postMessage(message);

// It works while the relay does, and must not take the processor from it.
lowerThreadPriority(5);

const lookForDatabaseEveryMs = 2000;

const { databaseFile, relayedPort, maskingRulesOff, previous } = workerData as RecorderData;
const opening = openClaimedStore(databaseFile, new Date());

if (opening.opened) {
  const { store, setAside, claim } = opening;
  if (setAside !== null) {
    post({ kind: 'notice', text: `The database was damaged. It was put aside as ${setAside}, and a new one was begun.` });
  }
  const writes = exchangeWrites(store);
  const interrupted = interruptOpen(writes);
  if (interrupted.length > 0) post({ kind: 'stored', ids: interrupted });
  const recorder = new Recorder({
    writes,
    databaseFile,
    previous: previous === null ? null : { ...previous, lost: previous.lost + interrupted.length },
    onStored: (ids) => post({ kind: 'stored', ids }),
    onFigures: (figures) => post({ kind: 'figures', figures }),
    onNotice: (text, settled) => post({ kind: 'notice', text, ...(settled === undefined ? {} : { settled }) }),
  });
  recorder.setMaskingRulesOff(maskingRulesOff);
  const relayed = new RelayedReader(relayedPort, (message) => recorder.take(message), () => recorder.isFull);
  const openedFile = fileAt(databaseFile);
  const looking = setInterval(() => {
    if (fileAt(databaseFile) === openedFile) return;
    post({ kind: 'notice', text: databaseGoneSentence(databaseFile) });
    // What is written goes nowhere. Another recorder follows one that died, with a database of its own.
    throw new DatabaseGone('its database was removed');
  }, lookForDatabaseEveryMs);
  port.on('message', (message: ToRecorder) => {
    if (message.kind === 'passed-while-away') recorder.takePassedWhileAway(message.passages);
    else if (message.kind === 'set-masking-rules-off') recorder.setMaskingRulesOff(message.ids);
    else if (message.kind === 'import') takeIntake(message.intake);
    else end();
  });
  const imports = importWrites(store, writes);
  const intakes = new Set<MessagePort>();
  const takeIntake = (intake: MessagePort): void => {
    intakes.add(intake);
    intake.once('close', () => intakes.delete(intake));
    serveIntake(intake, { imports, takeNumber: () => recorder.takeImportedNumber(), onStored: (ids) => post({ kind: 'stored', ids }) });
  };
  const end = (): void => {
    clearInterval(looking);
    for (const intake of intakes) intake.close();
    relayed.end();
    recorder.close();
    store.close();
    claim.release();
    port.close();
  };
  post({ kind: 'started' });
} else {
  post({ kind: 'refused', code: opening.code, message: opening.message });
  relayedPort.close();
  port.close();
}

/** The number of the file of that name, or null where there is none. */
function fileAt(name: string): bigint | null {
  return statSync(name, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
}

class DatabaseGone extends Error {
  override readonly name = 'DatabaseGone';
}

function interruptOpen(writes: ExchangeWrites): readonly string[] {
  const code = previous === null ? 'app-stopped' : 'recorder-failed';
  try {
    return writes.interruptOpen({ code, message: captureErrors[code] });
  } catch {
    post({ kind: 'notice', text: 'What the last run left unfinished could not be marked: the disk may be full.' });
    return [];
  }
}
