import { useMemo } from 'react';
import type { CostDimension, CostSlot, CostTrendView } from '../../contract/cost-view.ts';
import { usePlace } from '../navigation/use-place.ts';
import { formatCompact, formatCost, formatExactCost, formatTokenCount } from '../format/quantities.ts';
import { withoutSeries, type ChartSeries } from '../ui/charts/chart-data.ts';
import { ChartLegend } from '../ui/charts/chart-legend.tsx';
import { StackedBars } from '../ui/charts/stacked-bars.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { placeOfTime } from './cost-links.ts';
import { CostTable } from './cost-table.tsx';
import type { ChosenRange } from '../navigation/chosen-days.ts';
import { drawnColumns, drawnSlots, savedOnBalance, shareRead, type DrawnSlot, type Measure } from './draw-trend.ts';
import { drawnSeries } from './series-names.ts';
import { costCell, countCell, dollarsOf, tokensCell } from './cost-cells.tsx';
import type { DataColumn } from '../ui/table/data-column.ts';

interface TrendPanelProps {
  readonly view: CostTrendView;
  /** The same without what is switched off. */
  readonly shown: CostTrendView;
  readonly range: ChosenRange;
  readonly todayMs: number;
  readonly by: CostDimension;
  readonly onBy: (by: CostDimension) => void;
  readonly off: ReadonlySet<string>;
  readonly onOff: (off: ReadonlySet<string>) => void;
  readonly measure: Measure;
  readonly onRange: (range: ChosenRange) => void;
}

const dimensions: readonly { readonly value: CostDimension; readonly name: string }[] = [
  { value: 'group', name: 'Group' },
  { value: 'model', name: 'Model' },
  { value: 'project', name: 'Project' },
  { value: 'owner', name: 'Source' },
];

/** A line of the table: what is shown of a slot. */
interface SlotRow extends DrawnSlot {
  readonly costMicroUsd: number | null;
  readonly tokens: number;
  /** The same as the chart cuts it, with what is switched off. */
  readonly drawn: CostSlot;
}

/** Costs day by day, or hour by hour, cut by what is chosen; the same figures in a table beside. */
export function TrendPanel({ view, shown, range, todayMs, by, onBy, off, onOff, measure, onRange }: TrendPanelProps) {
  const [place, go] = usePlace();
  const slots = useMemo(() => drawnSlots(view, range, todayMs), [view, range, todayMs]);
  const allSeries = useMemo(() => drawnSeries(view), [view]);
  const all = useMemo(() => drawnColumns(slots, view, measure), [slots, view, measure]);
  const { series, columns } = useMemo(() => withoutSeries(allSeries, all, off), [allSeries, all, off]);
  const rows = useMemo(() => slotRows(slots, view, shown, off), [slots, view, shown, off]);
  const isByHour = view.per === 'hour';
  const title = `${measure === 'dollars' ? 'Cost' : 'Tokens'} by ${isByHour ? 'hour' : 'day'}`;
  const openAt = (index: number) => {
    const slot = slots[index];
    if (slot === undefined) return;
    if (isByHour) go(placeOfTime(slot.fromMs, slot.untilMs, place));
    else onRange({ from: slot.key, until: slot.key });
  };
  const select = (from: number, until: number) => {
    const [first, last] = [slots[from], slots[until]];
    if (first === undefined || last === undefined) return;
    if (isByHour) go(placeOfTime(first.fromMs, last.untilMs, place));
    else onRange({ from: first.key, until: last.key });
  };
  const columnsOfTable = useMemo(() => tableColumns(isByHour ? 'Hour' : 'Day'), [isByHour]);
  const alsoCopied = useMemo(() => copiedColumns(allSeries, off), [allSeries, off]);
  return (
    <section className="costs-panel" aria-label={title}>
      <div className="costs-panel-head">
        <h3>{title}</h3>
        <Segmented label="Cut by" value={by} choices={dimensions} onChange={onBy} />
        <ChartLegend label="Shown" series={allSeries} off={off} onChange={onOff} />
      </div>
      <div className="costs-pair">
        <div className="costs-chart">
          <StackedBars
            label={title}
            series={series}
            columns={columns}
            height={248}
            format={measure === 'dollars' ? formatExactCost : (tokens) => formatTokenCount(tokens, false)}
            formatTick={measure === 'dollars' ? tickOfDollars : formatCompact}
            empty={off.size > 0 ? 'All of it is switched off' : measure === 'dollars' ? 'Nothing here has a known price' : 'No tokens in these days'}
            onChoose={openAt}
            onSelect={select}
          />
          <p className="costs-hint dim">{isByHour ? 'Press an hour to see its requests.' : 'Press a day to see its hours; drag over days to see these alone.'}{by === 'owner' && off.size > 0 ? ' Sources are switched off in this chart and its table only.' : ''}</p>
        </div>
        <CostTable
          name={`costs-${view.per}`}
          label={`${title}, as a table`}
          rows={rows}
          columns={columnsOfTable}
          alsoCopied={alsoCopied}
          rowKey={keyOf}
          first={{ column: 'when', descending: true }}
          onOpen={({ fromMs, untilMs }) => go(placeOfTime(fromMs, untilMs, place))}
        />
      </div>
    </section>
  );
}

