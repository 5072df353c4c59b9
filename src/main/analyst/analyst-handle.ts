import { Worker } from 'node:worker_threads';
import { threadFile } from '../thread-file.ts';
import type { AnalystData, FromAnalyst, ToAnalyst } from './analyst-messages.ts';

/** The analyst thread as the engine sees it. */
export interface AnalystHandle {
  /** Says that there may be something new to analyse. */
  wake(): void;
  close(): Promise<void>;
}

export interface AnalystOptions {
  readonly databaseFile: string;
  readonly onAnalysed: (ids: readonly string[]) => void;
  readonly onBacklog: (exchanges: number) => void;
  readonly onNotice: (text: string) => void;
}

/**
 * Starts the analyst. It works off whatever the store holds unanalysed, so a restart goes on where the last run stopped. A
 * thread that dies is said in a notice and started again once; capture goes on without it.
 */
export function startAnalystThread(options: AnalystOptions): AnalystHandle {
  const data: AnalystData = { databaseFile: options.databaseFile };
  let restarts = 0;
  let closing = false;
  let worker = start();

  function start(): Worker {
    const started = new Worker(threadFile('analyst-thread'), { workerData: data });
    started.on('message', (message: FromAnalyst) => {
      if (message.kind === 'analysed') options.onAnalysed(message.ids);
      else if (message.kind === 'backlog') options.onBacklog(message.exchanges);
      else options.onNotice(message.text);
    });
    started.on('error', (error) => {
      if (closing) return;
      const goesOn = restarts < 1;
      options.onNotice(
        `The analysis of captured requests failed (${error.message}). Capture goes on; ` +
          (goesOn ? 'analysis was started again.' : 'restart Whence to analyse the rest.'),
      );
      restarts += 1;
      if (goesOn) worker = start();
    });
    return started;
  }

  const post = (message: ToAnalyst): void => worker.postMessage(message);
  return {
    wake: () => post({ kind: 'wake' }),
    close: async () => {
      closing = true;
      const exited = new Promise<void>((resolve) => {
        worker.once('exit', () => resolve());
      });
      post({ kind: 'close' });
      const patience = setTimeout(() => void worker.terminate(), 2000);
      await exited;
      clearTimeout(patience);
    },
  };
}
