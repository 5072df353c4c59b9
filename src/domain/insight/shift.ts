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
  const [low, high] = [before, after].map((figures) => figures.toSorted((one, other) => one - other));
  const difference = new Differences(low ?? [], high ?? []);
  const { count } = difference;
  const middle = Math.floor((count + 1) / 2);
  const shift = count % 2 === 1 ? difference.at(middle) : (difference.at(middle) + difference.at(middle + 1)) / 2;
  const rank = endRank(before.length, after.length, wider);
  return { shift, interval: rank < 1 ? null : [difference.at(rank), difference.at(count + 1 - rank)] };
}

/** All differences of two sorted lots, in order, without making a list of them. */
class Differences {
  readonly count: number;
  readonly #before: readonly number[];
  readonly #after: readonly number[];

  constructor(before: readonly number[], after: readonly number[]) {
    this.#before = before;
    this.#after = after;
    this.count = before.length * after.length;
  }

  /** The difference of this rank, from 1 on: the least that as many are not above. */
  at(rank: number): number {
    let least = (this.#after[0] ?? 0) - (this.#before.at(-1) ?? 0);
    let most = (this.#after.at(-1) ?? 0) - (this.#before[0] ?? 0);
    while (least < most) {
      const middle = Math.floor((least + most) / 2);
      if (this.#countUpTo(middle) >= rank) most = middle;
      else least = middle + 1;
    }
    return least;
  }

  #countUpTo(difference: number): number {
    let count = 0;
    let reached = 0;
    for (const figure of this.#before) {
      while (reached < this.#after.length && (this.#after[reached] ?? 0) - figure <= difference) reached += 1;
      count += reached;
    }
    return count;
  }
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
