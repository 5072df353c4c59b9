import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { formatDayAndClock, formatListed } from '../../format/moments.ts';
import { formatCount, formatDurationUs, formatTokens, unknownFigure } from '../../format/quantities.ts';
import { useNow } from '../../ui/use-now.ts';
import { visibleText } from '../../ui/visible-text.tsx';
import { CachedCell } from './cached-cell.tsx';
import { CostFigure } from '../row/cost-figure.tsx';
import { KindWords } from '../row/kind-words.tsx';
import { MoodIcon } from '../row/mood-icon.tsx';
import { agentName, firstTokenUs, rowMood, shortModel, statusWords } from '../row/row-facts.ts';
import { sortValues } from './sort-rows.ts';
import { TotalCell } from './total-cell.tsx';
import { WaterfallCell } from './waterfall-cell.tsx';

// The sorting itself is ours (`sort-rows.ts`): the table is only ever given the rows in sight.
export const timelineFeatures = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
});

const column = createColumnHelper<typeof timelineFeatures, ExchangeRow>();

/** The columns of the timeline, left to right. Those not named in `figureColumns` are words. */
export const timelineColumns = column.columns([
  column.accessor(sortValues.time, { id: 'time', header: 'Time', size: 96, cell: ({ row }) => <TimeCell row={row.original} /> }),
  column.accessor(sortValues.agent, {
    id: 'agent', header: 'Agent', size: 96,
    cell: ({ row }) => <AgentCell row={row.original} />,
  }),
  column.accessor(sortValues.kind, {
    id: 'kind', header: 'Kind', size: 104,
    cell: ({ row }) => <KindCell row={row.original} />,
  }),
  column.accessor(sortValues.model, {
    id: 'model', header: 'Model', size: 92,
    cell: ({ row }) => <ModelCell model={row.original.model} />,
  }),
  column.accessor(sortValues.status, { id: 'status', header: 'Status', size: 96, cell: ({ row }) => <StatusCell row={row.original} /> }),
  column.accessor(sortValues.input, {
    id: 'input', header: 'Input', size: 72,
    cell: ({ row }) => <Known text={formatTokens(row.original.promptTokens, row.original.tokensEstimated)} />,
  }),
  column.accessor(sortValues.cached, {
    id: 'cached', header: 'Cached', size: 100,
    cell: ({ row }) => <CachedCell row={row.original} />,
  }),
  column.accessor(sortValues.output, {
    id: 'output', header: 'Output', size: 62,
    cell: ({ row }) => <Known text={formatCount(row.original.usage?.outputTokens ?? null)} />,
  }),
  column.accessor(sortValues.cost, {
    id: 'cost', header: 'Cost', size: 78,
    cell: ({ row }) => <CostFigure microUsd={row.original.costMicroUsd} billing={row.original.billing} />,
  }),
  column.accessor(sortValues['first-token'], {
    id: 'first-token', header: 'First token', size: 84,
    cell: ({ row }) => <Known text={formatDurationUs(firstTokenUs(row.original))} />,
  }),
  column.accessor(sortValues.total, { id: 'total', header: 'Total', size: 72, cell: ({ row }) => <TotalCell row={row.original} /> }),
  column.display({
    id: 'waterfall', header: 'Waterfall', enableSorting: false, enableResizing: false,
    cell: ({ row }) => <WaterfallCell row={row.original} />,
  }),
]);

/** What the columns whose names do not say it all tell: their titles. */
export const columnHints: Readonly<Record<string, string>> = {
  agent: 'Which thread of the session sent it: the main one, a subagent, or a skill that runs as one',
  kind: 'Which prompt of the user it works on, counted in its thread; else what Claude Code asked for itself, or what was called',
  input: 'Tokens of the prompt as billed; ~ where estimated',
  cached: 'Share of the prompt that was read from the cache; a miss is where it should have been and was not',
  output: 'Tokens of the response',
  cost: 'US dollars at list price; eq (API-equivalent) where a subscription covers it; — where the price is not known',
  'first-token': 'From the first byte of the request to the first of the response',
  total: 'From the first byte of the request to the last of the response',
  waterfall: 'When it waited (grey) and when the response came in, beside the other rows in sight',
};

/** The columns that a row without a request fills too; what lies between them, one cell takes for it. */
export const connectionColumns: ReadonlySet<string> = new Set(['time', 'total', 'waterfall']);

export const figureColumns: ReadonlySet<string> = new Set(['input', 'output', 'cost', 'first-token', 'total']);

/** A figure; what is not known stands back. */
function Known({ text }: { readonly text: string }) {
  return text === unknownFigure ? <span className="timeline-unknown">{text}</span> : text;
}

function TimeCell({ row }: { readonly row: ExchangeRow }) {
  // What is of today at noon is of yesterday after midnight.
  const nowMs = useNow(true, 60_000);
  return (
    <span className="mono" title={formatDayAndClock(row.timing.requestStartedAtUs)}>
      {formatListed(row.timing.requestStartedAtUs, nowMs)}
    </span>
  );
}

function AgentCell({ row }: { readonly row: ExchangeRow }) {
  const name = agentName(row);
  if (name === null) return <Known text={unknownFigure} />;
  // Several agents of one name are told apart by their ids.
  return <span title={row.agentId === null ? name : `${name} (${row.agentId})`}>{visibleText(name)}</span>;
}

function KindCell({ row }: { readonly row: ExchangeRow }) {
  return (
    <span title={`${row.retryOf === null ? '' : 'A retry: the same request, sent again. '}${row.method} ${row.host}${row.path}`}>
      <KindWords row={row} />
    </span>
  );
}

function ModelCell({ model }: { readonly model: string | null }) {
  if (model === null) return <Known text={unknownFigure} />;
  return (
    <span className="timeline-model" title={model}>
      {visibleText(shortModel(model))}
    </span>
  );
}

function StatusCell({ row }: { readonly row: ExchangeRow }) {
  const mood = rowMood(row);
  return (
    <span className={`timeline-status timeline-status-${mood}`} title={row.error?.message}>
      <MoodIcon mood={mood} />
      {mood === 'streaming' && <span className="timeline-live" aria-hidden="true" />}
      {statusWords(row)}
    </span>
  );
}
