import type { RowSort } from '../../../contract/filter-view.ts';
import type { TextSearch } from '../content/text-search.ts';
import { recordColumns, rowOf } from '../exchange-record.ts';
import type { ExchangeRecord } from '../exchange-record.ts';
import { setFinder } from './filter-sets.ts';
import type { Store } from '../open-store.ts';
import type { RowList, RowQuery, StoreReads } from '../reads.ts';
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
    const selection = select(query);
    if (selection.total === 0) return { rows: [], total: 0 };
    const place = query.before === undefined ? null : placeOf(store, query.before, sort);
    if (query.before !== undefined && place === null) return { rows: [], total: selection.total ?? count(store, selection) };
    const keys = pageOf(store, query, selection, sort, place);
    const total = selection.total ?? (place === null ? countBesides(store, query, selection, sort, keys) : count(store, selection));
    return { rows: readByNumbers.all(JSON.stringify(keys.map(({ number }) => number))).map(rowOf), total };
  };
  // One transaction, so that the rows and their total are of the same exchanges.
  const listRows = store.transaction(list);
  return {
    listRows: (query) => listRows(query),
    readRows: (ids) => readByIds.all(JSON.stringify(ids)).map(rowOf),
  };
}

const newestFirst: RowSort = { by: 'time', descending: true };

type RowKey = Omit<RowPlace, 'sorted_by'>;

function count(store: Store, { whole, conditions, parameters }: RowSelection): number {
  return store.prepare<[SqlValues], number>(`SELECT count(*) FROM ${whole} ${whereOf(conditions)}`).pluck().get(parameters.values) ?? 0;
}

/** How many there are with those of the first page, or of one at an offset: what was gone through for it is not gone through again. */
function countBesides(store: Store, { limit, offset = 0 }: RowQuery, selection: RowSelection, sort: RowSort, keys: readonly RowKey[]): number {
  const last = keys.at(-1);
  if (keys.length < limit && (last !== undefined || offset === 0)) return offset + keys.length;
  // All of an index are counted without going through it.
  if (last === undefined || sort.by !== 'time' || selection.conditions.length === 0) return count(store, selection);
  const after = isAfter(sort, { ...last, sorted_by: null }, selection.parameters);
  return offset + keys.length + count(store, { ...selection, conditions: [...selection.conditions, after] });
}

function pageOf(store: Store, query: RowQuery, selection: RowSelection, sort: RowSort, place: RowPlace | null): readonly RowKey[] {
  const { byTime, toSort, parameters } = selection;
  const conditions = place === null ? selection.conditions : [...selection.conditions, isAfter(sort, place, parameters)];
  const limit = parameters.add(query.limit);
  const offset = parameters.add(query.offset ?? 0);
  const source = sort.by === 'time' ? byTime : toSort;
  const sql = `SELECT number, request_started_at_us FROM ${source} ${whereOf(conditions)} ORDER BY ${orderBy(sort, place)} LIMIT ${limit} OFFSET ${offset}`;
  return store.prepare<[SqlValues], RowKey>(sql).all(parameters.values);
}

function placeOf(store: Store, id: string, sort: RowSort): RowPlace | null {
  return store.prepare<[string], RowPlace>(`SELECT number, request_started_at_us, ${sortColumn(sort) ?? 'NULL'} AS sorted_by FROM exchange WHERE id = ?`).get(id) ?? null;
}

function whereOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}
