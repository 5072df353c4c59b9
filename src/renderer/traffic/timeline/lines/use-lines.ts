import { useMemo, useState } from 'react';
import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import type { ColumnChoice } from '../columns/column-choice.ts';
import { closedFolds, foldHolding, foldRows, type Line } from './fold-rows.ts';
import { RowSorter } from './sort-rows.ts';

interface Lines {
  readonly lines: readonly Line[];
  /** The closed fold that a row has disappeared in; null when it has not. */
  readonly foldOf: (rowId: string) => string | null;
  readonly setFold: (key: string, state: 'open' | 'closed') => void;
}

const noFolds: ReadonlyMap<string, 'open' | 'closed'> = new Map();

/**
 * The lines of rows, sorted and folded as the user wants them. `reading` is the row that must not disappear: where it would be folded away, by what has
 * come in or because it was gone to from elsewhere, its fold opens, unless the user has closed it.
 */
export function useLines(rows: readonly ExchangeRow[], { sort, isFolding }: Pick<ColumnChoice, 'sort' | 'isFolding'>, reading: string | null): Lines {
  const [sorter] = useState(() => new RowSorter());
  const sorted = useMemo(() => sorter.sort(rows, { column: sort.id, descending: sort.desc }), [sorter, rows, sort.id, sort.desc]);
  const [folds, setFolds] = useState(noFolds);
  const lines = useMemo(() => foldRows(sorted, { isOn: isFolding, isByTime: sort.id === 'time' || sort.id === 'date', folds }), [sorted, isFolding, sort.id, folds]);
  const setFold: Lines['setFold'] = (key, state) => setFolds((before) => new Map(before).set(key, state));
  const closed = useMemo(() => closedFolds(lines), [lines]);
  const holding = useMemo(() => (reading === null || !isFolding ? null : foldHolding(closed, reading)), [closed, reading, isFolding]);
  if (holding !== null && folds.get(holding) !== 'closed') setFold(holding, 'open');
  return { lines, foldOf: (rowId) => foldHolding(closed, rowId), setFold };
}
