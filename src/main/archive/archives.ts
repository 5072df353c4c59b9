import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { Worker, type MessagePort } from 'node:worker_threads';
import type { TransferView } from '../../contract/archive-view.ts';
import type { Outcome } from '../../contract/calls.ts';
import { threadFile, type ThreadName } from '../thread-file.ts';
import type { ExportData, FromArchivist, ImportData, ToArchivist } from './archive-messages.ts';
import type { ArchiveOptions } from './archive-text.ts';

export interface ArchiveSurroundings {
  readonly databaseFile: string;
  /** A channel to the recorder's thread, which writes what is imported; null while there is none. */
  readonly openIntake: () => MessagePort | null;
  readonly maskingRulesOff: () => readonly string[];
  /** What is under way has changed. */
  readonly onChange: () => void;
  /** Deletes an import with its exchanges; false where it could not. */
  readonly deleteImport: (importNumber: number) => Promise<boolean>;
}

interface Transfer {
  view: TransferView;
  readonly worker: Worker;
}

const closePatienceMs = 2000;
const nobodyWrites = 'Nothing is recorded at the moment, and so nothing can be imported. Restart Whence.';

/** Exports and imports: each in a thread of its own, several at a time, with progress, and to be cancelled. */
export class Archives {
  readonly #world: ArchiveSurroundings;
  readonly #transfers = new Map<number, Transfer>();
  #lastId = 0;

  constructor(world: ArchiveSurroundings) {
    this.#world = world;
  }

  /** What is under way, the oldest first. */
  get running(): readonly TransferView[] {
    return [...this.#transfers.values()].map(({ view }) => view);
  }

  /** Writes these exchanges to a file; what stood there stays until all is written, and when anything fails. */
  async exportTo(file: string, ids: readonly string[], options: ArchiveOptions): Promise<Outcome> {
    const unfinished = `${file}.${randomBytes(6).toString('hex')}.part`;
    const data: ExportData = { databaseFile: this.#world.databaseFile, file, unfinished, ids, ...options };
    const outcome = await this.#run('export', 'export-thread', data, file, ids.length, []);
    // A thread that died could not.
    if (!outcome.done) await rm(unfinished, { force: true }).catch(() => undefined);
    return outcome;
  }

  /** Imports a HAR file. Its exchanges are in sessions of their own, and cost nothing here. `sample`: it is the sample session. */
  async importFrom(file: string, as: 'file' | 'sample' = 'file'): Promise<Outcome> {
    const intake = this.#world.openIntake();
    if (intake === null) return failed(nobodyWrites);
    const data: ImportData = { file, isSample: as === 'sample', maskingRulesOff: this.#world.maskingRulesOff(), intake };
    return this.#run('import', 'import-thread', data, file, null, [intake]);
  }

  /** Ends an export or import; whoever started it is told so. One that is over is left alone. */
  cancel(id: number): void {
    this.#transfers.get(id)?.worker.postMessage({ kind: 'cancel' } satisfies ToArchivist);
  }

  /** Removes an import with its exchanges. */
  async removeImport(importNumber: number): Promise<Outcome> {
    const isDeleted = await this.#world.deleteImport(importNumber);
    return isDeleted ? { done: true, message: 'The import was removed.' } : failed('The import could not be removed, or not all of it. Try again.');
  }

  /** Cancels all, and waits until no part of a file is left. */
  async close(): Promise<void> {
    await Promise.all(
      [...this.#transfers].map(async ([id, { worker }]) => {
        const exited = new Promise<void>((resolve) => {
          worker.once('exit', () => resolve());
        });
        this.cancel(id);
        const patience = setTimeout(() => void worker.terminate(), closePatienceMs);
        await exited;
        clearTimeout(patience);
      }),
    );
  }

  #run(kind: TransferView['kind'], thread: ThreadName, data: object, file: string, entriesTotal: number | null, transferList: MessagePort[]): Promise<Outcome> {
    this.#lastId += 1;
    const id = this.#lastId;
    const worker = new Worker(threadFile(thread), { workerData: data, transferList });
    const transfer: Transfer = { view: { id, kind, fileName: basename(file), entries: 0, entriesTotal, bytes: 0, bytesTotal: null }, worker };
    this.#transfers.set(id, transfer);
    this.#world.onChange();
    return new Promise((resolve) => {
      let reason = 'it ended by itself';
      let outcome: Outcome | null = null;
      // An import that came to no end. One whose thread died tells no number: it stays listed, to be removed.
      let broken: number | null = null;
      worker.on('message', (message: FromArchivist) => {
        if (message.kind === 'progress') {
          const { kind: _kind, ...progress } = message;
          transfer.view = { ...transfer.view, ...progress };
          this.#world.onChange();
        } else if (message.kind === 'done') outcome = { done: true, message: message.message };
        else {
          outcome = failed(message.message);
          broken = message.brokenImport;
        }
      });
      // Only the name: an error's message could quote what was captured.
      worker.on('error', (error) => (reason = error.name));
      worker.once('exit', async () => {
        if (broken !== null) await this.#world.deleteImport(broken);
        this.#transfers.delete(id);
        this.#world.onChange();
        resolve(outcome ?? failed(`The ${kind} failed (${reason}). Please report this.`));
      });
    });
  }
}

function failed(message: string): Outcome {
  return { done: false, message, manualCommand: null };
}
