import { archiveText } from '../archive/archive-text.ts';
import type { RowQuery, StoreReads } from '../store/reads.ts';

const pageRows = 500;

/** A HAR 1.2 document of the exchanges of a query, the oldest first, as texts that follow one another: no more than one exchange is in memory. */
export function streamHar(store: StoreReads, query: Omit<RowQuery, 'limit' | 'sort' | 'before' | 'offset'>, includeBodies: boolean): AsyncGenerator<string> {
  return archiveText(store, idsOf(store, query), { format: 'har', includeBodies });
}

/** Page by page, as they are asked for. */
function* idsOf(store: StoreReads, query: Omit<RowQuery, 'limit' | 'sort' | 'before' | 'offset'>): Generator<string> {
  let before: string | undefined;
  do {
    const { rows } = store.listRows({ ...query, sort: { by: 'time', descending: false }, limit: pageRows, ...(before === undefined ? {} : { before }) });
    for (const { id } of rows) yield id;
    before = rows.length < pageRows ? undefined : rows.at(-1)?.id;
  } while (before !== undefined);
}
