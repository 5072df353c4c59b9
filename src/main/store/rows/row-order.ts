import type { RowSort } from '../../../contract/filter-view.ts';
import { figureColumns } from './filter-sql.ts';
import type { SqlParameters } from './sql-parameters.ts';

/** What rows can be ordered by: SQL of a row's value. Of equal rows, and of those without a value, the newest come first. */
const sortColumns: Readonly<Record<Exclude<RowSort['by'], 'time'>, string>> = {
  tokens: figureColumns.tokens,
  output: figureColumns.output,
  cost: figureColumns.cost,
  duration: figureColumns.duration,
  'first-token': figureColumns['first-token'],
  size: figureColumns.size,
  status: figureColumns.status,
  stars: figureColumns.rated,
  model: 'model',
  agent: 'agent_name',
};

/** Where a page ends: what its last row is ordered by. */
export interface RowPlace {
  readonly number: number;
  readonly request_started_at_us: number;
  readonly sorted_by: string | number | null;
}

/** SQL of the value that rows are ordered by; null for time, which orders all. */
export function sortColumn({ by }: RowSort): string | null {
  return by === 'time' ? null : sortColumns[by];
}

/** SQL of the order of the rows after a place, or of all for null. Those without a value are left in the order of time. */
export function orderBy(sort: RowSort, place: RowPlace | null): string {
  const column = sortColumn(sort);
  if (column === null) return sort.descending ? newestFirst : 'request_started_at_us, number';
  if (place !== null && place.sorted_by === null) return newestFirst;
  return `${column} ${sort.descending ? 'DESC' : 'ASC'} NULLS LAST, ${newestFirst}`;
}

/** SQL that is true for the rows after a place. */
export function isAfter(sort: RowSort, place: RowPlace, parameters: SqlParameters): string {
  const key = `(${parameters.add(place.request_started_at_us)}, ${parameters.add(place.number)})`;
  const column = sortColumn(sort);
  if (column === null) return `(request_started_at_us, number) ${sort.descending ? '<' : '>'} ${key}`;
  const isOlder = `(request_started_at_us, number) < ${key}`;
  if (place.sorted_by === null) return `${isOlder} AND ${column} IS NULL`;
  const value = parameters.add(place.sorted_by);
  return `(${column} ${sort.descending ? '<' : '>'} ${value} OR ${column} IS NULL OR (${column} = ${value} AND ${isOlder}))`;
}

const newestFirst = 'request_started_at_us DESC, number DESC';
