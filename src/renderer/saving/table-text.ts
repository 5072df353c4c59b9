import { csvText } from '../../domain/csv/csv-text.ts';
import type { DataColumn } from '../ui/table/data-column.ts';

/** Rows as CSV, as `csvText` says it. */
export function csvOf<Row>(columns: readonly DataColumn<Row>[], rows: readonly Row[]): string {
  return csvText([columns.map(({ name }) => name), ...rows.map((row) => columns.map(({ value }) => value(row)))]);
}

/** Rows as JSON: a list of objects, each figure by the id of its column, what is not known null. */
export function jsonOf<Row>(columns: readonly DataColumn<Row>[], rows: readonly Row[]): string {
  return JSON.stringify(rows.map((row) => Object.fromEntries(columns.map(({ id, value }) => [id.replaceAll('-', '_'), value(row)]))), null, 2);
}
