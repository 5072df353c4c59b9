import { findPhrases, type Match, type Phrase } from './phrase.ts';

/** A part of a text around what was looked for, on one line. */
export interface Excerpt {
  readonly text: string;
  /** Where in it what was looked for stands: UTF-16 offsets. */
  readonly matches: readonly Match[];
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
}

const charsBefore = 60;
const charsInAll = 240;
const mostMatches = 50;

/** The first place of a text that says one of the phrases, with what stands around it; its beginning where none does. */
export function excerptOf(said: string, phrases: readonly Phrase[]): Excerpt {
  const matches = findPhrases(said, phrases, mostMatches);
  const start = startAt(said, (matches[0]?.start ?? 0) - charsBefore);
  const end = Math.min(said.length, start + charsInAll);
  // A character for a character, so that offsets stay.
  const text = said.slice(start, end).replaceAll(/\s/g, ' ');
  return {
    text,
    matches: matches.filter((match) => match.end <= end).map((match) => ({ start: match.start - start, end: match.end - start })),
    isCutBefore: start > 0,
    isCutAfter: end < said.length,
  };
}

/** A little later where a word or a pair of surrogates would be cut. */
function startAt(said: string, wanted: number): number {
  if (wanted <= 0) return 0;
  const space = said.slice(wanted, wanted + charsBefore / 2).search(/\s/);
  return space === -1 ? wanted + (/^[\uDC00-\uDFFF]/.test(said.slice(wanted, wanted + 1)) ? 1 : 0) : wanted + space + 1;
}
