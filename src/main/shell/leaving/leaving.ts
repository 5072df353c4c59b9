import type { RemovalId, RemovalPlan, RemovalReport, RemovalResult, WhatStays } from '../../../contract/leaving-view.ts';
import { listForeign } from '../../our-files.ts';
import type { RemovalStep } from './removal-step.ts';
import { carriedOut } from './removal-steps.ts';

interface LeavingParts {
  readonly dataDir: string;
  readonly steps: readonly RemovalStep[];
  readonly whatStays: () => readonly WhatStays[];
  /** Whether the user wants these things to be removed, by their names. */
  readonly confirm: (names: readonly string[]) => Promise<boolean>;
  /** Hears that the report has come on. */
  readonly onChange: () => void;
}

/** Takes Whence off the machine, step by step: a step that fails does not stop the others. */
export class Leaving {
  readonly #parts: LeavingParts;
  #report: RemovalReport | null = null;
  #running: Promise<RemovalReport | null> | null = null;
  #isUnderWay = false;

  constructor(parts: LeavingParts) {
    this.#parts = parts;
  }

  /** What was done, or is being done; null before it was confirmed. From then on nothing else is to be written. */
  get report(): RemovalReport | null {
    return this.#report;
  }

  /** How far it has come: `under-way` from the user's yes on. */
  get state(): 'not-begun' | 'under-way' | 'done' {
    if (this.#report?.isOver === true) return 'done';
    return this.#isUnderWay ? 'under-way' : 'not-begun';
  }

  /** The end of what is under way; at once where nothing is. */
  async ended(): Promise<void> {
    if (this.#isUnderWay) await this.#running;
  }

  async plan(): Promise<RemovalPlan> {
    const { steps, whatStays } = this.#parts;
    const planned = steps.map(async ({ id, name, isRequired = false, look }) => ({ id, name, isRequired, ...(await look()) }));
    return { steps: await Promise.all(planned), stays: whatStays() };
  }

  /** Asks, then removes all but what is left out; null where the user would rather not. */
  removeEverything(without: readonly RemovalId[]): Promise<RemovalReport | null> {
    this.#running ??= this.#remove(without).finally(() => {
      this.#running = null;
      this.#isUnderWay = false;
    });
    return this.#running;
  }

  async #remove(without: readonly RemovalId[]): Promise<RemovalReport | null> {
    if (this.#report !== null) return this.#report;
    const { dataDir, steps, confirm, whatStays } = this.#parts;
    const { steps: planned } = await this.plan();
    const isLeftOut = (step: { readonly id: RemovalId; readonly isRequired?: boolean | undefined }): boolean => step.isRequired !== true && without.includes(step.id);
    const isAbsent = (id: RemovalId): boolean => planned.some((one) => one.id === id && one.isAbsent);
    if (!(await confirm(steps.filter((step) => !isLeftOut(step) && !isAbsent(step.id)).map(({ name }) => name)))) return null;

    this.#isUnderWay = true;
    // Read before the folder that some of it is in goes.
    const stays = whatStays();
    const results = steps.map(({ id, name, isRequired }): RemovalResult => {
      const nothing = { id, name, manualCommand: null };
      if (isLeftOut({ id, isRequired })) return { ...nothing, state: 'left-out', message: 'Left as it is.' };
      return isAbsent(id) ? { ...nothing, state: 'absent', message: 'There was nothing to remove.' } : { ...nothing, state: 'waiting', message: '' };
    });
    const note = (changed: RemovalResult): void => {
      results[results.findIndex(({ id }) => id === changed.id)] = changed;
      this.#say({ isOver: false, results: [...results], stays, goesAtQuit: null });
    };
    for (const step of steps) {
      const before = results.find(({ id }) => id === step.id);
      if (before?.state !== 'waiting') continue;
      note({ ...before, state: 'under-way' });
      const outcome = await carriedOut(step);
      note({ ...before, state: outcome.done ? 'done' : 'failed', message: outcome.message, manualCommand: outcome.done ? null : outcome.manualCommand });
    }
    const dataStays = without.includes('data');
    const foreign = listForeign(dataDir);
    return this.#say({
      isOver: true,
      results,
      stays: [
        ...(dataStays ? [{ what: 'The data, as you chose.', paths: [dataDir], command: null }] : []),
        ...(!dataStays && foreign.length > 0 ? [{ what: 'In the data folder there is something that is not of Whence, so the folder stays.', paths: foreign, command: null }] : []),
        ...stays,
      ],
      goesAtQuit: dataStays ? null : dataDir,
    });
  }

  #say(report: RemovalReport): RemovalReport {
    this.#report = report;
    this.#parts.onChange();
    return report;
  }
}
