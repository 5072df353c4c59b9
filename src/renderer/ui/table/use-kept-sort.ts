import { useState } from 'react';
import type { DataSort } from './data-column.ts';

/** What a table is sorted by, kept for the next time under `name`. A column that is not there any more is left alone. */
export function useKeptSort(name: string, columns: readonly { readonly id: string }[], first: DataSort): readonly [DataSort, (sort: DataSort) => void] {
  const key = `sort:${name}`;
  const [sort, setSort] = useState(() => {
    const [column = '', direction] = (window.localStorage.getItem(key) ?? '').split(' ', 2);
    return columns.some(({ id }) => id === column) ? { column, descending: direction === 'down' } : first;
  });
  const keep = (wanted: DataSort) => {
    setSort(wanted);
    window.localStorage.setItem(key, `${wanted.column} ${wanted.descending ? 'down' : 'up'}`);
  };
  return [sort, keep];
}
