import { use, type ReactNode } from 'react';
import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { formatDayAndClock, formatListed } from '../../../format/moments.ts';
import { formatBytes, formatCount, formatDurationUs, formatTokens } from '../../../format/quantities.ts';
import { visibleText } from '../../../ui/visible-text.tsx';
import { sessionOfRow } from '../../../bridge/merge-rows.ts';
import { CostFigure } from '../../row/cost-figure.tsx';
import { KindWords } from '../../row/kind-words.tsx';
import { MoodIcon } from '../../row/mood-icon.tsx';
import { agentName, firstTokenUs, rowMood, shortModel, statusWords } from '../../../format/row-facts.ts';
import { sessionName } from '../../row/session-name.ts';
import { CachedCell } from './cached-cell.tsx';
import type { ColumnId } from './column-facts.ts';
import { KnownFigure } from './known-figure.tsx';
import { RatingCell } from './rating-cell.tsx';
import { TotalCell } from '../total-cell.tsx';
import { TodayContext } from './today.ts';
import { WaterfallCell } from './waterfall-cell.tsx';
import './cells.css';

/** What each column shows of a row. */
export const cellOf: Readonly<Record<ColumnId, (row: ExchangeRow) => ReactNode>> = {
  time: (row) => <TimeCell row={row} />,
  date: (row) => <span className="mono">{formatDayAndClock(row.timing.requestStartedAtUs)}</span>,
  agent: (row) => <AgentCell row={row} />,
  kind: (row) => <KindCell row={row} />,
  model: (row) => <ModelCell model={row.model} />,
  status: (row) => <StatusCell row={row} />,
  input: (row) => <KnownFigure text={formatTokens(row.promptTokens, row.tokensEstimated)} />,
  cached: (row) => <CachedCell row={row} />,
  output: (row) => <KnownFigure text={formatCount(row.usage?.outputTokens ?? null)} />,
  cost: (row) => <CostFigure microUsd={row.costMicroUsd} billing={row.billing} />,
  'first-token': (row) => <KnownFigure text={formatDurationUs(firstTokenUs(row))} />,
  total: (row) => <TotalCell row={row} />,
  waterfall: (row) => <WaterfallCell row={row} />,
  rating: (row) => <RatingCell row={row} />,
  size: (row) => <KnownFigure text={formatBytes(row.requestBytes + row.responseBytes)} />,
  project: (row) => <ProjectCell directory={row.projectDirectory} />,
  session: (row) => visibleText(sessionName({ id: sessionOfRow(row), title: null, importNumber: row.importNumber })),
};

function TimeCell({ row }: { readonly row: ExchangeRow }) {
  const todayMs = use(TodayContext);
  return (
    <span className="mono" title={formatDayAndClock(row.timing.requestStartedAtUs)}>
      {formatListed(row.timing.requestStartedAtUs, todayMs)}
    </span>
  );
}

function AgentCell({ row }: { readonly row: ExchangeRow }) {
  const name = agentName(row);
  if (name === null) return <KnownFigure text={null} />;
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
  if (model === null) return <KnownFigure text={null} />;
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

function ProjectCell({ directory }: { readonly directory: string | null }) {
  if (directory === null) return <KnownFigure text={null} />;
  return <span title={directory}>{visibleText(directory.split(/[\\/]/).findLast((part) => part !== '') ?? directory)}</span>;
}
