import { sortedFigures } from './distribution.ts';

/** By how much one lot of figures lies above another, and between which figures that is, with 19 times in 20. */
export interface Shift {
  readonly shift: number;
  /** Null where there are too few figures for an interval of that kind. */
  readonly interval: readonly [low: number, high: number] | null;
}

/** Up to so many figures in all the ranks are counted exactly; above, their distribution is next to normal. */
const mostExact = 50;

/**
 * The shift of Hodges and Lehmann: the median of all differences of a figure after and one before, with the interval that belongs to the rank-sum test.
 * It asks nothing of how the figures are spread, and one turn that cost a hundred times the others moves it no more than one that cost twice. The figures
 * are whole numbers. `wider`: how many times further from the middle the ends of the interval are, where figures are alike. Null where either lot is empty.
 */
export function shiftOf(before: readonly number[], after: readonly number[], wider = 1): Shift | null {
  if (before.length === 0 || after.length === 0) return null;
  const difference = new Differences(sortedFigures(before), sortedFigures(after));
  const { count } = difference;
  const middle = Math.floor((count + 1) / 2);
  const median = difference.at(middle);
  const shift = count % 2 === 1 ? median : (median + difference.at(middle + 1, { least: median })) / 2;
  const rank = endRank(before.length, after.length, wider);
  return { shift, interval: rank < 1 ? null : [difference.at(rank, { most: median }), difference.at(count + 1 - rank, { least: median })] };
}

/** From so many figures before on, they are first counted by what each so many of them have at least and at most. */
const block = 32;

/** All differences of two sorted lots, in order, without making a list of them. */
class Differences {
  readonly count: number;
  readonly #before: Float64Array;
  readonly #after: Float64Array;

  constructor(before: Float64Array, after: Float64Array) {
    this.#before = before;
    this.#after = after;
    this.count = before.length * after.length;
  }

  /** The difference of this rank, from 1 on: the least that as many are not above. It is looked for between `least` and `most`. */
  at(rank: number, known: { readonly least?: number; readonly most?: number } = {}): number {
    let least = known.least ?? (this.#after[0] ?? 0) - (this.#before.at(-1) ?? 0);
    let most = known.most ?? (this.#after.at(-1) ?? 0) - (this.#before[0] ?? 0);
    while (least < most) {
      const middle = Math.floor((least + most) / 2);
      if (this.#reaches(rank, middle)) most = middle;
      else least = middle + 1;
    }
    return least;
  }

  /** Whether as many are not above a difference. Far from where that turns, a part of the figures tells it. */
  #reaches(rank: number, difference: number): boolean {
    const [before, after] = [this.#before, this.#after];
    if (before.length > block) {
      const whole = before.length - (before.length % block);
      let atMost = (before.length - whole) * after.length;
      let atLeast = 0;
      for (let start = 0; start < whole; start += block) {
        atLeast += block * upTo(after, (before[start] ?? 0) + difference);
        atMost += block * upTo(after, (before[start + block - 1] ?? 0) + difference);
      }
      if (atLeast >= rank) return true;
      if (atMost < rank) return false;
    }
    let count = 0;
    let reached = 0;
    for (const figure of before) {
      while (reached < after.length && (after[reached] ?? 0) - figure <= difference) reached += 1;
      count += reached;
    }
    return count >= rank;
  }
}

/** How many of these sorted figures are not above one. */
function upTo(sorted: Float64Array, figure: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= figure) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Which difference from either end the interval of 95 % reaches to; 0 where there are too few. */
function endRank(one: number, other: number, wider: number): number {
  if (wider === Infinity) return 0;
  if (wider !== 1 || one + other > mostExact) return Math.floor((one * other) / 2 - wider * 1.959964 * Math.sqrt((one * other * (one + other + 1)) / 12));
  const ways = rankSums(one, other);
  const all = ways.reduce((sum, count) => sum + count, 0);
  let below = 0;
  // The least rank sum that more than one in forty is not above.
  return ways.findIndex((count) => (below += count) >= all * 0.025);
}

/** In how many ways the ranks of `one` among `one + other` come to each sum above the least: the coefficients of the Gaussian binomial. */
function rankSums(one: number, other: number): readonly number[] {
  const ways = Array.from({ length: one * other + 1 }, (_, index): number => (index === 0 ? 1 : 0));
  for (let step = 1; step <= one; step += 1) {
    for (let at = ways.length - 1; at >= other + step; at -= 1) ways[at] = (ways[at] ?? 0) - (ways[at - other - step] ?? 0);
    for (let at = step; at < ways.length; at += 1) ways[at] = (ways[at] ?? 0) + (ways[at - step] ?? 0);
  }
  return ways;
}
