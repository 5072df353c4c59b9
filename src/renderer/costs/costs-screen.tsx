import { useMemo, useState } from 'react';
import type { CostDimension, CostFilter, CostRange } from '../../contract/cost-view.ts';
import { useCall } from '../bridge/use-call.ts';
import { useCommands } from '../commands/use-commands.ts';
import { SampleNotCounted } from '../connect/sample-not-counted.tsx';
import { usePlace } from '../navigation/use-place.ts';
import { placeHash } from '../navigation/place.ts';
import { Empty, Failed, Loading } from '../ui/list-state.tsx';
import { Screen } from '../ui/screen.tsx';
import { useKeptChoice } from '../ui/use-kept-choice.ts';
import { CachePanel } from './cache-panel.tsx';
import { CostTotals } from './cost-totals.tsx';
import { CostsHead } from './costs-head.tsx';
import { legendFilter } from './legend-filter.ts';
import { isOneDay } from '../navigation/chosen-days.ts';
import { Ranking } from './ranking.tsx';
import { TrendPanel } from './trend-panel.tsx';
import type { Measure } from './draw-trend.ts';
import { useCostRange } from './use-cost-range.ts';
import './costs.css';

const dimensions: readonly CostDimension[] = ['group', 'model', 'project', 'owner'];
const measures: readonly Measure[] = ['dollars', 'tokens'];
// A stack of more is not told apart.
const mostSeries = 5;
const nothing: ReadonlySet<string> = new Set();

/** What was spent, on what, and what the cache saved. */
export function CostsScreen() {
  const [place, go] = usePlace();
  const { range, todayMs, bounds, before, choose } = useCostRange();
  const [by, setBy] = useKeptChoice('costs-by', dimensions, 'group');
  const [measure, setMeasure] = useKeptChoice('costs-in', measures, 'dollars');
  const [legend, setLegend] = useState<{ readonly by: CostDimension; readonly off: ReadonlySet<string> }>({ by, off: nothing });
  const off = legend.by === by ? legend.off : nothing;

  const asked: CostRange = useMemo(() => ({ ...bounds, ...(place.session === null ? {} : { sessionId: place.session }) }), [bounds, place.session]);
  const whole = useCall('readCostSummary', asked, { keepPrevious: true });
  const per = isOneDay(range) || ('name' in range && range.name === 'all' && whole.data?.days === 1) ? 'hour' : 'day';
  const trend = useCall('readCostTrend', { ...asked, by, per, top: mostSeries }, { keepPrevious: true, enabled: whole.data !== undefined });
  const filter = useMemo(() => legendFilter(trend.data?.by === by ? trend.data : undefined, off), [trend.data, by, off]);
  const shown: CostRange = useMemo(() => (filter === null ? asked : { ...asked, filter }), [asked, filter]);
  // Requests and savings of what is shown; without a filter it is the same question, which is asked once.
  const shownTrend = useCall('readCostTrend', { ...shown, by, per, top: mostSeries }, { keepPrevious: true, enabled: whole.data !== undefined });
  const summary = useCall('readCostSummary', shown, { keepPrevious: true });
  const previous = useCall('readCostSummary', { ...shown, ...before }, { keepPrevious: true, enabled: before !== null });

  useCommands([
    { id: 'costs.tokens', name: measure === 'dollars' ? 'Show tokens' : 'Show dollars', group: 'Window', run: () => setMeasure(measure === 'dollars' ? 'tokens' : 'dollars') },
    { id: 'costs.all-days', name: 'Show the costs of all days', group: 'Window', run: () => choose({ name: 'all' }) },
  ]);

  const head = <CostsHead range={range} firstUs={whole.data?.firstUs ?? null} todayMs={todayMs} onRange={choose} measure={measure} onMeasure={setMeasure} session={place.session} onAllSessions={() => go({ session: null, thread: null })} />;
  if (whole.isPending) return <Screen name="costs">{head}<Loading what="the costs" /></Screen>;
  if (whole.isError || trend.isError) {
    const failed = whole.isError ? whole : trend;
    return <Screen name="costs">{head}<Failed what="the costs" why={failed.error?.message ?? ''} onRetry={() => void failed.refetch()} /></Screen>;
  }
  if (whole.data.total.exchanges === 0) {
    return (
      <Screen name="costs">
        {head}
        {'name' in range && range.name === 'all' ? (
          <Empty title={place.session === null ? 'No costs yet' : 'No costs in this session yet'}>
            <p>
              They appear with the first answer that states its usage. <a className="page-link" href={placeHash({ ...place, screen: 'set-up' })}>Set it up</a>
            </p>
            {place.session === null && <SampleNotCounted />}
          </Empty>
        ) : (
          <Empty title="Nothing was spent in these days">
            <p>
              <a className="page-link" href={placeHash({ ...place, range: 'all' })}>Show all days</a>
            </p>
            {place.session === null && <SampleNotCounted />}
          </Empty>
        )}
      </Screen>
    );
  }
  const isStale = trend.isPlaceholderData || summary.isPlaceholderData || whole.isPlaceholderData;
  return (
    <Screen name="costs" isStale={isStale}>
      {head}
      <div className="costs-body">
        {place.session === null && <SampleNotCounted />}
        <CostTotals summary={summary.data ?? whole.data} previous={before === null ? null : (previous.data ?? null)} range={range} whole={whole.data} isFiltered={filter !== null} isOneSession={place.session !== null} />
        {trend.data !== undefined && (
          <TrendPanel
            view={trend.data}
            shown={shownTrend.data ?? trend.data}
            range={range}
            todayMs={todayMs}
            by={by}
            onBy={setBy}
            off={off}
            onOff={(next) => setLegend({ by, off: next })}
            measure={measure}
            onRange={choose}
          />
        )}
        {trend.data !== undefined && <CachePanel view={filter?.by === 'group' ? trend.data : (shownTrend.data ?? trend.data)} summary={summary.data ?? whole.data} range={range} todayMs={todayMs} isOfAll={filter?.by === 'group'} />}
        <Rankings shown={shown} filter={filter} measure={measure} session={place.session} />
      </div>
    </Screen>
  );
}

function Rankings({ shown, filter, measure, session }: { readonly shown: CostRange; readonly filter: CostFilter | null; readonly measure: Measure; readonly session: string | null }) {
  const common = { shown, measure, isFiltered: filter !== null };
  return (
    <>
      {session === null && <Ranking by="session" title="Sessions" {...common} />}
      <Ranking by="turn" title="Turns" {...common} />
      <Ranking by="owner" title="Sources" {...common} />
      {session === null && <Ranking by="project" title="Projects" {...common} />}
      <Ranking by="model" title="Models" {...common} />
    </>
  );
}
