import { formatCount, unknownFigure } from '../format/quantities.ts';
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
