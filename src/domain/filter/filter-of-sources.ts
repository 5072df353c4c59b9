import type { Source } from '../attribution/source.ts';
import { testsOfSources } from './tests-of-sources.ts';
import { writeFilter } from './write-filter.ts';

/** The text of a filter that finds the requests which have one of these sources; empty for none. */
export function filterOfSources(sources: readonly Source[]): string {
  const anyOf = testsOfSources(sources);
  return anyOf.length === 0 ? '' : writeFilter({ terms: [{ negated: false, field: 'source', anyOf }] });
}
