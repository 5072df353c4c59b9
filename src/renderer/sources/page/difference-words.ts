import type { WithAndWithoutView } from '../../../contract/source-view.ts';

/** What the ratings with and without a source tell, as a sentence. */
export function differenceWords({ with: held, without, difference }: Pick<WithAndWithoutView, 'with' | 'without' | 'difference'>): string {
  if (held.rating.ratings === 0) return 'Nothing that held it is rated, so that its worth cannot be told.';
  if (difference === null || without.rating.ratings === 0) return 'Nothing was rated without it, so that it cannot be told whether answers are better or worse with it.';
  if (difference.interval.high < 0) return `What held it was rated worse, with 95 % certainty: by ${(-difference.stars).toFixed(1)} stars on average.`;
  if (difference.interval.low > 0) return `What held it was rated better, with 95 % certainty: by ${difference.stars.toFixed(1)} stars on average.`;
  const which = Math.abs(difference.stars) < 0.05 ? 'the same' : `${difference.stars < 0 ? 'worse' : 'better'} by ${Math.abs(difference.stars).toFixed(1)} stars`;
  return `What held it was rated ${which} on average, but the ratings are too few or too mixed to tell: it could be chance.`;
}

/** Stars of a difference, with their sign; as many digits as show which side of 0 it is on. */
export function signedStars(stars: number): string {
  const size = Math.abs(stars);
  return `${stars < 0 ? '−' : '+'}${size.toFixed(size > 0 && size < 0.05 ? 2 : 1)}`;
}
