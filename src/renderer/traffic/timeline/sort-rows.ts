import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { agentName, cachedShare, firstTokenUs, kindName, statusWords, totalUs } from '../row/row-facts.ts';

type SortValue = number | string | null;

/** What each column sorts by. */
export const sortValues = {
  time: (row) => row.timing.requestStartedAtUs,
  agent: agentName,
  // The tenth turn comes after the second.
  kind: (row) => `${kindName({ ...row, turnNumber: null })} ${String(row.turnNumber ?? 0).padStart(9, '0')}`,
  model: (row) => row.model,
  status: (row) => (row.state === 'complete' ? String(row.status ?? 0).padStart(3, '0') : statusWords(row)),
  input: (row) => row.promptTokens,
  cached: cachedShare,
  output: (row) => row.usage?.outputTokens ?? null,
  cost: (row) => row.costMicroUsd,
  'first-token': firstTokenUs,
  total: totalUs,
} as const satisfies Record<string, (row: ExchangeRow) => SortValue>;

type SortableColumn = keyof typeof sortValues;

interface RowOrder {
  readonly column: string;
  readonly descending: boolean;
}

/** Rows in another order. What is not known comes last either way; equals stay newest first. */
export function sortRows(rows: readonly ExchangeRow[], { column, descending }: RowOrder): readonly ExchangeRow[] {
  // The order the rows come in.
  if (column === 'time') return descending ? rows : rows.toReversed();
  if (!isSortable(column)) return rows;
  const valueOf: (row: ExchangeRow) => SortValue = sortValues[column];
  const sign = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: valueOf(row) }))
    .toSorted((a, b) => {
      if (a.value === b.value) return 0;
      if (a.value === null) return 1;
      if (b.value === null) return -1;
      return a.value < b.value ? -sign : sign;
    })
    .map(({ row }) => row);
}

function isSortable(column: string): column is SortableColumn {
  return Object.hasOwn(sortValues, column);
}
