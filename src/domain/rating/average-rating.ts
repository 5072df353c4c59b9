/** A rated request, as seen by one of the sources that its prompt was made of. `tokens` is what the source had in it; null is unknown. */
export interface RatedUse {
  readonly stars: number;
  readonly tokens: number | null;
}

export interface AverageRating {
  /** How many rated requests the source was in. */
  readonly ratings: number;
  /** From 1 to 5; null without a rating. */
  readonly averageStars: number | null;
}

/**
 * What a source is rated: a rating is one of all that the rated request was made of, and counts for each source by the tokens that it
 * had there, so that a server which filled half of a bad prompt is blamed more than one that had a line in it. Where no
 * tokens are known of any use, all uses count alike. The store says the same in SQL.
 */
export function averageRating(uses: readonly RatedUse[]): AverageRating {
  const weight = sum(uses.map(({ tokens }) => tokens ?? 0));
  const weighted = weight > 0 ? sum(uses.map(({ stars, tokens }) => stars * (tokens ?? 0))) / weight : sum(uses.map(({ stars }) => stars)) / uses.length;
  return { ratings: uses.length, averageStars: uses.length === 0 ? null : weighted };
}

function sum(figures: readonly number[]): number {
  return figures.reduce((all, figure) => all + figure, 0);
}
