import type { FilterCompletion } from '../../../domain/filter/complete-filter.ts';
import { splitTerms } from '../../../domain/filter/split-terms.ts';

/** What can be chosen below the filter's field. */
export interface FilterOption {
  readonly key: string;
  /** `insert`: takes the place of a part of the text. `replace`: of all of it. `search`: looks for it in all texts. */
  readonly does: 'insert' | 'replace' | 'search';
  readonly text: string;
  readonly what: string;
}

const mostCompletions = 30;

/** The options below the field: what the text can go on with at the caret, filters used before while it is empty, and the search of all texts for free text. */
export function filterOptions(text: string, completion: FilterCompletion | null, recent: readonly string[]): readonly FilterOption[] {
  const used = text.trim() === '' ? recent.map((filter) => ({ key: `recent ${filter}`, does: 'replace' as const, text: filter, what: 'used before' })) : [];
  const completed = (completion?.entries ?? [])
    .slice(0, mostCompletions)
    // What is there already offers nothing.
    .filter((entry) => completion === null || text.slice(completion.start, completion.end) !== entry.text)
    .map((entry) => ({ key: `insert ${entry.text}`, does: 'insert' as const, text: entry.text, what: entry.what }));
  const free = freeText(text);
  const search = free === '' ? [] : [{ key: 'search', does: 'search' as const, text: free, what: 'in all requests and responses' }];
  return [...used, ...completed, ...search];
}

/** The free text at the end of a filter; empty where it ends in a field. */
function freeText(text: string): string {
  const terms = splitTerms(text);
  const first = terms.findLastIndex(({ field, negated }) => field !== null || negated) + 1;
  const from = terms[first]?.start;
  return from === undefined ? '' : text.slice(from).trim();
}
