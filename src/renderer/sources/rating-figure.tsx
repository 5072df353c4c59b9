import type { CSSProperties } from 'react';
import type { UseFigures } from '../../contract/source-view.ts';
import { formatCount, formatCounted, formatShare, unknownFigure } from '../format/quantities.ts';

export type Rating = Pick<UseFigures, 'ratings' | 'averageStars' | 'interval'>;

interface RatingFigureProps {
  readonly figures: Rating & { readonly ratedShare?: number | null };
  /** Where there is no room for it, the bar is left out. */
  readonly hasBar?: boolean;
}

/** An average rating with how many there are, and where it lies for all that these can say: a bar from 1 star to 5 with a dot in it. */
export function RatingFigure({ figures, hasBar = true }: RatingFigureProps) {
  const { ratings, averageStars, interval } = figures;
  if (averageStars === null || interval === null) {
    return (
      <span className="unknown">
        <span aria-hidden="true">{unknownFigure}</span>
        <span className="for-screen-readers">not rated</span>
      </span>
    );
  }
  const at: CSSProperties & Record<`--${string}`, string> = { '--low': placeOf(interval.low), '--high': placeOf(interval.high), '--at': placeOf(averageStars) };
  return (
    <span className="rating-figure" title={ratingWords(figures)}>
      {hasBar && (
        <span className="rating-bar" aria-hidden="true" style={at}>
          <span className="rating-bar-range" />
          <span className="rating-bar-dot" />
        </span>
      )}
      <span className="rating-number" aria-hidden="true">
        {averageStars.toFixed(1)} <span className="dim">({formatCount(ratings)})</span>
      </span>
      <span className="for-screen-readers">{ratingWords(figures)}</span>
    </span>
  );
}

/** The same as a sentence. */
export function ratingWords({ ratings, averageStars, interval, ratedShare }: RatingFigureProps['figures']): string {
  if (averageStars === null || interval === null) return 'Not rated.';
  const average = `${averageStars.toFixed(1)} of 5 stars on average, of ${formatCounted(ratings, 'rating')}: with 95 % certainty between ${interval.low.toFixed(1)} and ${interval.high.toFixed(1)}.`;
  return ratedShare === undefined || ratedShare === null ? average : `${average} It was ${formatShare(ratedShare)} of what was rated, on average.`;
}

function placeOf(stars: number): string {
  return `${((stars - 1) / 4) * 100}%`;
}
