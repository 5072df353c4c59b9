import type { SearchQuery } from '@codemirror/search';
import type { EditorState } from '@codemirror/state';
import { formatCount } from '../../../../format/quantities.ts';
import { lastAtMost } from './byte-offsets.ts';

// Looked through in slices, so that typing goes on; and no further than anyone would step.
const sliceMs = 8;
const mostCounted = 10_000;

/** Counts the matches of a query in the background, and says which of them is chosen. */
export class MatchCount {
  readonly #say: (words: string) => void;
  #starts: number[] = [];
  #isDone = true;
  #state: EditorState | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(say: (words: string) => void) {
    this.#say = say;
  }

  follow(state: EditorState, query: SearchQuery): void {
    this.stop();
    this.#starts = [];
    this.#state = state;
    if (query.search === '') return this.#say('');
    if (!query.valid) return this.#say('Not a pattern');
    this.#isDone = false;
    const cursor = query.getCursor(state);
    const look = () => {
      const until = performance.now() + sliceMs;
      while (performance.now() < until) {
        const next = cursor.next();
        if (next.done === true || this.#starts.length >= mostCounted) {
          this.#isDone = true;
          return this.#tell();
        }
        this.#starts.push(next.value.from);
      }
      this.#timer = setTimeout(look);
    };
    look();
  }

  /** Says which match is chosen now. */
  show(state: EditorState): void {
    this.#state = state;
    if (this.#isDone && this.#starts.length > 0) this.#tell();
  }

  #tell(): void {
    const { from, to } = this.#state?.selection.main ?? { from: 0, to: 0 };
    const at = lastAtMost(this.#starts, from);
    this.#say(matchWords(from < to && this.#starts[at] === from ? at + 1 : 0, this.#starts.length, this.#starts.length >= mostCounted));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** The words of a number of matches, `at` counted from 1 and 0 where none is chosen. */
function matchWords(at: number, count: number, isMore: boolean): string {
  if (count === 0) return 'No match';
  const all = `${formatCount(count)}${isMore ? '+' : ''}`;
  return at === 0 ? `${all} ${count === 1 ? 'match' : 'matches'}` : `${formatCount(at)} of ${all}`;
}
