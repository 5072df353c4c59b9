import { useMemo, useState } from 'react';
import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { unpackRows } from '../../../contract/packed-rows.ts';
import { useCall } from '../../bridge/use-call.ts';
import { formatDayAndClock, formatListed } from '../../format/moments.ts';
import { formatCost, formatCount, formatTokens, unknownFigure } from '../../format/quantities.ts';
import { agentName, kindName, shortModel, statusWords } from '../../format/row-facts.ts';
import { allTraffic } from '../../navigation/place.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { Empty, Failed, Loading } from '../../ui/list-state.tsx';
import type { DataColumn, DataSort } from '../../ui/table/data-column.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { visibleText } from '../../ui/visible-text.tsx';

const mostListed = 200;
/** A request with what the source had in it. */
interface Holder {
  readonly row: ExchangeRow;
  readonly tokens: number | null;
}

const rowId = ({ row }: Holder) => row.id;

/** The latest requests that held a source; each opens in Traffic, among all that hold it. */
export function SourceRequests({ source, filter }: { readonly source: string; readonly filter: string }) {
  const [, go] = usePlace();
  const requests = useCall('listSourceRequests', { key: source, limit: mostListed }, { keepPrevious: true });
  const [sort, setSort] = useState<DataSort>({ column: 'time', descending: true });
  const rows = useMemo<readonly Holder[]>(() => {
    if (requests.data === undefined) return [];
    const tokensOf = new Map(requests.data.held.map(({ id, tokens }) => [id, tokens]));
    return unpackRows(requests.data.packedRows).map((row) => ({ row, tokens: tokensOf.get(row.id) ?? null }));
  }, [requests.data]);
  if (requests.isPending) return <Loading what="its requests" />;
  if (requests.isError) return <Failed what="its requests" why={requests.error.message} onRetry={() => void requests.refetch()} />;
  return (
    <>
      <p className="source-note dim">{rows.length < mostListed ? 'All requests that held it, whatever the days.' : `The latest ${formatCount(mostListed)} requests that held it, whatever the days.`} Enter opens one in Traffic.</p>
      <DataTable
        label="Its requests"
        rows={rows}
        columns={columns}
        rowKey={rowId}
        sort={sort}
        onSort={setSort}
        onOpen={({ row }) => go({ ...allTraffic, filter, exchange: row.id })}
        empty={<Empty title="No request holds it any more" />}
      />
    </>
  );
}

const nowMs = Date.now();

const columns: readonly DataColumn<Holder>[] = [
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
  { id: 'held', name: 'Of it', hint: 'The tokens that it had in the prompt', widthPx: 78, isFigure: true, value: ({ tokens }) => tokens, cell: ({ tokens }) => formatCount(tokens) },
  { id: 'input', name: 'Input', widthPx: 86, isFigure: true, value: ({ row }) => row.promptTokens, cell: ({ row }) => formatTokens(row.promptTokens, row.tokensEstimated) },
  { id: 'output', name: 'Output', widthPx: 74, isFigure: true, value: ({ row }) => row.usage?.outputTokens ?? null, cell: ({ row }) => formatCount(row.usage?.outputTokens ?? null) },
  { id: 'cost', name: 'Cost', widthPx: 80, isFigure: true, value: ({ row }) => row.costMicroUsd, cell: ({ row }) => formatCost(row.costMicroUsd) },
];
