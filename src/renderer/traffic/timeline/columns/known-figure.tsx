import { unknownFigure } from '../../../format/quantities.ts';

/** A figure; what is not known stands back. */
export function KnownFigure({ text }: { readonly text: string | null }) {
  return text === null || text === unknownFigure ? <span className="timeline-unknown">{unknownFigure}</span> : text;
}
