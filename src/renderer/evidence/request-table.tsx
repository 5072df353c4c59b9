import { useMemo, useState, type ReactNode } from 'react';
import type { ExchangeRow } from '../../contract/exchange-view.ts';
import { formatDayAndClock, formatListed } from '../format/moments.ts';
import { formatCost, formatCount, formatTokens, unknownFigure } from '../format/quantities.ts';
import { agentName, kindName, shortModel, statusWords } from '../format/row-facts.ts';
import type { DataColumn, DataSort } from '../ui/table/data-column.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { visibleText } from '../ui/visible-text.tsx';

/** A request, with what the source that it is listed for had in it. */
export interface ListedRequest {
  readonly row: ExchangeRow;
  /** Its tokens; null where they are not known. */
  readonly held: number | null;
}

interface RequestTableProps {
  readonly label: string;
  readonly requests: readonly ListedRequest[];
  /** False where they are listed for no source, or what it had is known of none. */
  readonly hasHeld: boolean;
  /** Where there is room for half of the window only: without what the others tell as well. */
  readonly isNarrow?: boolean;
  readonly onOpen: (request: ListedRequest) => void;
  readonly empty: ReactNode;
}

const rowId = ({ row }: ListedRequest) => row.id;

/** Requests that figures come from, sortable; Enter or a press opens one. */
export function RequestTable({ label, requests, hasHeld, isNarrow = false, onOpen, empty }: RequestTableProps) {
  const [sort, setSort] = useState<DataSort>({ column: 'time', descending: true });
  const shown = useMemo(() => columns.filter(({ id }) => (hasHeld || id !== 'held') && !(isNarrow && leftOut.has(id))), [hasHeld, isNarrow]);
  return <DataTable label={label} rows={requests} columns={shown} rowKey={rowId} sort={sort} onSort={setSort} onOpen={onOpen} empty={empty} />;
}

const nowMs = Date.now();

const columns: readonly DataColumn<ListedRequest>[] = [
  {
    id: 'time',
    name: 'Time',
    widthPx: 110,
    value: ({ row }) => row.timing.requestStartedAtUs,
    cell: ({ row }) => <span title={formatDayAndClock(row.timing.requestStartedAtUs)}>{formatListed(row.timing.requestStartedAtUs, nowMs)}</span>,
  },
  { id: 'agent', name: 'Agent', widthPx: 90, grows: true, value: ({ row }) => agentName(row), cell: ({ row }) => visibleText(agentName(row) ?? unknownFigure) },
  { id: 'kind', name: 'Kind', widthPx: 100, grows: true, value: ({ row }) => kindName(row), cell: ({ row }) => visibleText(kindName(row)) },
  { id: 'model', name: 'Model', widthPx: 96, grows: true, value: ({ row }) => row.model, cell: ({ row }) => <span className="dim">{row.model === null ? unknownFigure : visibleText(shortModel(row.model))}</span> },
  { id: 'status', name: 'Status', widthPx: 76, value: ({ row }) => row.status, cell: ({ row }) => statusWords(row) },
  { id: 'held', name: 'Its tokens', hint: 'What the source that they are listed for had in the prompt', widthPx: 84, isFigure: true, value: ({ held }) => held, cell: ({ held }) => formatCount(held) },
  { id: 'input', name: 'Input', widthPx: 86, isFigure: true, value: ({ row }) => row.promptTokens, cell: ({ row }) => formatTokens(row.promptTokens, row.tokensEstimated) },
  { id: 'output', name: 'Output', widthPx: 74, isFigure: true, value: ({ row }) => row.usage?.outputTokens ?? null, cell: ({ row }) => formatCount(row.usage?.outputTokens ?? null) },
  { id: 'cost', name: 'Cost', widthPx: 80, isFigure: true, value: ({ row }) => row.costMicroUsd, cell: ({ row }) => formatCost(row.costMicroUsd) },
];
const leftOut: ReadonlySet<string> = new Set(['model', 'status', 'output']);
