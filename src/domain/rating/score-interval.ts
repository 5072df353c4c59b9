/** Of a share, from 0 to 1; of a difference of two, from -1 to 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A share, and of how many it is one: not always a whole number, where they do not count alike. */
export interface CountedShare {
  readonly share: number;
  readonly number: number;
}

/** How far from the middle of a normal distribution 95 % of it lie. */
export const standardErrorsOf95 = 1.959963984540054;

/**
 * The 95 % interval of a share by its score (Wilson 1927; Newcombe 1998, "Interval estimation for the single proportion", method 3): it stays
 * between 0 and 1, is wide where there are few, and has a width where all are alike.
 */
export function scoreInterval({ share, number }: CountedShare): Interval {
  const z = standardErrorsOf95;
  const middle = (2 * number * share + z * z) / (2 * (number + z * z));
  const reach = (z * Math.sqrt(z * z + 4 * number * share * (1 - share))) / (2 * (number + z * z));
  return { low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}

/**
 * The 95 % interval of the difference of two shares that have nothing to do with one another, the first less the second (Newcombe 1998, "Interval
 * estimation for the difference between independent proportions", method 10).
 */
export function differenceInterval(first: CountedShare, second: CountedShare): Interval {
  const [one, other] = [scoreInterval(first), scoreInterval(second)];
  const difference = first.share - second.share;
  // Math.hypot minds what is too large or too small to be squared, and takes ten times as long.
  return {
    low: difference - Math.sqrt((first.share - one.low) ** 2 + (other.high - second.share) ** 2),
    high: difference + Math.sqrt((one.high - first.share) ** 2 + (second.share - other.low) ** 2),
  };
}
