import { TableMenu } from '../saving/table-menu.tsx';
import type { DataColumn, DataSort } from '../ui/table/data-column.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { useKeptSort } from '../ui/table/use-kept-sort.ts';

interface CostTableProps<Row extends object> {
  /** Under which its order is kept. */
  readonly name: string;
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly DataColumn<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly first: DataSort;
  readonly onOpen?: (row: Row) => void;
  /** What is taken along with it and has no room beside the chart. */
  readonly alsoCopied?: readonly DataColumn<Row>[];
  /** How many lines it has room for at most; more are scrolled to. */
  readonly most?: number;
}

const linePx = 24;
const headPx = 29;

/** The table beside a chart, with the way to take all of it along. */
export function CostTable<Row extends object>({ name, label, rows, columns, rowKey, first, onOpen, alsoCopied = [], most = 9 }: CostTableProps<Row>) {
  const [sort, setSort] = useKeptSort(name, columns, first);
  return (
    <div className="costs-table">
      <div className="costs-lines" style={{ height: headPx + Math.max(1, Math.min(most, rows.length)) * linePx }}>
        <DataTable label={label} rows={rows} columns={columns} rowKey={rowKey} sort={sort} onSort={setSort} {...(onOpen === undefined ? {} : { onOpen })} empty={<p className="costs-none dim">None here</p>} />
      </div>
      <div className="costs-copy">
        <TableMenu what={label} fileName={`whence-${name}`} columns={[...columns, ...alsoCopied]} rows={rows} />
      </div>
    </div>
  );
}
