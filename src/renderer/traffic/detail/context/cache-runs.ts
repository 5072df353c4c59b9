import type { SegmentView } from '../../../../contract/context-view.ts';
import { cacheStates, type CacheState } from '../../../../domain/cost/cache-state.ts';

/** Tokens in a row that were billed alike. */
export interface CacheRun {
  readonly state: CacheState;
  /** How many tokens stand before it. */
  readonly from: number;
  readonly tokens: number;
}

/** How a prompt was billed from its beginning to its end; empty where that is not known. `order` are indexes of `segments`. */
export function cacheRuns(segments: readonly SegmentView[], order: readonly number[]): readonly CacheRun[] {
  const runs: CacheRun[] = [];
  for (const index of order) {
    const states = segments[index]?.tokensByState ?? null;
    if (states === null) continue;
    // A segment across a border has its states in their order.
    for (const state of cacheStates) {
      const last = runs.at(-1);
      if (states[state] === 0) continue;
      if (last?.state === state) runs[runs.length - 1] = { ...last, tokens: last.tokens + states[state] };
      else runs.push({ state, from: (last?.from ?? 0) + (last?.tokens ?? 0), tokens: states[state] });
    }
  }
  return runs;
}