const keyOf = ({ key }: SlotRow) => key;

function slotRows(slots: readonly DrawnSlot[], { series }: CostTrendView, shown: CostTrendView, off: ReadonlySet<string>): readonly SlotRow[] {
  const left = new Map(shown.slots.map((slot) => [slot.key, slot]));
  const isOn = (_: unknown, index: number) => !off.has(series[index]?.key ?? '');
  return slots.flatMap((drawn) => {
    const { slot } = drawn;
    if (slot === null) return [];
    const known = slot.costsMicroUsd.filter(isOn).filter((cost) => cost !== null);
    // What has no request left is no line.
    const slotLeft = left.get(drawn.key);
    if (slotLeft === undefined) return [];
    return [{ ...drawn, drawn: slot, slot: slotLeft, costMicroUsd: known.length === 0 ? null : known.reduce((sum, cost) => sum + cost, 0), tokens: slot.tokens.filter(isOn).reduce((sum, tokens) => sum + tokens, 0) }];
  });
}

function tableColumns(when: string): readonly DataColumn<SlotRow>[] {
  return [
    { id: 'when', name: when, widthPx: 92, grows: true, value: ({ key }) => key, cell: ({ name, title, slot }) => <span title={title}>{name}{(slot?.removed ?? 0) > 0 && <span className="dim"> · in part removed</span>}</span> },
    { id: 'requests', name: 'Requests', widthPx: 76, isFigure: true, value: ({ slot }) => slot?.exchanges ?? 0, cell: ({ slot }) => countCell(slot?.exchanges ?? 0) },
    { id: 'tokens', name: 'Tokens', widthPx: 84, isFigure: true, value: ({ tokens }) => tokens, cell: ({ tokens }) => tokensCell(tokens) },
    { id: 'cost', name: 'Cost', widthPx: 78, isFigure: true, value: ({ costMicroUsd }) => dollarsOf(costMicroUsd), cell: ({ costMicroUsd, slot }) => costCell(costMicroUsd, slot?.withoutPrice ?? 0) },
    { id: 'saved', name: 'Saved', hint: 'By the cache, less what writing to it cost more', widthPx: 88, isFigure: true, value: ({ slot }) => dollarsOf(slot === null ? null : savedOnBalance(slot)), cell: ({ slot }) => costCell(slot === null ? null : savedOnBalance(slot), 0) },
  ];
}

/** What the charts of days show and their table has no room for: the parts of each day, and how much of its prompts came from the cache. */
function copiedColumns(series: readonly ChartSeries[], off: ReadonlySet<string>): readonly DataColumn<SlotRow>[] {
  const parts = series.flatMap(({ key, name }, index): readonly DataColumn<SlotRow>[] => {
    if (off.has(key)) return [];
    return [
      { id: `${key}-cost`, name: `${name}: cost`, widthPx: 0, value: ({ drawn }) => dollarsOf(drawn.costsMicroUsd[index] ?? null) },
      { id: `${key}-tokens`, name: `${name}: tokens`, widthPx: 0, value: ({ drawn }) => drawn.tokens[index] ?? null },
    ];
  });
  return [...parts, { id: 'read', name: 'Share of prompts read from the cache', widthPx: 0, value: ({ slot }) => (slot === null ? null : shareRead(slot)) }];
}

/** Dollars of an axis: no cents where there are none. */
export function tickOfDollars(microUsd: number): string {
  if (microUsd >= 1e9) return `$${formatCompact(microUsd / 1e6)}`;
  const dollars = microUsd / 1e6;
  return Number.isInteger(dollars) ? `$${dollars}` : microUsd % 10_000 === 0 ? `$${dollars.toFixed(2)}` : formatCost(microUsd).replace(/0+$/, '');
}

