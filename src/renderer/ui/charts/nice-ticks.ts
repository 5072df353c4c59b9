/** Round figures from 0 to one that is `most` or above it, at most `count` steps of 1, 2, 2.5 or 5 times a power of ten; whole numbers unless told. */
export function niceTicks(most: number, count = 4, wholeNumbers = true): readonly number[] {
  if (!(most > 0)) return [0];
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((each) => each * power >= rough * (1 - 1e-9)) ?? 10;
  const round = factor === 2.5 && power === 1 && wholeNumbers ? 5 : factor * power;
  const step = wholeNumbers ? Math.max(1, round) : round;
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
