import type { StoreReads } from '../store/reads.ts';

/** So many that are out of date are looked up at a time. */
const outdatedAtATime = 500;

/**
 * What is to be analysed next: what never was, oldest first; and only when there is none of that, what was analysed by older rules, session by
 * session, the latest first, each from its beginning on. All of it stands in the store, so that a restart goes on where the last run stopped.
 */
export class WorkQueue {
  readonly #reads: Pick<StoreReads, 'listUnanalysed' | 'listOutdated'>;
  readonly #ruleVersion: number;
  #outdated: string[] = [];

  constructor(reads: Pick<StoreReads, 'listUnanalysed' | 'listOutdated'>, ruleVersion: number) {
    this.#reads = reads;
    this.#ruleVersion = ruleVersion;
  }

  /** Null when there is nothing left. */
  next(): string | null {
    const [fresh] = this.#reads.listUnanalysed(1);
    if (fresh !== undefined) return fresh;
    if (this.#outdated.length === 0) this.#outdated = this.#reads.listOutdated(this.#ruleVersion, outdatedAtATime).toReversed();
    return this.#outdated.pop() ?? null;
  }

  /** Has what is out of date looked up again: what was taken may not have been done. */
  forget(): void {
    this.#outdated = [];
  }
}
