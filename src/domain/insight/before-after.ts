import { widening, type OwnFigure } from './alike.ts';
import { distributionOf, type Distribution } from './distribution.ts';
import { shiftOf, type Shift } from './shift.ts';

/** What a turn or a request took: tokens of prompts, and whole micro-dollars, null without a price; and of which session it is, where there is one of several. */
export type Taken = readonly [tokens: number, costMicroUsd: number | null, session?: string];

/** What can be said of a difference. `too-little`: there are too few to tell anything; `unclear`: chance alone may have made it. */
export type Verdict = 'less' | 'more' | 'unclear' | 'too-little';

export interface Measure {
  readonly by: 'turn' | 'request';
  readonly of: 'tokens' | 'cost';
  readonly before: Distribution | null;
  readonly after: Distribution | null;
  /** Of how many sessions they are: those of one are alike, and the interval is as wide as that makes it. */
  readonly sessions: readonly [before: number, after: number];
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
      const [oneFigures, otherFigures] = [plain(one), plain(other)];
      const shift = shiftOf(oneFigures, otherFigures, widening(one ?? [], other ?? []));
      const sessions = [sessionsIn(one), sessionsIn(other)] as const;
      return { by, of, before: distributionOf(oneFigures), after: distributionOf(otherFigures), sessions, shift, verdict: verdictOf(oneFigures.length, otherFigures.length, shift) };
    }),
  );
}

function figuresOf(taken: readonly Taken[], of: 'tokens' | 'cost'): readonly OwnFigure[] {
  return taken.flatMap(([tokens, cost, session], index) => {
    const figure = of === 'tokens' ? tokens : cost;
    return figure === null ? [] : [{ figure, of: session ?? `of none ${index}` }];
  });
}

function plain(figures: readonly OwnFigure[] = []): readonly number[] {
  return figures.map(({ figure }) => figure);
}

function sessionsIn(figures: readonly OwnFigure[] = []): number {
  return new Set(figures.map(({ of }) => of)).size;
}

function verdictOf(before: number, after: number, shift: Shift | null): Verdict {
  if (shift === null || shift.interval === null || Math.min(before, after) < fewestToTell) return 'too-little';
  const [low, high] = shift.interval;
  return high < 0 ? 'less' : low > 0 ? 'more' : 'unclear';
}
