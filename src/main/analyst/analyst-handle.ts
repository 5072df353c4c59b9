import { Worker } from 'node:worker_threads';
import type { RetentionLimits } from '../../contract/retention-view.ts';
import type { StatusView } from '../../contract/status-view.ts';
import { allowanceInWords, RestartAllowance } from '../restart-allowance.ts';
import type { DeletionWish } from '../store/retention/deletion.ts';
import { threadFile } from '../thread-file.ts';
import type { AnalystData, FromAnalyst, ToAnalyst } from './analyst-messages.ts';

/** The analyst thread as the engine sees it. */
export interface AnalystHandle {
  /** Says that so many rows are new or changed: there may be something to analyse. While they are very many, analysis stands back. */
  wake(rows: number): void;
  setRetention(limits: RetentionLimits): void;
  /** Deletes what the user wants gone; how many exchanges that were, or null where the thread died over it. */
  delete(wish: DeletionWish): Promise<number | null>;
  close(): Promise<void>;
}

export interface AnalystOptions {
  readonly databaseFile: string;
  readonly onAnalysed: (ids: readonly string[]) => void;
  /** How many were never analysed, and how many are to be analysed again. */
  readonly onBacklog: (exchanges: number, again: StatusView['reanalysis']) => void;
  readonly retention: RetentionLimits;
  /** Retention removed the content of these. */
  readonly onContentRemoved: (ids: readonly string[]) => void;
  /** Rows are gone. */
  readonly onRowsGone: () => void;
  /** Null when nothing is being deleted any more. */
  readonly onDeleting: (progress: StatusView['deleting']) => void;
  readonly onNotice: (text: string) => void;
  /** What was said before holds no more. */
  readonly onSettled: (text: string) => void;
}

/** An exchange that a thread dies over may be there by chance; one that two die over is to blame. */
const deathsAllowed = 2;
const closePatienceMs = 2000;

/**
 * Starts the analyst. It works off whatever the store holds unanalysed, so a restart goes on where the last run stopped. A
 * thread that dies is said in a notice and followed by another, unless that happens again and again; what two of them died over
 * is not analysed. Capture goes on without any.
 */
export function startAnalystThread(options: AnalystOptions): AnalystHandle {
  const allowance = new RestartAllowance();
  const diedOver = new Map<string, number>();
  const deletions = new Map<number, (exchanges: number | null) => void>();
  let lastDeletion = 0;
  let retention = options.retention;
  let closing = false;
  let worker: Worker | null = start();

  const endDeletion = (number: number, exchanges: number | null): void => {
    options.onDeleting(null);
    options.onRowsGone();
    deletions.get(number)?.(exchanges);
    deletions.delete(number);
  };

  function start(): Worker {
    const givenUp = [...diedOver].filter(([, deaths]) => deaths >= deathsAllowed).map(([id]) => id);
    const data: AnalystData = { databaseFile: options.databaseFile, givenUp, retention };
    const started = new Worker(threadFile('analyst-thread'), { workerData: data });
    let underWay: string | null = null;
    let reason = 'it ended by itself';
    started.on('message', (message: FromAnalyst) => {
      if (message.kind === 'begun') underWay = message.id;
      else if (message.kind === 'analysed') {
        underWay = null;
        options.onAnalysed(message.ids);
      } else if (message.kind === 'backlog') options.onBacklog(message.exchanges, message.again);
      else if (message.kind === 'content-removed') options.onContentRemoved(message.ids);
      else if (message.kind === 'rows-removed') options.onRowsGone();
      else if (message.kind === 'deleting') options.onDeleting({ done: message.done, total: message.total });
      else if (message.kind === 'deleted') endDeletion(message.number, message.exchanges);
      else if (message.kind === 'settled') options.onSettled(message.text);
      else options.onNotice(message.text);
    });
    // Only the name: an error's message could quote what was captured.
    started.on('error', (error) => (reason = error.name));
    started.once('exit', () => {
      worker = null;
      for (const number of deletions.keys()) endDeletion(number, null);
      if (closing) return;
      if (underWay !== null) diedOver.set(underWay, (diedOver.get(underWay) ?? 0) + 1);
      const goesOn = allowance.take(performance.now());
      options.onNotice(
        `The analysis of captured requests failed (${reason}). Capture goes on; ` +
          (goesOn ? 'analysis was started again.' : `it failed more than ${allowanceInWords}: restart Whence to analyse the rest, and please report this.`),
      );
      if (goesOn) worker = start();
    });
    return started;
  }

  const post = (message: ToAnalyst): void => worker?.postMessage(message);
  return {
    wake: (rows) => post({ kind: 'wake', rows }),
    setRetention: (limits) => {
      retention = limits;
      post({ kind: 'set-retention', limits });
    },
    delete: (wish) => {
      if (worker === null) return Promise.resolve(null);
      lastDeletion += 1;
      const number = lastDeletion;
      post({ kind: 'delete', number, wish });
      return new Promise((resolve) => deletions.set(number, resolve));
    },
    close: async () => {
      closing = true;
      const ending = worker;
      if (ending === null) return;
      const exited = new Promise<void>((resolve) => {
        ending.once('exit', () => resolve());
      });
      post({ kind: 'close' });
      const patience = setTimeout(() => void ending.terminate(), closePatienceMs);
      await exited;
      clearTimeout(patience);
    },
  };
}
