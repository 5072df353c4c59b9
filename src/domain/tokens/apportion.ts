/** Weights are taken as whole numbers of steps, of which the largest has so many at least: as exactly as a double is. */
const stepsOfLargest = 2 ** 51;

/**
 * Whole numbers in proportion to the weights that sum to `total` exactly (largest remainder; earlier ones first where equal).
 * Exact for every safe integer and weights of any size: it is reckoned in whole numbers, since in doubles a weight times a total is no
 * longer exact. What is no weight (negative, infinite, not a number) counts 0; where no weight is left, all shares are 0.
 */
export function apportion(weights: readonly number[], total: number): readonly number[] {
  const usable = weights.map((weight) => (Number.isFinite(weight) && weight > 0 ? weight : 0));
  const largest = usable.reduce((one, other) => Math.max(one, other), 0);
  if (largest === 0 || total <= 0) return weights.map(() => 0);
  const powerOfTwo = 2 ** Math.floor(Math.log2(largest));
  const steps = usable.map((weight) => (weight === 0 ? 0n : BigInt(Math.max(1, Math.round((weight / powerOfTwo) * stepsOfLargest)))));
  const sum = steps.reduce((all, step) => all + step, 0n);
  const whole = BigInt(total);
  const shares = steps.map((step) => (step * whole) / sum);
  const missing = Number(whole - shares.reduce((all, share) => all + share, 0n));
  const remainders = steps.map((step, index) => ({ index, remainder: (step * whole) % sum })).filter(({ index }) => steps[index] !== 0n);
  remainders.sort((one, other) => (one.remainder === other.remainder ? one.index - other.index : one.remainder < other.remainder ? 1 : -1));
  const roundedUp = new Set(remainders.slice(0, missing).map(({ index }) => index));
  return shares.map((share, index) => Number(share) + (roundedUp.has(index) ? 1 : 0));
}
