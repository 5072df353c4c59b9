import type { TrafficSelection } from '../../contract/archive-view.ts';
import type { RowQuery, StoreReads } from '../store/reads.ts';

const pageRows = 2000;

/** The ids of a selection, oldest first; a sentence where its filter is none. Those that are not stored are left out. */
export function selectedIds(store: StoreReads, selection: TrafficSelection): readonly string[] | string {
  if ('ids' in selection) return store.readRows(selection.ids).map(({ id }) => id).toReversed();
  if ('filter' in selection) return allIds(store, {});
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
