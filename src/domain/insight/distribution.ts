/** How figures are spread. */
export interface Distribution {
  readonly count: number;
  readonly mean: number;
  readonly median: number;
  /** Below these lie a quarter and three quarters of the figures. */
  readonly lower: number;
  readonly upper: number;
  readonly least: number;
  readonly most: number;
  /** The figures in order; of many, as many as can be drawn, at even distances. */
  readonly dots: readonly number[];
}

const mostDots = 400;

/** The spread of these figures; null of none. Between two figures a quartile is drawn straight. */
export function distributionOf(figures: readonly number[]): Distribution | null {
  const sorted = sortedFigures(figures);
  const count = sorted.length;
  if (count === 0) return null;
  const at = (share: number) => {
    const place = share * (count - 1);
    const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
    return below + (above - below) * (place - Math.floor(place));
  };
  const dots = count <= mostDots ? [...sorted] : Array.from({ length: mostDots }, (_, index) => sorted[Math.round((index * (count - 1)) / (mostDots - 1))] ?? 0);
  return { count, mean: sorted.reduce((sum, figure) => sum + figure, 0) / count, median: at(0.5), lower: at(0.25), upper: at(0.75), least: at(0), most: at(1), dots };
}

/** In order. An array of numbers alone is sorted in a tenth of the time that a list with a comparison takes. */
export function sortedFigures(figures: readonly number[]): Float64Array {
  return Float64Array.from(figures).toSorted();
}
