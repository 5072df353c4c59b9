import { Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { StoreRefusal } from '../store/open-store.ts';
import { threadFile } from '../thread-file.ts';
import type { FromRecorder, RecorderData, RecorderFigures, ToRecorder } from './recorder-messages.ts';
import type { UnseenPassage } from '../relayed/unseen-passage.ts';

export interface RecorderOptions {
  readonly databaseFile: string;
  /** The recorder's end of the channel to the proxy's thread: over it comes the memory that holds `Relayed`. It is transferred. */
  readonly relayedPort: MessagePort;
  readonly maskingRulesOff: readonly string[];
  /** What the recorder that died before this one reported last, or null for the first. */
  readonly previous: RecorderFigures | null;
  /** Ids of rows that are new or have changed, after they were committed. */
  readonly onStored: (ids: readonly string[]) => void;
  readonly onFigures: (figures: RecorderFigures) => void;
  /** A sentence for the user: what failed, and what to do. */
  readonly onNotice: (text: string, settled?: string) => void;
  /** The thread is gone although nobody closed it, and its hold on the database with it. `reason` names no content. */
  readonly onDeath: (reason: string) => void;
}

/** The recorder thread as the engine sees it. */
export interface RecorderHandle {
  /** Commits everything that was told before, marks what is still open as interrupted, and ends the thread. */
  close(): Promise<void>;
  setMaskingRulesOff(ids: readonly string[]): void;
  /** Adds rows for what the standby passed through. */
  takePassedWhileAway(passages: readonly UnseenPassage[]): void;
  /** Takes what is imported over this port, which is transferred; it closes when the recorder ends. */
  takeImport(intake: MessagePort): void;
}

export type RecorderStart =
  | { readonly started: true; readonly recorder: RecorderHandle }
  | { readonly started: false; readonly code: StoreRefusal; readonly message: string };

const closePatienceMs = 3000;

/**
 * Starts the recorder and waits until the database is open: from then on it can be read too. A database that must not be
 * touched or cannot be opened is a refusal with a sentence.
 */
export async function startRecorderThread(options: RecorderOptions): Promise<RecorderStart> {
  const { databaseFile, relayedPort, maskingRulesOff } = options;
  const data: RecorderData = { databaseFile, relayedPort, maskingRulesOff, previous: options.previous };
  const worker = new Worker(threadFile('recorder-thread'), { workerData: data, transferList: [options.relayedPort] });
  let closing = false;
  let started = false;
  let hasExited = false;
  let reason = 'it ended by itself';
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      hasExited = true;
      resolve();
    });
  });
  const post = (message: ToRecorder): void => worker.postMessage(message);
  const recorder: RecorderHandle = {
    close: () => close(),
    setMaskingRulesOff: (ids) => post({ kind: 'set-masking-rules-off', ids: [...ids] }),
    takePassedWhileAway: (passages) => post({ kind: 'passed-while-away', passages: [...passages] }),
    takeImport: (intake) => {
      // A thread that is gone takes nothing, and would leave whoever is at the other end waiting.
      if (hasExited) intake.close();
      else worker.postMessage({ kind: 'import', intake } satisfies ToRecorder, [intake]);
    },
  };
  const close = async (): Promise<void> => {
    closing = true;
    post({ kind: 'close' });
    const patience = setTimeout(() => void worker.terminate(), closePatienceMs);
    await exited;
    clearTimeout(patience);
  };

  return new Promise((resolve) => {
    worker.on('message', (message: FromRecorder) => {
      if (message.kind === 'stored') options.onStored(message.ids);
      else if (message.kind === 'figures') options.onFigures(message.figures);
      else if (message.kind === 'notice') options.onNotice(message.text, message.settled);
      else if (message.kind === 'started') {
        started = true;
        resolve({ started: true, recorder });
      } else resolve({ started: false, code: message.code, message: message.message });
    });
    // Only the name: an error's message could quote what was sent.
    worker.on('error', (error) => (reason = error.name));
    // Its connections to the database are closed by then.
    worker.once('exit', () => {
      resolve({ started: false, code: 'cannot-open', message: `The recorder could not be started (${reason}).` });
      if (started && !closing) options.onDeath(reason);
    });
  });
}
