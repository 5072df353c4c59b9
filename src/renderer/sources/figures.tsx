import type { UseFigures } from '../../contract/source-view.ts';
import { formatCount, formatCounted, unknownFigure } from '../format/quantities.ts';
import { callsWords, isNeverCalled, isSeldomCalled, type Calls } from './calls.ts';

/** How often something was called; a word where that is never. Nothing for what offers nothing to call. */
export function CallsFigure({ figures }: { readonly figures: Calls }) {
  const { definitions, answered, calls } = figures;
  if (definitions === null) return null;
  const title = callsWords(figures);
  if (calls === null) return <span className="unknown" title={title}>{unknownFigure}</span>;
  if (isNeverCalled(figures)) return <span className="source-warn" title={title}>never</span>;
  return <span className={isSeldomCalled(figures) ? 'source-seldom' : undefined} title={title}>{answered < definitions ? `${formatCount(calls)} +` : formatCount(calls)}</span>;
}

/** The average rating, with how many there are. */
export function RatingFigure({ figures: { ratings, averageStars } }: { readonly figures: Pick<UseFigures, 'ratings' | 'averageStars'> }) {
  if (averageStars === null) return <span className="unknown">{unknownFigure}</span>;
  return (
    <span title={`${averageStars.toFixed(2)} of 5 stars, from ${formatCounted(ratings, 'rating')}`}>
      <span className="rating-star" aria-hidden="true">★</span> {averageStars.toFixed(1)} <span className="dim">({formatCount(ratings)})</span>
    </span>
  );
}
