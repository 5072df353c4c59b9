import type { FilterMistake } from '../../../domain/filter/filter.ts';

/** The text with a mistake put right by one of the nearest words. */
export function fixedFilter(text: string, { start, end }: FilterMistake, word: string): string {
  return `${text.slice(0, start)}${word}${text.slice(end)}`;
}

/**
 * The mistakes that are pointed at while a text is being written: not the one that the caret is in, for that word may not be finished. All of them
 * once the text is judged: Enter was pressed, or the field was left.
 */
export function shownMistakes(mistakes: readonly FilterMistake[], caret: number | null): readonly FilterMistake[] {
  return mistakes.filter(({ start, end }) => caret === null || caret < start || caret > end);
}
