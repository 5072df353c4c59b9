import type { RetentionLimits } from '../../contract/retention-view.ts';
import type { Store } from '../store/open-store.ts';
import { Deletion, type DeletionWish } from '../store/retention/deletion.ts';
import { Retention } from '../store/retention/retention.ts';
import type { FromAnalyst } from './analyst-messages.ts';

/** How often it is looked whether anything has become too old, or the store too large. */
const lookEveryMs = 3 * 60_000;
/** So long at a time; analysis has its turn in between. */
const turnMs = 60;

interface Job {
  readonly number: number;
  readonly wish: DeletionWish;
  readonly deletion: Deletion;
}

/** What the analyst does besides, by its own connection: it deletes what the user wants gone, and keeps the store within its limits. All in short steps. */
export class StoreKeeping {
  readonly #store: Store;
  readonly #post: (message: FromAnalyst) => void;
  readonly #onEverythingDeleted: () => void;
  readonly #jobs: Job[] = [];
  #limits: RetentionLimits;
  #retention: Retention | null = null;
  #nextLookMs = 0;
  #lookedEarly = false;
  readonly #isBehind: () => boolean;
  #saidFull: string | null = null;

  constructor(store: Store, limits: RetentionLimits, post: (message: FromAnalyst) => void, onEverythingDeleted: () => void) {
    this.#store = store;
    const unanalysed = this.#store.prepare("SELECT 1 FROM exchange INDEXED BY exchange_to_analyse WHERE state <> 'open' AND content_removed_at_us IS NULL AND rule_version = 0 LIMIT 1");
    this.#isBehind = () => unanalysed.get() !== undefined;
    this.#limits = limits;
    this.#post = post;
    this.#onEverythingDeleted = onEverythingDeleted;
  }

  /** True while there is something to do now. */
  isDue(nowMs: number): boolean {
    return this.#jobs.length > 0 || this.#retention !== null || nowMs >= this.#nextLookMs;
  }

  setLimits(limits: RetentionLimits): void {
    this.#limits = limits;
    this.#retention = null;
    this.#nextLookMs = 0;
  }

  /** Puts a deletion into the queue; its end is told under this number. */
  delete(number: number, wish: DeletionWish): void {
    this.#jobs.push({ number, wish, deletion: new Deletion(this.#store, wish) });
  }

  /** Everything is analysed: what was not the last time it was looked may go now. */
  caughtUp(): void {
    if (this.#lookedEarly) this.#nextLookMs = 0;
  }

  /** Works for a moment; deletions come first. Throws where the database is busy or the disk full: nothing is lost by it. */
  work(): void {
    const untilMs = performance.now() + turnMs;
    while (this.isDue(performance.now()) && performance.now() < untilMs) {
      const [job] = this.#jobs;
      if (job === undefined) this.#retain();
      else this.#goOn(job);
    }
  }

  #goOn({ number, wish, deletion }: Job): void {
    const isOver = !deletion.step();
    this.#post({ kind: 'deleting', ...deletion.progress });
    if (!isOver) return;
    this.#jobs.shift();
    if (wish.what === 'everything') this.#onEverythingDeleted();
    this.#post({ kind: 'deleted', number, exchanges: deletion.progress.done });
  }

  #retain(): void {
    this.#retention ??= new Retention(this.#store, this.#limits);
    const step = this.#retention.step(Date.now() * 1000);
    if (step.did === 'remove-content') this.#post({ kind: 'content-removed', ids: step.ids });
    else if (step.did === 'remove-rows') this.#post({ kind: 'rows-removed' });
    else if (step.did === 'nothing') {
      this.#retention = null;
      this.#nextLookMs = performance.now() + lookEveryMs;
      this.#lookedEarly = this.#isBehind();
      this.#sayWhetherFull(step.isFull);
    }
  }

  #sayWhetherFull(isFull: boolean): void {
    const text = isFull ? fullSentence(this.#limits) : null;
    if (text === this.#saidFull) return;
    if (this.#saidFull !== null) this.#post({ kind: 'settled', text: this.#saidFull });
    this.#saidFull = text;
    if (text !== null) this.#post({ kind: 'notice', text });
  }
}

function fullSentence({ megabytes }: RetentionLimits): string {
  const size = megabytes.toLocaleString('en-US');
  return `The store takes more than its limit of ${size} MB, and all that is left is rated, pinned or under way. Raise the limit in the settings, or unpin some requests.`;
}
