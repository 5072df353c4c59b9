import type { CallInput } from '../../contract/calls.ts';
import type { ExchangeRow } from '../../contract/exchange-view.ts';
import type { StoreReads } from '../store/reads.ts';
import { parseFilterText } from './parse-filter-text.ts';

/** Those of these rows that a list of this session and filter has, newest first. */
export function readRows(store: StoreReads, { ids, sessionId, filter }: CallInput<'readRows'>, now: Date): readonly ExchangeRow[] {
  if (sessionId === undefined && filter === undefined) return store.readRows(ids);
  const parse = parseFilterText(filter ?? '', now);
  if (!parse.parsed) return [];
  // A page that is not full needs no counting.
  const limit = ids.length + 1;
  return store.listRows({ ids, filter: parse.filter, limit, ...(sessionId === undefined ? {} : { sessionId }) }).rows;
}
