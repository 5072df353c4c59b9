import { useMemo, useState } from 'react';
import type { CostSummaryView, CostTrendView } from '../../contract/cost-view.ts';
import type { CacheMissCause } from '../../domain/comparison/miss-cause.ts';
import { formatExactCost, formatShare } from '../format/quantities.ts';
import { withoutSeries, type ChartColumn, type ChartSeries } from '../ui/charts/chart-data.ts';
import { ChartLegend } from '../ui/charts/chart-legend.tsx';
import { StackedBars } from '../ui/charts/stacked-bars.tsx';
import { TrendLine } from '../ui/charts/trend-line.tsx';
import type { DataColumn } from '../ui/table/data-column.ts';
import { costCell, countCell, dollarsOf } from './cost-cells.tsx';
import type { ChosenRange } from '../navigation/chosen-days.ts';
import { CostTable } from './cost-table.tsx';
import { drawnSlots, savedOnBalance, shareRead } from './draw-trend.ts';
import { tickOfDollars } from './trend-panel.tsx';

interface CachePanelProps {
  readonly view: CostTrendView;
  readonly summary: CostSummaryView;
  readonly range: ChosenRange;
  readonly todayMs: number;
  /** Groups are switched off, which have no part of their own in what the cache saved. */
  readonly isOfAll: boolean;
}

type Miss = CostSummaryView['misses'][number];

const series: readonly ChartSeries[] = [
  { key: 'paid', name: 'Paid', hue: 'var(--series-2)', texture: 'plain' },
  { key: 'saved', name: 'Saved by the cache', hue: 'var(--series-4)', texture: 'rising' },
];
const readSeries: readonly ChartSeries[] = [{ key: 'read', name: 'Read from the cache', hue: 'var(--series-2)', texture: 'plain' }];
const nothing: ReadonlySet<string> = new Set();

/** What would have been paid without the cache, day by day, and why less was read from it than could have been. */
export function CachePanel({ view, summary, range, todayMs, isOfAll }: CachePanelProps) {
  const [off, setOff] = useState(nothing);
  const all = useMemo((): readonly ChartColumn[] => drawnSlots(view, range, todayMs).map(({ key, name, title, slot }) => {
    const saved = slot === null ? 0 : savedOnBalance(slot);
    const notes = saved !== null && saved < 0 ? [`Writing to the cache cost ${formatExactCost(-saved)} more than reading from it saved`] : [];
    return { key, name, title, values: [slot === null ? 0 : slot.costMicroUsd, saved === null ? null : Math.max(0, saved)], notes };
  }), [view, range, todayMs]);
  const drawn = useMemo(() => withoutSeries(series, all, off), [all, off]);
  const shares = useMemo((): readonly ChartColumn[] => drawnSlots(view, range, todayMs).map(({ key, name, title: day, slot }) => ({ key, name, title: day, values: [slot === null ? null : shareRead(slot)] })), [view, range, todayMs]);
  const readTitle = `Tokens of prompts that were read from the cache, by ${view.per}`;
  const title = `With and without the cache, by ${view.per}`;
  return (
    <section className="costs-panel" aria-label="The cache">
      <div className="costs-panel-head">
        <h3>The cache</h3>
        <ChartLegend label="Paid and saved" series={series} off={off} onChange={setOff} />
        {isOfAll && <span className="dim">of all groups: none has a part of its own here</span>}
      </div>
      <div className="costs-pair">
        <div className="costs-chart">
          <StackedBars label={title} {...drawn} height={164} format={formatExactCost} formatTick={tickOfDollars} empty="What the cache saved is not known here" />
        </div>
        <div className="costs-chart">
          <TrendLine label={readTitle} series={readSeries} columns={shares} height={88} fractions format={formatShare} formatTick={formatShare} empty="How much was read from the cache is not known here" />
          <p className="costs-hint dim">{readTitle}</p>
          <CostTable name="costs-misses" label="Cache misses by cause" rows={summary.misses} columns={missColumns} rowKey={causeOf} first={{ column: 'extra', descending: true }} most={4} />
        </div>
      </div>
    </section>
  );
}

const causeWords: Readonly<Record<CacheMissCause['cause'], string>> = {
  model: 'Another model',
  changed: 'Something in the prompt changed',
  expired: 'Not used for as long as it lives',
  parameters: 'Other parameters',
  'not-asked': 'Not asked for',
  lookback: 'Too many blocks since',
  unknown: 'Cause unknown',
};

const causeOf = ({ cause }: Miss) => cause;
const wordsOf = ({ cause }: Miss) => Object.entries(causeWords).find(([known]) => known === cause)?.[1] ?? cause;

const missColumns: readonly DataColumn<Miss>[] = [
  { id: 'cause', name: 'Why it missed', widthPx: 180, grows: true, value: wordsOf },
  { id: 'requests', name: 'Requests', widthPx: 76, isFigure: true, value: ({ exchanges }) => exchanges, cell: ({ exchanges }) => countCell(exchanges) },
  { id: 'extra', name: 'Cost more', hint: 'What was paid more than reading it would have cost: an estimate', widthPx: 90, isFigure: true, value: ({ extraMicroUsd }) => dollarsOf(extraMicroUsd), cell: ({ extraMicroUsd }) => <>{extraMicroUsd !== null && '~'}{costCell(extraMicroUsd, 0)}</> },
];
