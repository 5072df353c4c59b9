import { Worker } from 'node:worker_threads';
import { listSetAside } from '../store/salvage/set-aside.ts';
import { threadFile } from '../thread-file.ts';
import type { FromSalvage, SalvageData, ToSalvage } from './salvage-messages.ts';

export interface SalvageOptions {
  readonly databaseFile: string;
  /** Ids of rows that are new. */
  readonly onSaved: (ids: readonly string[]) => void;
  /** Null when nothing is being saved any more. */
  readonly onProgress: (progress: { readonly done: number; readonly total: number } | null) => void;
  readonly onNotice: (text: string, settled?: string) => void;
}

export interface SalvageHandle {
  /** Ends it where it is; the next start goes on there. */
  close(): Promise<void>;
}

const closePatienceMs = 2000;

/**
 * Saves what can be read of databases that were put aside as damaged into the one in use, in a thread of its own, and ends. Null where none was put
 * aside. The recorder must have opened the database before.
 */
export function startSalvage(options: SalvageOptions): SalvageHandle | null {
  if (listSetAside(options.databaseFile).length === 0) return null;
  const data: SalvageData = { databaseFile: options.databaseFile };
  const worker = new Worker(threadFile('salvage-thread'), { workerData: data });
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      options.onProgress(null);
      resolve();
    });
  });
  worker.on('message', (message: FromSalvage) => {
    if (message.kind === 'saved') options.onSaved(message.ids);
    else if (message.kind === 'progress') options.onProgress({ done: message.done, total: message.total });
    else options.onNotice(message.text, message.settled);
  });
  // Only the name: an error's message could quote what was captured.
  worker.on('error', (error) => options.onNotice(`Saving requests of a damaged database failed (${error.name}). It is tried again at the next start.`));
  return {
    close: async () => {
      const closing: ToSalvage = { kind: 'close' };
      worker.postMessage(closing);
      const patience = setTimeout(() => void worker.terminate(), closePatienceMs);
      await exited;
      clearTimeout(patience);
    },
  };
}
