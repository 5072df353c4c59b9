import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';

/** The threads started since this was called, in order: to kill them as only their starter could. */
export class StartedWorkers {
  readonly workers: Worker[] = [];
  readonly #add = (worker: Worker): void => void this.workers.push(worker);

  constructor() {
    process.on('worker', this.#add);
  }

  /** Ends a thread in the middle of whatever it does. Counts from 0; negative from the last. */
  async kill(which: number): Promise<void> {
    const worker = this.workers.at(which);
    if (worker === undefined) throw new Error(`there is no thread ${which}`);
    const exited = once(worker, 'exit');
    await worker.terminate();
    await exited;
  }

  stop(): void {
    process.off('worker', this.#add);
  }
}
