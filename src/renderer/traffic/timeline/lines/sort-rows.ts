import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { compareNewestFirst } from '../../../bridge/merge-rows.ts';
import { isSortable, sortValues, type SortValue } from './sort-values.ts';

interface RowOrder {
  readonly column: string;
  readonly descending: boolean;
}

/** Rows in the order of `order`, kept with what they were made of, so that the next ones can be made from them. */
interface SortedRows {
  /** As they came in: newest first. */
  readonly from: readonly ExchangeRow[];
  readonly order: RowOrder;
  readonly rows: readonly ExchangeRow[];
}

// More changes than this are sorted from the beginning, which is quicker then.
const mostChanges = 1500;

/**
 * Rows, given newest first, in another order. What is not known comes last either way; equals stay newest first. With the rows `before` in the same
 * order, only what has changed since is put in its place: of 100,000 rows, a hundred new ones cost a few milliseconds instead of a hundred.
 */
export function sortRows(from: readonly ExchangeRow[], order: RowOrder, before: SortedRows | null): SortedRows {
  if (before !== null && before.from === from && sameOrder(before.order, order)) return before;
  if (isByTime(order)) return { from, order, rows: order.descending ? from : from.toReversed() };
  if (!isSortable(order.column)) return { from, order, rows: from };
  const change = before === null || !sameOrder(before.order, order) ? null : changesOf(before.from, from);
  return { from, order, rows: before === null || change === null ? sortAll(from, order) : patched(before.rows, change, order) };
}

/** Sorts rows again and again, each time from what it has made before. */
export class RowSorter {
  #before: SortedRows | null = null;

  sort(rows: readonly ExchangeRow[], order: RowOrder): readonly ExchangeRow[] {
    this.#before = sortRows(rows, order, this.#before);
    return this.#before.rows;
  }
}

/** Whether rows of an order stand as they came in, or just the other way round. */
function isByTime({ column }: RowOrder): boolean {
  return column === 'time' || column === 'date';
}

function sameOrder(a: RowOrder, b: RowOrder): boolean {
  return a.column === b.column && a.descending === b.descending;
}

/**
 * One number a row: how many have a value before its own, and below that its place. Numbers are sorted by the engine itself, without a function of ours that is called
 * two million times.
 */
function sortAll(rows: readonly ExchangeRow[], { column, descending }: RowOrder): readonly ExchangeRow[] {
  if (!isSortable(column)) return rows;
  const keys = keysOf(rows.map<SortValue>(sortValues[column]), descending);
  const inOrder = keys.toSorted();
  const packed = new Float64Array(rows.length);
  for (let index = 0; index < rows.length; index += 1) packed[index] = firstAt(inOrder, keys[index] ?? 0) * rows.length + index;
  packed.sort();
  const sorted: ExchangeRow[] = [];
  for (const one of packed) push(sorted, rows[one % rows.length]);
  return sorted;
}

/** Names as numbers of the same order, and what is unknown beyond all. */
function keysOf(values: readonly SortValue[], descending: boolean): Float64Array {
  const sign = descending ? -1 : 1;
  const names = [...new Set(values.filter((value) => typeof value === 'string'))].toSorted();
  const rankOf = new Map<SortValue, number>(names.map((name, rank) => [name, rank]));
  return Float64Array.from(values, (value) => (value === null ? Infinity : sign * (typeof value === 'number' ? value : (rankOf.get(value) ?? 0))));
}

/** Where the first of equal numbers is. */
function firstAt(inOrder: Float64Array, key: number): number {
  let low = 0;
  let high = inOrder.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((inOrder[middle] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Change {
  /** As objects: a row that is another now has left, and has come. */
  readonly left: ReadonlySet<ExchangeRow>;
  readonly came: readonly ExchangeRow[];
}

/** What is in one list and not in the other; both are newest first. Null where that is more than is worth patching. */
function changesOf(before: readonly ExchangeRow[], after: readonly ExchangeRow[]): Change | null {
  const left = new Set<ExchangeRow>();
  const came: ExchangeRow[] = [];
  let at = 0;
  for (const row of after) {
    for (let old = before[at]; old !== undefined && old !== row && compareNewestFirst(old, row) <= 0; old = before[at]) {
      left.add(old);
      at += 1;
    }
    if (before[at] === row) at += 1;
    else came.push(row);
    if (came.length + left.size > mostChanges) return null;
  }
  if (before.length - at > mostChanges) return null;
  for (const old of before.slice(at)) left.add(old);
  return { left, came };
}

function patched(sorted: readonly ExchangeRow[], { left, came }: Change, order: RowOrder): readonly ExchangeRow[] {
  const compare = comparison(order);
  const staying = left.size === 0 ? sorted : sorted.filter((row) => !left.has(row));
  const coming = came.toSorted(compare);
  const rows: ExchangeRow[] = [];
  let from = 0;
  for (const row of coming) {
    const at = placeOf(staying, row, compare, from);
    for (let index = from; index < at; index += 1) push(rows, staying[index]);
    rows.push(row);
    from = at;
  }
  for (let index = from; index < staying.length; index += 1) push(rows, staying[index]);
  return rows;
}

function push(rows: ExchangeRow[], row: ExchangeRow | undefined): void {
  if (row !== undefined) rows.push(row);
}

function comparison({ column, descending }: RowOrder): (a: ExchangeRow, b: ExchangeRow) => number {
  if (!isSortable(column)) return compareNewestFirst;
  const valueOf: (row: ExchangeRow) => SortValue = sortValues[column];
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const [one, other] = [valueOf(a), valueOf(b)];
    if (one === other) return compareNewestFirst(a, b);
    if (one === null || other === null) return one === null ? 1 : -1;
    return one < other ? -sign : sign;
  };
}

function placeOf(rows: readonly ExchangeRow[], row: ExchangeRow, compare: (a: ExchangeRow, b: ExchangeRow) => number, from: number): number {
  let low = from;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = rows[middle];
    if (other !== undefined && compare(other, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
