import type { UseFigures } from '../../contract/source-view.ts';
import { formatCount, formatCounted, unknownFigure } from '../format/quantities.ts';

/** Offered so often without a call, it wants attention. */
const offeredOften = 5;

type Calls = Pick<UseFigures, 'definitions' | 'answered' | 'calls'>;

/** Whether something is offered again and again and was never called. */
export function isNeverCalled({ definitions, answered, calls }: Calls): boolean {
  return definitions !== null && calls === 0 && answered >= offeredOften;
}

/** How often something was called; a word where that is never. Nothing for what offers nothing to call. */
export function CallsFigure({ figures }: { readonly figures: Calls }) {
  const { definitions, answered, calls } = figures;
  if (definitions === null) return null;
  const title = callsWords(figures);
  if (calls === null) return <span className="unknown" title={title}>{unknownFigure}</span>;
  if (isNeverCalled(figures)) return <span className="attention" title={title}>never</span>;
  return <span title={title}>{answered < definitions ? `${formatCount(calls)} +` : formatCount(calls)}</span>;
}

/** The same as a sentence. */
export function callsWords({ definitions, answered, calls }: Calls): string {
  if (definitions === null) return 'It offers the model nothing to call.';
  const sent = `Sent with ${formatCounted(definitions, 'request')}`;
  if (calls === null) return `${sent}. What the model called in their answers is not known.`;
  const known = answered < definitions ? `, as far as is known: of ${formatCount(answered)} of them` : '';
  return `${sent}, called ${calls === 0 ? 'never' : calls === 1 ? 'once' : calls === 2 ? 'twice' : formatCounted(calls, 'time')}${known}.`;
}

/** The average rating, with how many there are. */
export function RatingFigure({ figures: { ratings, averageStars } }: { readonly figures: Pick<UseFigures, 'ratings' | 'averageStars'> }) {
  if (averageStars === null) return <span className="unknown">{unknownFigure}</span>;
  return (
    <span title={`${averageStars.toFixed(2)} of 5 stars, from ${formatCounted(ratings, 'rated request')}`}>
      <span className="rating-star" aria-hidden="true">★</span> {averageStars.toFixed(1)} <span className="dim">({formatCount(ratings)})</span>
    </span>
  );
}
