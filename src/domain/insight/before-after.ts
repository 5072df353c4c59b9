import { distributionOf, type Distribution } from './distribution.ts';
import { shiftOf, type Shift } from './shift.ts';

/** What a turn or a request took: tokens of prompts, and whole micro-dollars, null without a price. */
export type Taken = readonly [tokens: number, costMicroUsd: number | null];

/** What can be said of a difference. `too-little`: there are too few to tell anything; `unclear`: chance alone may have made it. */
export type Verdict = 'less' | 'more' | 'unclear' | 'too-little';

export interface Measure {
  readonly by: 'turn' | 'request';
  readonly of: 'tokens' | 'cost';
  readonly before: Distribution | null;
  readonly after: Distribution | null;
  readonly shift: Shift | null;
  readonly verdict: Verdict;
}

/** Of fewer turns or requests than these on either side nothing is said. */
export const fewestToTell = 5;

export interface SpanTaken {
  readonly turns: readonly Taken[];
  readonly requests: readonly Taken[];
}

/** What turns and requests took before a point in time and after it, with what can be said of the difference. */
export function compareSpans(before: SpanTaken, after: SpanTaken): readonly Measure[] {
  return (['turn', 'request'] as const).flatMap((by) =>
    (['tokens', 'cost'] as const).map((of): Measure => {
      const [one, other] = [before, after].map((span) => figuresOf(by === 'turn' ? span.turns : span.requests, of));
      const shift = shiftOf(one ?? [], other ?? []);
      return { by, of, before: distributionOf(one ?? []), after: distributionOf(other ?? []), shift, verdict: verdictOf(one?.length ?? 0, other?.length ?? 0, shift) };
    }),
  );
}

function figuresOf(taken: readonly Taken[], of: 'tokens' | 'cost'): readonly number[] {
  return taken.flatMap(([tokens, cost]) => (of === 'tokens' ? [tokens] : cost === null ? [] : [cost]));
}

function verdictOf(before: number, after: number, shift: Shift | null): Verdict {
  if (shift === null || shift.interval === null || Math.min(before, after) < fewestToTell) return 'too-little';
  const [low, high] = shift.interval;
  return high < 0 ? 'less' : low > 0 ? 'more' : 'unclear';
}
