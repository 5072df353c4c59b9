import { useState, type KeyboardEvent } from 'react';
import { Icon } from '../icon.tsx';
import type { DataColumn, DataSort } from './data-column.ts';

interface DataTableHeadProps<Row> {
  readonly columns: readonly DataColumn<Row>[];
  readonly sort: DataSort;
  readonly onSort: (sort: DataSort) => void;
}

/** The names of the columns: press to sort by one, and again for the other way round. One stop of Tab; arrows go from name to name. */
export function DataTableHead<Row>({ columns, sort, onSort }: DataTableHeadProps<Row>) {
  const [focused, setFocused] = useState<string | null>(null);
  const stop = columns.some(({ id }) => id === focused) ? focused : (columns[0]?.id ?? null);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, at: number) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const next = step === undefined ? undefined : columns[at + step];
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.currentTarget.closest('[role="row"]')?.querySelector<HTMLElement>(`[data-column="${CSS.escape(next.id)}"]`)?.focus();
  };
  return (
    <div role="rowgroup" className="data-table-head">
      <div role="row" aria-rowindex={1} className="data-table-line">
        {columns.map(({ id, name, hint, isFigure = false }, at) => {
          const isSorted = sort.column === id;
          return (
            <div
              key={id}
              role="columnheader"
              aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
              className={isFigure ? 'data-table-header figure' : 'data-table-header'}
            >
              <button
                type="button"
                className="data-table-sort"
                data-column={id}
                tabIndex={id === stop ? 0 : -1}
                title={hint}
                onFocus={() => setFocused(id)}
                onKeyDown={(event) => onKeyDown(event, at)}
                onClick={() => onSort({ column: id, descending: isSorted ? !sort.descending : isFigure })}
              >
                {name}
                {isSorted && <Icon name={sort.descending ? 'down' : 'up'} size={10} />}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}
