import type { SegmentView } from '../../../../contract/context-view.ts';
import { filterOfSources } from '../../../../domain/filter/filter-of-sources.ts';
import type { SourceNode } from './source-tree.ts';

/** The text of a filter with a term more, that finds the requests which have this source; the same where it has the term already. */
export function filteredBy(filter: string, node: SourceNode, segments: readonly SegmentView[]): string {
  const term = filterOfSources(node.segments.flatMap((index) => segments[index]?.source ?? []));
  const terms = filter.trim();
  return terms === term || terms.startsWith(`${term} `) || terms.endsWith(` ${term}`) || terms.includes(` ${term} `) ? terms : `${terms} ${term}`.trim();
}
