import type { FilterMistake } from '../../../domain/filter/filter.ts';
import { splitTerms } from '../../../domain/filter/split-terms.ts';

/** A run of a filter's text that looks the same. */
export interface FilterPiece {
  readonly text: string;
  readonly look: 'field' | 'value' | 'text' | 'space';
  readonly isMistaken: boolean;
}

/** The text of a filter in pieces, for showing: fields, values, free text, and what cannot be read. Together they are the text. */
export function filterPieces(text: string, mistakes: readonly Pick<FilterMistake, 'start' | 'end'>[]): readonly FilterPiece[] {
  const terms = splitTerms(text);
  // An empty place is shown by what stands before it.
  const marked = mistakes.map(({ start, end }) => (start === end ? { start: Math.max(0, start - 1), end } : { start, end }));
  const borders = [
    0,
    text.length,
    ...terms.flatMap((term) => [term.start, term.field === null ? term.start : term.field.end + 1, term.end]),
    ...marked.flatMap(({ start, end }) => [start, end]),
  ];
  const places = [...new Set(borders)].filter((place) => place >= 0 && place <= text.length).toSorted((one, other) => one - other);
  return places.slice(0, -1).map((start, index) => {
    const term = terms.find((other) => other.start <= start && start < other.end);
    const look = term === undefined ? 'space' : term.field === null ? 'text' : start < term.field.end + 1 ? 'field' : 'value';
    return { text: text.slice(start, places[index + 1]), look, isMistaken: marked.some((mistake) => mistake.start <= start && start < mistake.end) };
  });
}
