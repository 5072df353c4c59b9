import type { ColumnId } from './column-facts.ts';

/** The columns that a row without a request fills too. */
const ownColumns: ReadonlySet<ColumnId> = new Set(['time', 'date', 'total', 'waterfall', 'size']);

/** Of the columns that such a row does not fill, the most that stand side by side: one cell takes their place. Its first, and how many. */
export function coveredColumns(visible: readonly ColumnId[]): { readonly first: ColumnId | null; readonly count: number } {
  let best: { readonly first: ColumnId | null; readonly count: number } = { first: null, count: 0 };
  let from = 0;
  for (let at = 0; at <= visible.length; at += 1) {
    const id = visible[at];
    if (id !== undefined && !ownColumns.has(id)) continue;
    if (at - from > best.count) best = { first: visible[from] ?? null, count: at - from };
    from = at + 1;
  }
  return best;
}

export function fillsConnection(id: ColumnId): boolean {
  return ownColumns.has(id);
}
