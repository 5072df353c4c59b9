import type { Store } from '../open-store.ts';
import { exchangesIn } from './text-writes.ts';

/** Everything that has texts of the exchanges of a block: the packed run lists of their bodies and of their thread records. */
export function blockLists(store: Store): (block: number) => IterableIterator<Uint8Array> {
  const list = store
    .prepare<[number, number, number, number], Uint8Array>(
      `SELECT texts FROM body WHERE number >= ? AND number < ? AND texts IS NOT NULL
      UNION ALL SELECT texts FROM thread_record WHERE exchange_number >= ? AND exchange_number < ? AND texts IS NOT NULL`,
    )
    .pluck();
  return (block) => {
    const { from, until } = exchangesIn(block);
    return list.iterate(from * 2, until * 2, from, until);
  };
}
