import { recordColumns, rowOf } from './exchange-record.ts';
import type { ExchangeRecord } from './exchange-record.ts';
import type { Store } from './open-store.ts';
import type { RowQuery, StoreReads } from './reads.ts';

/** The rows of the timeline. */
export function rowReads(store: Store): Pick<StoreReads, 'listRows' | 'readRows'> {
  const readByIds = store.prepare<[string], ExchangeRecord>(
    `SELECT ${recordColumns} FROM exchange WHERE id IN (SELECT value FROM json_each(?)) ${newestFirst}`,
  );
  const findPlace = store.prepare<[string], Place>('SELECT number, request_started_at_us FROM exchange WHERE id = ?');

  return {
    listRows: (query) => {
      const { where, values } = conditionsOf(query);
      const total = store.prepare<[SqlValues], number>(`SELECT count(*) FROM exchange ${where}`).pluck().get(values) ?? 0;
      if (query.before === undefined) return { rows: page(store, query, where, values), total };
      const place = findPlace.get(query.before);
      if (place === undefined) return { rows: [], total };
      const after = `${where === '' ? 'WHERE' : `${where} AND`} (request_started_at_us, number) < (@placeUs, @placeNumber)`;
      const placed = { ...values, placeUs: place.request_started_at_us, placeNumber: place.number };
      return { rows: page(store, query, after, placed), total };
    },
    readRows: (ids) => readByIds.all(JSON.stringify(ids)).map(rowOf),
  };
}

const newestFirst = 'ORDER BY request_started_at_us DESC, number DESC';

type SqlValues = Readonly<Record<string, string | number>>;

interface Place {
  readonly number: number;
  readonly request_started_at_us: number;
}

function page(store: Store, query: RowQuery, where: string, values: SqlValues): ReturnType<typeof rowOf>[] {
  const sql = `SELECT ${recordColumns} FROM exchange ${where} ${newestFirst} LIMIT @limit OFFSET @offset`;
  const paged = { ...values, limit: query.limit, offset: query.offset ?? 0 };
  return store.prepare<[SqlValues], ExchangeRecord>(sql).all(paged).map(rowOf);
}

function conditionsOf(query: RowQuery): { readonly where: string; readonly values: SqlValues } {
  const conditions: string[] = [];
  const values: Record<string, string | number> = {};
  if (query.sessionId !== undefined) {
    conditions.push('session_key = @sessionId');
    values['sessionId'] = query.sessionId;
  }
  if (query.fromUs !== undefined) {
    conditions.push('request_started_at_us >= @fromUs');
    values['fromUs'] = query.fromUs;
  }
  if (query.untilUs !== undefined) {
    conditions.push('request_started_at_us < @untilUs');
    values['untilUs'] = query.untilUs;
  }
  if (query.contextSource !== undefined) {
    conditions.push(`number IN (
      SELECT exchange_number FROM exchange_source WHERE source_number IN (
        SELECT number FROM source WHERE name = @contextSource
        UNION SELECT number FROM source WHERE kind = @contextSource))`);
    values['contextSource'] = query.contextSource;
  }
  return { where: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`, values };
}
