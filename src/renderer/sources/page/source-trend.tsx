import { useMemo, useState } from 'react';
import type { SourceDay } from '../../../contract/source-view.ts';
import type { SourceGroup } from '../../../domain/attribution/source.ts';
import { formatDay } from '../../format/moments.ts';
import { dayStartMs } from '../../navigation/chosen-days.ts';
import { formatCompact, formatCost, formatCount, formatCounted } from '../../format/quantities.ts';
import type { ChartColumn, ChartSeries } from '../../ui/charts/chart-data.ts';
import { StackedBars } from '../../ui/charts/stacked-bars.tsx';
import { TableMenu } from '../../saving/table-menu.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import type { DataColumn, DataSort } from '../../ui/table/data-column.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useElementSize } from '../../ui/use-element-size.ts';
import { CallsFigure } from '../calls-figure.tsx';
import { RatingFigure } from '../rating-figure.tsx';
import { RatingDays, starsWords } from './rating-days.tsx';
import { trendDays } from './trend-days.ts';

interface SourceTrendProps {
  readonly days: readonly SourceDay[];
  readonly group: SourceGroup;
  readonly hasDefinitions: boolean;
  /** What it is called, for the name of a file. */
  readonly name: string;
}

const measures = [
  { value: 'tokens', name: 'Tokens', of: ({ tokens }: SourceDay) => tokens, format: (value: number | null) => `${formatCount(value)} tokens`, tick: formatCompact },
  { value: 'cost', name: 'Cost', of: ({ costMicroUsd }: SourceDay) => costMicroUsd, format: formatCost, tick: formatCost },
  { value: 'requests', name: 'Requests', of: ({ requests }: SourceDay) => requests, format: (value: number | null) => (value === null ? '—' : formatCounted(value, 'request')), tick: formatCompact },
  { value: 'rating', name: 'Rating', of: ({ averageStars }: SourceDay) => averageStars, format: starsWords, tick: formatCompact },
  { value: 'calls', name: 'Calls', of: ({ calls }: SourceDay) => calls, format: (value: number | null) => (value === null ? '—' : formatCounted(value, 'call')), tick: formatCompact },
] as const;

type Measure = (typeof measures)[number]['value'];

const dayKey = ({ day }: SourceDay) => day;

/** What a source had day by day, as a chart and as a table. */
export function SourceTrend({ days, group, hasDefinitions, name }: SourceTrendProps) {
  const [chosen, setChosen] = useState<Measure>('tokens');
  const [sort, setSort] = useState<DataSort>({ column: 'day', descending: true });
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const frameSize = useElementSize(frame);
  const isRated = days.some(({ ratings }) => ratings > 0);
  const offered = measures.filter(({ value }) => (value === 'calls' ? hasDefinitions : value !== 'rating' || isRated));
  const measure = offered.find(({ value }) => value === chosen) ?? measures[0];
  const height = Math.max(160, Math.min(360, frameSize.height - 90));
  return (
    <div className="source-trend">
      <div className="source-chart" ref={setFrame}>
        <div className="source-chart-head">
          <Segmented label="What the chart shows" value={measure.value} choices={offered} onChange={setChosen} />
          <TableMenu what="the figures by day" fileName={`whence-${name}-by-day`} columns={exported} rows={days} />
        </div>
        {measure.value === 'rating' ? (
          <RatingDays days={days} group={group} height={height} />
        ) : (
          <DayBars days={days} measure={measure} group={group} height={height} />
        )}
      </div>
      <div className="source-days">
        <DataTable label="Figures by day" rows={days} columns={columnsOf(hasDefinitions, isRated)} rowKey={dayKey} sort={sort} onSort={setSort} />
      </div>
    </div>
  );
}

interface DayBarsProps {
  readonly days: readonly SourceDay[];
  readonly measure: (typeof measures)[number];
  readonly group: SourceGroup;
  readonly height: number;
}

function DayBars({ days, measure, group, height }: DayBarsProps) {
  const series: readonly ChartSeries[] = [{ key: measure.value, name: measure.name, hue: `var(--group-${group})`, texture: 'plain' }];
  const columns = useMemo<readonly ChartColumn[]>(
    () => trendDays(days).map((day) => ({ key: day.day, name: formatDay(dayStartMs(day.day) * 1000), title: formatDay(dayStartMs(day.day) * 1000), values: [measure.of(day)] })),
    [days, measure],
  );
  return <StackedBars label={`${measure.name} by day`} series={series} columns={columns} format={measure.format} formatTick={measure.tick} height={height} empty="No figures in these days" />;
}

const plainColumns: readonly DataColumn<SourceDay>[] = [
  { id: 'day', name: 'Day', widthPx: 72, grows: true, value: ({ day }) => day, cell: ({ day }) => formatDay(dayStartMs(day) * 1000) },
  { id: 'requests', name: 'Requests', widthPx: 76, isFigure: true, value: ({ requests }) => requests, cell: ({ requests }) => formatCount(requests) },
  { id: 'tokens', name: 'Tokens', widthPx: 84, isFigure: true, value: ({ tokens }) => tokens, cell: ({ tokens }) => formatCount(tokens) },
  { id: 'cost', name: 'Cost', widthPx: 72, isFigure: true, value: ({ costMicroUsd }) => costMicroUsd, cell: ({ costMicroUsd }) => formatCost(costMicroUsd) },
];

const callColumns: readonly DataColumn<SourceDay>[] = [
  { id: 'definitions', name: 'Sent', hint: 'With how many requests the model was offered it', widthPx: 60, isFigure: true, value: ({ definitions }) => definitions, cell: ({ definitions }) => formatCount(definitions) },
  { id: 'calls', name: 'Calls', widthPx: 60, isFigure: true, value: ({ calls }) => calls, cell: (day) => <CallsFigure figures={day} /> },
];

const ratingColumn: DataColumn<SourceDay> = {
  id: 'rating',
  name: 'Rating',
  hint: 'Of what was rated that began on this day; the bar is where the average lies with 95 % certainty',
  widthPx: 148,
  isFigure: true,
  value: ({ averageStars }) => averageStars,
  cell: (day) => <RatingFigure figures={day} />,
};

const offeredColumns = [...plainColumns, ...callColumns];
const ratedColumns = [...plainColumns, ratingColumn];
const allColumns = [...offeredColumns, ratingColumn];

function columnsOf(hasDefinitions: boolean, isRated: boolean): readonly DataColumn<SourceDay>[] {
  if (hasDefinitions) return isRated ? allColumns : offeredColumns;
  return isRated ? ratedColumns : plainColumns;
}

const exported: readonly DataColumn<SourceDay>[] = [
  ...plainColumns.map((column) => (column.id === 'cost' ? { ...column, value: ({ costMicroUsd }: SourceDay) => (costMicroUsd === null ? null : costMicroUsd / 1e6) } : column)),
  ...callColumns,
  ratingColumn,
  { id: 'ratings', name: 'Ratings', widthPx: 0, value: ({ ratings }) => ratings },
  { id: 'rating-low', name: 'Rating at least (95 %)', widthPx: 0, value: ({ interval }) => interval?.low ?? null },
  { id: 'rating-high', name: 'Rating at most (95 %)', widthPx: 0, value: ({ interval }) => interval?.high ?? null },
];
