import type { ReactNode } from 'react';

/** What stands in a column, and what it sorts by. Null is not known: it stands last, either way. */
export type DataValue = string | number | null;

/** A column of a data table. A list of them is to be kept (a constant, or `useMemo`): the table is made anew with another one. */
export interface DataColumn<Row> {
  readonly id: string;
  readonly name: string;
  /** What the figures are, where the name does not say it all. */
  readonly hint?: string;
  /** The width it has at least; what is left of the table goes to those that grow. */
  readonly widthPx: number;
  readonly grows?: boolean;
  /** Right-aligned, tabular, and sorted with the largest first. */
  readonly isFigure?: boolean;
  readonly value: (row: Row) => DataValue;
  /** What it is sorted by, where that is another figure, or another one each way. */
  readonly sortBy?: (row: Row, isDescending: boolean) => DataValue;
  /** What is shown; the value by default. */
  readonly cell?: (row: Row) => ReactNode;
}

export interface DataSort {
  readonly column: string;
  readonly descending: boolean;
}

/** The tracks of the grid that every line of the table is. */
export function gridTracks<Row>(columns: readonly DataColumn<Row>[]): string {
  return columns.map(({ widthPx, grows }) => (grows === true ? `minmax(${widthPx}px, 1fr)` : `${widthPx}px`)).join(' ');
}

/** Where it has less room than this, the table scrolls sideways. */
export function leastWidthPx<Row>(columns: readonly DataColumn<Row>[]): number {
  return columns.reduce((sum, { widthPx }) => sum + widthPx, 0);
}
