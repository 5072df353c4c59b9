import { useMemo } from 'react';
import type { OwnerLine } from '../../../contract/source-view.ts';
import { useRange } from '../../evidence/use-range.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useKeptSort } from '../../ui/table/use-kept-sort.ts';
import { sourceColumns } from '../source-columns.tsx';
import { sourceRows, type SourceRow } from '../source-rows.ts';

const rowId = ({ id }: SourceRow) => id;

/** The sources of an owner of several, each with a page of its own. */
export function SourceParts({ owner }: { readonly owner: OwnerLine }) {
  const [, go] = usePlace();
  const { todayMs } = useRange();
  // Of the owner's own cost, as the heading stands for the owner.
  const columns = useMemo(() => sourceColumns(todayMs).map((column) => (column.id === 'share' ? { ...column, hint: 'Of what the whole of it cost' } : column)), [todayMs]);
  const [sort, setSort] = useKeptSort('sources of one', columns, { column: 'cost', descending: true });
  const rows = useMemo(() => sourceRows([owner], owner.costMicroUsd)[0]?.children ?? [], [owner]);
  return <DataTable label="Its sources" rows={rows} columns={columns} rowKey={rowId} sort={sort} onSort={setSort} onOpen={({ key }) => go({ source: key })} />;
}
