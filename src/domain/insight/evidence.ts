import type { SourceKind } from '../attribution/source.ts';
import { fieldOfKey } from '../attribution/source-key.ts';
import type { SourceTest, Term } from '../filter/filter.ts';
import { parseFilter } from '../filter/parse-filter.ts';
import { writeFilter } from '../filter/write-filter.ts';

/** A name that makes a longer filter is no name that anybody gave; the language takes ten times as much. */
const longestFilter = 1000;

/** What was imported, or came to nothing, is in no figure of a finding. */
const billedHere: readonly Term[] = [
  { negated: false, field: 'imported', anyOf: [{ is: 'word', word: 'no' }] },
  { negated: false, field: 'output', anyOf: [{ is: 'any' }] },
];

/** The text of a filter that finds the requests which have one of these; null where a name is too long for one, or empty. */
export function filterOfTests(anyOf: readonly SourceTest[]): string | null {
  return filterOfTerms([{ negated: false, field: 'source', anyOf }]);
}

export function filterOfTerms(terms: readonly Term[]): string | null {
  const text = writeFilter({ terms: [...terms, ...billedHere] });
  // What times it means is of no matter here.
  return text.length <= longestFilter && parseFilter(text, { nowMs: 0, localMs: () => 0 }).parsed ? text : null;
}

/** What is asked for to find a source by its kind, its name and, where names are shared, its key. */
export function testOfSource({ key, kind, name }: { readonly key: string; readonly kind: SourceKind; readonly name: string | null }): SourceTest {
  const tool = fieldOfKey(key, 'tool');
  if ((kind === 'mcp-tool-definition' || kind === 'mcp-result') && name !== null && tool !== null) return { is: 'mcp', server: name, tool };
  return { is: 'kind', kind, name };
}
