import type { TrafficSelection } from '../../contract/archive-view.ts';
import type { RowQuery, StoreReads } from '../store/reads.ts';
import { parseFilterText } from './parse-filter-text.ts';

const pageRows = 2000;

/** The ids of a selection, oldest first; a sentence where its filter cannot be read. Those that are not stored are left out. */
export function selectedIds(store: StoreReads, selection: TrafficSelection, now: Date = new Date()): readonly string[] | string {
  if ('ids' in selection) return store.readRows(selection.ids).map(({ id }) => id).toReversed();
  if ('filter' in selection) {
    const parsed = parseFilterText(selection.filter, now);
    if (!parsed.parsed) return parsed.mistakes[0]?.message ?? 'The filter cannot be read.';
    return allIds(store, { filter: parsed.filter, ...(selection.sessionId === undefined ? {} : { sessionId: selection.sessionId }) });
  }
  if ('sessionId' in selection) return store.listSessionExchanges(selection.sessionId);
  return allIds(store, {});
}

function allIds(store: StoreReads, query: Omit<RowQuery, 'limit' | 'before'>): readonly string[] {
  const ids: string[] = [];
  for (;;) {
    const before = ids.at(-1);
    const { rows } = store.listRows({ ...query, ...(before === undefined ? {} : { before }), limit: pageRows });
    for (const { id } of rows) ids.push(id);
    if (rows.length < pageRows) return ids.toReversed();
  }
}
