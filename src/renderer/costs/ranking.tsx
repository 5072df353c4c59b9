import { useMemo } from 'react';
import type { CostEntry, CostGrouping, CostRange } from '../../contract/cost-view.ts';
import { useCall } from '../bridge/use-call.ts';
import { usePlace } from '../navigation/use-place.ts';
import { formatRecent, formatDayAndClock } from '../format/moments.ts';
import { formatCompact, formatCost, formatCounted, formatExactCost, formatShare, formatTokenCount } from '../format/quantities.ts';
import { RankedBars, type RankedBar } from '../ui/charts/ranked-bars.tsx';
import { Failed } from '../ui/list-state.tsx';
import type { DataColumn } from '../ui/table/data-column.ts';
import { visibleText } from '../ui/visible-text.tsx';
import { costCell, countCell, dollarsOf, tokensCell } from './cost-cells.tsx';
import { placeOfEntry } from './cost-links.ts';
import { CostTable } from './cost-table.tsx';
import { savedOnBalance, type Measure } from './draw-trend.ts';
import { besideLooks, entryName } from './series-names.ts';

export type Ranked = Extract<CostGrouping, 'session' | 'turn' | 'owner' | 'project' | 'model'>;

interface RankingProps {
  readonly by: Ranked;
  readonly title: string;
  readonly shown: CostRange;
  readonly measure: Measure;
  readonly isFiltered: boolean;
}

const mostBars = 10;
// Answers, and what could not be shared out, are among the sources, and what was outside of turns among the turns: they are lines.
const nouns: Readonly<Record<Ranked, string>> = { session: 'session', turn: 'line', owner: 'line', project: 'project', model: 'model' };

/** Where the money went, by one thing: the dearest as bars, all of them in a table. */
export function Ranking({ by, title, shown, measure, isFiltered }: RankingProps) {
  const [place, go] = usePlace();
  const costs = useCall('readCosts', { ...shown, by }, { keepPrevious: true });
  const { data } = costs;
  const entries = useMemo(() => (data === undefined ? [] : data.entries.toSorted((one, other) => valueOf(other, measure) - valueOf(one, measure))), [data, measure]);
  const bars = useMemo(() => entries.slice(0, mostBars).map((entry): RankedBar => barOf(entry, by, measure)), [entries, by, measure]);
  const total = data?.total.costMicroUsd ?? null;
  const columns = useMemo(() => columnsOf(by, total), [by, total]);
  const open = (entry: CostEntry) => {
    const there = placeOfEntry(entry, by, place, shown);
    if (there !== null) go(there);
  };
  if (costs.isError) return <section className="costs-panel" aria-label={title}><Failed what={title.toLowerCase()} why={costs.error.message} onRetry={() => void costs.refetch()} /></section>;
  if (data === undefined) return null;
  return (
    <section className="costs-panel" aria-label={title}>
      <div className="costs-panel-head">
        <h3>{title}</h3>
        <span className="dim">
          {formatCounted(data.entryCount, nouns[by])}
          {data.entryCount > data.entries.length && `, the ${data.entries.length} dearest shown`}
          {isFiltered && ', of what is shown above'}
        </span>
      </div>
      <div className="costs-pair">
        <div className="costs-chart">
          <RankedBars
            label={`${title} by ${measure === 'dollars' ? 'cost' : 'tokens'}`}
            bars={bars}
            format={measure === 'dollars' ? formatCost : formatCompact}
            formatExact={measure === 'dollars' ? formatExactCost : (tokens) => formatTokenCount(tokens, false)}
            empty="None here"
            onChoose={({ key }) => {
              const entry = entries.find((each) => keyOf(each) === key);
              if (entry !== undefined) open(entry);
            }}
          />
        </div>
        <CostTable name={`costs-${by}`} label={`${title}, as a table`} rows={entries} columns={columns} rowKey={keyOf} first={{ column: 'cost', descending: true }} onOpen={open} />
      </div>
    </section>
  );
}

