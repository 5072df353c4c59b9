import type { TextSearch } from './content/text-search.ts';
import { recordColumns, rowOf } from './exchange-record.ts';
import type { ExchangeRecord } from './exchange-record.ts';
import { setFinder } from './filter-sets.ts';
import type { Store } from './open-store.ts';
import type { RowList, RowQuery, RowSort, StoreReads } from './reads.ts';
import { isAfter, orderBy, sortColumn, type RowPlace } from './row-order.ts';
import { rowSelector, type RowSelection } from './row-selection.ts';
import type { SqlValues } from './sql-parameters.ts';

/** The rows of the timeline. A page is found first, by its numbers, in an index; its rows are looked up then. */
export function rowReads(store: Store, texts: Pick<TextSearch, 'exchangesSaying'>): Pick<StoreReads, 'listRows' | 'readRows'> {
  const readByIds = store.prepare<[string], ExchangeRecord>(
    `SELECT ${recordColumns} FROM exchange WHERE id IN (SELECT value FROM json_each(?)) ORDER BY request_started_at_us DESC, number DESC`,
  );
  const readByNumbers = store.prepare<[string], ExchangeRecord>(
    `SELECT ${recordColumns} FROM (SELECT key AS place, value AS found FROM json_each(?)) CROSS JOIN exchange ON number = found ORDER BY place`,
  );
  const select = rowSelector(store, setFinder(store, texts));

  const list = (query: RowQuery): RowList => {
    const sort = query.sort ?? newestFirst;
    const column = sortColumn(sort);
    const selection = select(query, column !== null);
    if (selection.total === 0) return { rows: [], total: 0 };
    const place = query.before === undefined ? null : placeOf(store, query.before, column);
    if (query.before !== undefined && place === null) return { rows: [], total: count(store, selection) };
    const numbers = pageOf(store, query, selection, sort, place);
    const isAll = place === null && (query.offset ?? 0) === 0 && numbers.length < query.limit;
    const total = isAll ? numbers.length : count(store, selection);
    return { rows: readByNumbers.all(JSON.stringify(numbers)).map(rowOf), total };
  };
  // One transaction, so that the rows and their total are of the same exchanges.
  const listRows = store.transaction(list);
  return {
    listRows: (query) => listRows(query),
    readRows: (ids) => readByIds.all(JSON.stringify(ids)).map(rowOf),
  };
}

const newestFirst: RowSort = { by: 'time', descending: true };

function count(store: Store, { whole, conditions, parameters, total }: RowSelection): number {
  return total ?? store.prepare<[SqlValues], number>(`SELECT count(*) FROM ${whole} ${whereOf(conditions)}`).pluck().get(parameters.values) ?? 0;
}

function pageOf(store: Store, query: RowQuery, selection: RowSelection, sort: RowSort, place: RowPlace | null): readonly number[] {
  const { from, whole, parameters } = selection;
  const conditions = place === null ? selection.conditions : [...selection.conditions, isAfter(sort, place, parameters)];
  const limit = parameters.add(query.limit);
  const offset = parameters.add(query.offset ?? 0);
  const source = sort.by === 'time' ? from : whole;
  const sql = `SELECT exchange.number FROM ${source} ${whereOf(conditions)} ORDER BY ${orderBy(sort)} LIMIT ${limit} OFFSET ${offset}`;
  return store.prepare<[SqlValues], number>(sql).pluck().all(parameters.values);
}

function placeOf(store: Store, id: string, column: string | null): RowPlace | null {
  return store.prepare<[string], RowPlace>(`SELECT number, request_started_at_us, ${column ?? 'NULL'} AS sorted_by FROM exchange WHERE id = ?`).get(id) ?? null;
}

function whereOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}
