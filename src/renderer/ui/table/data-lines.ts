import {
  createCoreRowModel,
  createExpandedRowModel,
  createSortedRowModel,
  rowExpandingFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type Row as TableRow,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import type { DataColumn, DataSort, DataValue } from './data-column.ts';

const features = tableFeatures({
  rowSortingFeature,
  rowExpandingFeature,
  coreRowModel: createCoreRowModel(),
  sortedRowModel: createSortedRowModel(),
  expandedRowModel: createExpandedRowModel(),
});

/** A line of the table: a row, with its place in the tree of them. */
export interface DataLine<Row> {
  readonly key: string;
  readonly row: Row;
  /** 1 for the outermost. */
  readonly level: number;
  /** Null for what has nothing below it. */
  readonly expanded: boolean | null;
}

interface DataLinesInput<Row extends object> {
  readonly rows: readonly Row[];
  readonly columns: readonly DataColumn<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly childrenOf: ((row: Row) => readonly Row[]) | undefined;
  readonly sort: DataSort;
  readonly expanded: ReadonlySet<string>;
}

/** The lines in the order that is asked for, those below an expanded row after it, sorted among themselves. */
export function useDataLines<Row extends object>({ rows, columns, rowKey, childrenOf, sort, expanded }: DataLinesInput<Row>): readonly DataLine<Row>[] {
  const table = useTable<typeof features, Row>({
    features,
    data: rows,
    columns: useMemo(() => columns.map((column) => columnDefinition(column, sort.descending)), [columns, sort.descending]),
    getRowId: rowKey,
    ...(childrenOf === undefined ? {} : { getSubRows: (row: Row) => childrenOf(row) }),
    autoResetExpanded: false,
    state: {
      sorting: useMemo(() => [{ id: sort.column, desc: sort.descending }], [sort.column, sort.descending]),
      expanded: useMemo(() => Object.fromEntries([...expanded].map((key) => [key, true])), [expanded]),
    },
  });
  const shown = table.getRowModel().rows;
  return useMemo(
    () => shown.map((row) => ({ key: row.id, row: row.original, level: row.depth + 1, expanded: row.getCanExpand() ? expanded.has(row.id) : null })),
    [shown, expanded],
  );
}

function columnDefinition<Row extends object>({ id, name, value, sortBy = value }: DataColumn<Row>, isDescending: boolean): ColumnDef<typeof features, Row> {
  return { id, header: name, accessorFn: (row: Row) => sortBy(row, isDescending) ?? undefined, sortUndefined: 'last', sortFn: byValue };
}

const inOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function byValue<Row extends object>(one: TableRow<typeof features, Row>, other: TableRow<typeof features, Row>, column: string): number {
  const [left, right] = [one.getValue<DataValue | undefined>(column), other.getValue<DataValue | undefined>(column)];
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return inOrder.compare(String(left ?? ''), String(right ?? ''));
}