function keyOf({ key, sessionId }: CostEntry): string {
  return `${key} ${sessionId ?? ''}`;
}

function valueOf({ costMicroUsd, promptTokens, outputTokens }: CostEntry, measure: Measure): number {
  return measure === 'dollars' ? (costMicroUsd ?? -1) : promptTokens + outputTokens;
}

function barOf(entry: CostEntry, by: Ranked, measure: Measure): RankedBar {
  const name = entryName(entry, by);
  const value = measure === 'dollars' ? entry.costMicroUsd : entry.promptTokens + entry.outputTokens;
  const hue = by === 'owner' && entry.group !== null ? `var(--group-${entry.group})` : (besideLooks[entry.kind ?? '']?.hue ?? 'var(--series-3)');
  const notes = [entry.exchanges === 0 ? '' : formatCounted(entry.exchanges, 'request'), entry.withoutPrice === 0 ? '' : `${formatCounted(entry.withoutPrice, 'request')} without a known price`].filter((note) => note !== '');
  return { key: keyOf(entry), name, face: visibleText(name), value, hue, notes };
}

function columnsOf(by: Ranked, totalMicroUsd: number | null): readonly DataColumn<CostEntry>[] {
  const nameOf = (entry: CostEntry) => entryName(entry, by);
  const hasTimes = by === 'session' || by === 'turn';
  return [
    {
      id: 'name',
      name: { session: 'Session', turn: 'Turn', owner: 'Source', project: 'Project', model: 'Model' }[by],
      widthPx: 150,
      grows: true,
      value: nameOf,
      cell: (entry) => (
        <span className="costs-name" title={by === 'project' ? entry.key : nameOf(entry)} data-group={entry.group ?? undefined}>
          {by === 'owner' && entry.group !== null && <span className="swatch" aria-hidden="true" />}
          {visibleText(nameOf(entry))}
        </span>
      ),
    },
    { id: 'requests', name: 'Requests', widthPx: 76, isFigure: true, value: ({ exchanges, kind }) => (exchanges === 0 && kind !== null ? null : exchanges), cell: ({ exchanges, kind }) => countCell(exchanges === 0 && kind !== null ? null : exchanges) },
    { id: 'tokens', name: 'Tokens', widthPx: 70, isFigure: true, value: ({ promptTokens, outputTokens }) => promptTokens + outputTokens, cell: ({ promptTokens, outputTokens }) => tokensCell(promptTokens + outputTokens) },
    { id: 'cost', name: 'Cost', widthPx: 78, isFigure: true, value: ({ costMicroUsd }) => dollarsOf(costMicroUsd), cell: ({ costMicroUsd, withoutPrice }) => costCell(costMicroUsd, withoutPrice) },
    {
      id: 'share',
      name: 'Share',
      hint: 'Of all that is shown',
      widthPx: 58,
      isFigure: true,
      value: ({ costMicroUsd }) => shareOf(costMicroUsd, totalMicroUsd),
      cell: ({ costMicroUsd }) => formatShare(shareOf(costMicroUsd, totalMicroUsd)),
    },
    ...(by === 'owner' ? [] : [{ id: 'saved', name: 'Saved', hint: 'By the cache, less what writing to it cost more', widthPx: 84, isFigure: true, value: (entry: CostEntry) => dollarsOf(savedOnBalance(entry)), cell: (entry: CostEntry) => costCell(savedOnBalance(entry), 0) }]),
    ...(hasTimes ? [{ id: 'last', name: 'Last', widthPx: 64, isFigure: true, value: ({ lastUs }: CostEntry) => lastUs, cell: ({ lastUs }: CostEntry) => (lastUs === null ? '—' : <span title={formatDayAndClock(lastUs)}>{formatRecent(lastUs, Date.now())}</span>) }] : []),
  ];
}

function shareOf(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole;
}
