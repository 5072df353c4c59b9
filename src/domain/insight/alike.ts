/** A figure, and whose it is: figures of one session are alike, for its prompts grow from one another. */
export interface OwnFigure {
  readonly figure: number;
  readonly of: string;
}

/**
 * How many times wider (0.95 of) an interval has to be than that of as many independent figures: the standard error of the rank sum by whole sessions
 * against that by single figures (Obuchowski's for clustered data), with Student's t for how few sessions there are. 1 where each figure is a session of
 * its own; infinite where either lot is of one session alone, of which nothing can be known.
 */
export function widening(before: readonly OwnFigure[], after: readonly OwnFigure[]): number {
  const lots = [placed(before, after), placed(after, before)];
  if (lots.every(({ sessions, count }) => sessions === count)) return 1;
  if (lots.some(({ sessions }) => sessions < 2)) return Infinity;
  const sum = (figure: 'bySession' | 'byFigure') => lots.reduce((all, lot) => all + lot[figure], 0);
  const freedom = lots.reduce((all, { sessions }) => all + sessions - 1, 0);
  // All of one lot may lie above the other: then nothing tells how alike they are.
  const alike = sum('byFigure') === 0 ? 1 : Math.sqrt(sum('bySession') / sum('byFigure'));
  return Math.max(1, alike) * (student(freedom) / normal);
}

const normal = 1.959964;

/** The variance of where one lot stands among the other, on the average, by single figures and by sessions. */
function placed(lot: readonly OwnFigure[], among: readonly OwnFigure[]) {
  const sorted = among.map(({ figure }) => figure).toSorted((one, other) => one - other);
  const places = lot.map(({ figure }) => (countBelow(sorted, figure, false) + countBelow(sorted, figure, true)) / 2 / Math.max(1, sorted.length));
  const count = lot.length;
  const mean = places.reduce((sum, place) => sum + place, 0) / Math.max(1, count);
  const bySession = new Map<string, number>();
  lot.forEach(({ of }, index) => bySession.set(of, (bySession.get(of) ?? 0) + (places[index] ?? 0) - mean));
  const sessions = bySession.size;
  return {
    count,
    sessions,
    byFigure: squaresOf(places.map((place) => place - mean)) / Math.max(1, count - 1) / Math.max(1, count),
    bySession: ((sessions / Math.max(1, sessions - 1)) * squaresOf(bySession.values())) / Math.max(1, count * count),
  };
}

function squaresOf(values: Iterable<number>): number {
  return [...values].reduce((sum, value) => sum + value * value, 0);
}

/** How many of these are below, or at most, a figure. */
function countBelow(sorted: readonly number[], figure: number, orEqual: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = sorted[middle] ?? 0;
    if (at < figure || (orEqual && at === figure)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The two-sided 95 % quantile of Student's distribution: by its table where the series is off, by the series of Cornish and Fisher from there on. */
function student(freedom: number): number {
  const few = [12.706, 4.303, 3.182, 2.776][freedom - 1];
  if (few !== undefined) return few;
  const z = normal;
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
}
