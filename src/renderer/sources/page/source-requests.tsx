import { useMemo, useState } from 'react';
import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { unpackRows } from '../../../contract/packed-rows.ts';
import { useCall } from '../../bridge/use-call.ts';
import { formatDayAndClock, formatListed } from '../../format/moments.ts';
import { formatCost, formatCount, formatTokens } from '../../format/quantities.ts';
import { agentName, kindName, shortModel, statusWords } from '../../format/row-facts.ts';
import { allTraffic } from '../../navigation/place.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { Empty, Failed, Loading } from '../../ui/list-state.tsx';
import type { DataColumn, DataSort } from '../../ui/table/data-column.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { visibleText } from '../../ui/visible-text.tsx';

const mostListed = 200;
const rowId = ({ id }: ExchangeRow) => id;

/** The latest requests that held a source; each opens in Traffic, among all that hold it. */
export function SourceRequests({ source, filter }: { readonly source: string; readonly filter: string }) {
  const [, go] = usePlace();
  const requests = useCall('listSourceRequests', { key: source, limit: mostListed }, { keepPrevious: true });
  const [sort, setSort] = useState<DataSort>({ column: 'time', descending: true });
  const rows = useMemo(() => (requests.data === undefined ? [] : unpackRows(requests.data)), [requests.data]);
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
        onOpen={({ id }) => go({ ...allTraffic, filter, exchange: id })}
        empty={<Empty title="No request holds it any more" />}
      />
    </>
  );
}

const nowMs = Date.now();

const columns: readonly DataColumn<ExchangeRow>[] = [
  {
    id: 'time',
    name: 'Time',
    widthPx: 110,
    value: ({ timing }) => timing.requestStartedAtUs,
    cell: ({ timing }) => <span title={formatDayAndClock(timing.requestStartedAtUs)}>{formatListed(timing.requestStartedAtUs, nowMs)}</span>,
  },
  { id: 'agent', name: 'Agent', widthPx: 100, value: agentName, cell: (row) => visibleText(agentName(row) ?? '—') },
  { id: 'kind', name: 'Kind', widthPx: 120, grows: true, value: kindName, cell: (row) => visibleText(kindName(row)) },
  { id: 'model', name: 'Model', widthPx: 110, value: ({ model }) => model, cell: ({ model }) => <span className="dim">{model === null ? '—' : visibleText(shortModel(model))}</span> },
  { id: 'status', name: 'Status', widthPx: 80, value: ({ status }) => status, cell: statusWords },
  { id: 'input', name: 'Input', widthPx: 86, isFigure: true, value: ({ promptTokens }) => promptTokens, cell: ({ promptTokens, tokensEstimated }) => formatTokens(promptTokens, tokensEstimated) },
  { id: 'output', name: 'Output', widthPx: 74, isFigure: true, value: ({ usage }) => usage?.outputTokens ?? null, cell: ({ usage }) => formatCount(usage?.outputTokens ?? null) },
  { id: 'cost', name: 'Cost', widthPx: 80, isFigure: true, value: ({ costMicroUsd }) => costMicroUsd, cell: ({ costMicroUsd }) => formatCost(costMicroUsd) },
];
