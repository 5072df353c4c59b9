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
  const findWord = store.prepare<[string], number>('SELECT number FROM source_word WHERE word = ?').pluck();

  return {
    listRows: (query) => {
      const word = query.contextSource === undefined ? null : findWord.get(query.contextSource);
      if (word === undefined) return { rows: [], total: 0 };
      const selection = selectionOf(query, word);
      const total = store.prepare<[SqlValues], number>(`SELECT count(*) FROM ${selection.counted} ${whereOf(selection.conditions)}`).pluck().get(selection.values) ?? 0;
      if (query.before === undefined) return { rows: page(store, query, selection), total };
      const place = findPlace.get(query.before);
      if (place === undefined) return { rows: [], total };
      const conditions = [...selection.conditions, `(${selection.startedAtUs}, ${selection.number}) < (@placeUs, @placeNumber)`];
      const values = { ...selection.values, placeUs: place.request_started_at_us, placeNumber: place.number };
      return { rows: page(store, query, { ...selection, conditions, values }), total };
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

/** Which exchanges, and what they are read from: `startedAtUs` and `number` are the columns that they are in order by. */
interface Selection {
  readonly from: string;
  /** The same without what is only shown. */
  readonly counted: string;
  readonly startedAtUs: string;
  readonly number: string;
  readonly conditions: readonly string[];
  readonly values: SqlValues;
}

const ofAll = { from: 'exchange', counted: 'exchange', startedAtUs: 'request_started_at_us', number: 'number' } as const;
/** In the order of time already: the exchanges themselves are looked up for a page only. */
const ofWord = {
  from: 'exchange_word CROSS JOIN exchange ON exchange.number = exchange_number',
  counted: 'exchange_word',
  startedAtUs: 'started_at_us',
  number: 'exchange_number',
} as const;

/** `word` is the number of the source's name or kind. Of a session each exchange is looked at; they are far fewer. */
function selectionOf({ sessionId, fromUs, untilUs }: RowQuery, word: number | null): Selection {
  const columns = word !== null && sessionId === undefined ? ofWord : ofAll;
  const conditions: string[] = [];
  const values: Record<string, string | number> = {};
  if (sessionId !== undefined) {
    conditions.push('session_key = @sessionId');
    values['sessionId'] = sessionId;
  }
  if (fromUs !== undefined) {
    conditions.push(`${columns.startedAtUs} >= @fromUs`);
    values['fromUs'] = fromUs;
  }
  if (untilUs !== undefined) {
    conditions.push(`${columns.startedAtUs} < @untilUs`);
    values['untilUs'] = untilUs;
  }
  if (word !== null) {
    const isHeld = 'EXISTS (SELECT 1 FROM exchange_word WHERE word_number = @word AND started_at_us = request_started_at_us AND exchange_number = number)';
    conditions.push(columns === ofWord ? 'word_number = @word' : isHeld);
    values['word'] = word;
  }
  return { ...columns, conditions, values };
}

function whereOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}

function page(store: Store, query: RowQuery, { from, startedAtUs, number, conditions, values }: Selection): ReturnType<typeof rowOf>[] {
  const sql = `SELECT ${recordColumns} FROM ${from} ${whereOf(conditions)} ORDER BY ${startedAtUs} DESC, ${number} DESC LIMIT @limit OFFSET @offset`;
  const paged = { ...values, limit: query.limit, offset: query.offset ?? 0 };
  return store.prepare<[SqlValues], ExchangeRecord>(sql).all(paged).map(rowOf);
}
