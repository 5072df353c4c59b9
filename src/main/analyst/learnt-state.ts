import { learnAll, type LearntCounts, type Observation } from '../../domain/tokens/learnt-counts.ts';
import { readLearnt } from '../../domain/tokens/read-learnt.ts';
import type { LearntSoFar } from '../store/analysis/analysis-writes.ts';

/** All of it is written at once, up to 2 MB: not with every exchange. What a crash loses of it is learnt from others. */
const saveEveryMs = 2000;

/** What was learnt of how many tokens texts are, as it grows. Learning the same twice changes nothing. */
export class LearntState {
  readonly #tokenizer: string;
  #learnt: LearntCounts;
  #isSaved = true;
  #savedAtMs = -Infinity;

  /** `stored` is what was saved with this tokenizer, as it was read. */
  constructor(tokenizer: string, stored: unknown) {
    this.#tokenizer = tokenizer;
    this.#learnt = readLearnt(stored);
  }

  get learnt(): LearntCounts {
    return this.#learnt;
  }

  learn(observations: readonly Observation[]): void {
    if (observations.length === 0) return;
    this.#learnt = learnAll(this.#learnt, observations);
    this.#isSaved = false;
  }

  /** What is to be saved now; null where all is saved, or it was a moment ago. */
  toSave(nowMs: number): LearntSoFar | null {
    return this.#isSaved || nowMs - this.#savedAtMs < saveEveryMs ? null : { tokenizer: this.#tokenizer, learnt: this.#learnt };
  }

  /** All that is not saved, whenever the last time was. */
  unsaved(): LearntSoFar | null {
    return this.#isSaved ? null : { tokenizer: this.#tokenizer, learnt: this.#learnt };
  }

  markSaved(nowMs: number): void {
    this.#isSaved = true;
    this.#savedAtMs = nowMs;
  }
}
