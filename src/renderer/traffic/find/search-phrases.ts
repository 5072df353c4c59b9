import { splitTerms } from '../../../domain/filter/split-terms.ts';

const mostPhrases = 20;

/**
 * What is looked for, of what is typed: words, and phrases in quotation marks. All have to stand in one text. The word that is still being typed may
 * go on, which the `*` at its end says.
 */
export function searchPhrases(typed: string): readonly string[] {
  const terms = splitTerms(typed).slice(0, mostPhrases);
  return terms.flatMap((term, index) => {
    const isLast = index === terms.length - 1 && term.end === typed.length;
    const [value] = term.values;
    // A colon separates nothing here.
    const written = typed.slice(term.start, term.end);
    const isQuoted = term.field === null && value !== undefined && value.plain !== value.text;
    const phrase = isQuoted ? value.text : written.replaceAll('"', '');
    if (!/[\p{L}\p{N}]/u.test(phrase)) return [];
    return [isLast && !isQuoted && !phrase.endsWith('*') ? `${phrase}*` : phrase];
  });
}

/**
 * What is marked in the open request: the longest of what was found, as it stands there. Words that follow one another count as one; further apart,
 * a space of the excerpt may be a line's end in the text.
 */
export function soughtText({ text, matches }: { readonly text: string; readonly matches: readonly { readonly start: number; readonly end: number }[] }): string {
  const runs: { start: number; end: number }[] = [];
  for (const { start, end } of matches.toSorted((one, other) => one.start - other.start)) {
    const last = runs.at(-1);
    if (last !== undefined && (start <= last.end || text.slice(last.end, start) === ' ')) last.end = Math.max(last.end, end);
    else runs.push({ start, end });
  }
  return runs.map(({ start, end }) => text.slice(start, end)).reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}
