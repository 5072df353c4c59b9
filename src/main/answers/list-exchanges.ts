import type { CallInput } from '../../contract/calls.ts';
import type { FilterMistake } from '../../domain/filter/filter.ts';
import type { RowList, RowQuery, StoreReads } from '../store/reads.ts';
import { parseFilterText } from './parse-filter-text.ts';

interface ListedRows extends RowList {
  readonly mistakes: readonly FilterMistake[];
}

/** A page of rows; where the filter cannot be read, its mistakes. */
export function listExchanges(store: StoreReads, asked: CallInput<'listExchanges'>, now: Date): ListedRows {
  const { filter, ...query } = asked;
  const parse = parseFilterText(filter ?? '', now);
  if (!parse.parsed) return { rows: [], total: 0, mistakes: parse.mistakes };
  return { ...store.listRows({ ...given(query), filter: parse.filter }), mistakes: [] };
}

/** Without what is undefined: the query tells that from what is absent. */
function given({ limit, sessionId, before, sort }: Omit<CallInput<'listExchanges'>, 'filter'>): RowQuery {
  return {
    limit,
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(before === undefined ? {} : { before }),
    ...(sort === undefined ? {} : { sort }),
  };
}
