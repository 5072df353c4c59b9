import type { CostFigures, CostSeries, CostSlot, CostTrendView } from '../../../contract/cost-view.ts';
import { sourceGroups } from '../../../domain/attribution/source.ts';
import { figureColumns, figuresOf, isShown, partColumns, type FigureRecord } from './cost-columns.ts';
import { addOrNull, addShare, type Share, type Shares } from './cost-shares.ts';
import { ownerShares } from './owner-trend.ts';
import { addFigures, removedDays } from './removed-costs.ts';
import { readSlots } from './slot-reads.ts';
import type { Store } from '../open-store.ts';
import type { CostTrendQuery, StoreReads } from '../reads.ts';

/** Costs over time, told apart by one thing. The sums are those of `readCosts`. */
export function costTrendReads(store: Store): Pick<StoreReads, 'readCostTrend'> {
  const read = store.transaction((query: CostTrendQuery): CostTrendView => {
    const figures = slotFigures(store, query);
    const shares = query.by === 'owner' ? ownerShares(store, query, figures) : query.by === 'group' ? groupShares(store, query) : valueShares(store, query, query.by);
    return trendOf(query, figures, shares, removedShares(store, query));
  });
  return { readCostTrend: (query) => read(query) };
}

/** What is stored, slot by slot. */
function slotFigures(store: Store, query: CostTrendQuery): ReadonlyMap<string, FigureRecord> {
  return new Map(readSlots<FigureRecord>(store, query, query.per, figureColumns(query.filter)).flatMap(([slot, records]) => records.map((record) => [slot, record] as const)));
}

function valueShares(store: Store, query: CostTrendQuery, by: 'model' | 'project'): Shares {
  const columns = `coalesce(${by === 'model' ? 'model' : 'project_directory'}, '') AS key, sum(cost_micro_usd) AS cost, coalesce(sum(prompt_tokens), 0) + coalesce(sum(output_tokens), 0) AS tokens`;
  const list = readSlots<{ readonly key: string; readonly cost: number | null; readonly tokens: number }>(store, query, query.per, columns, 'GROUP BY 1');
  const slots = new Map<string, Map<string, Share>>();
  for (const [slot, values] of list) for (const { key, cost, tokens } of values) addShare(slots, slot, key, { costMicroUsd: cost, tokens });
  return { slots, seriesOf: (key) => ({ kind: 'value', name: key === '' ? null : key, group: null }) };
}

function groupShares(store: Store, query: CostTrendQuery): Shares {
  const parts = Object.entries(partColumns).filter(([key]) => query.filter?.by !== 'group' || isShown(query.filter, key));
  const columns = parts.flatMap(([key, { cost, tokens }]) => [`sum(${cost}) AS "${key} cost"`, `coalesce(sum(${tokens}), 0) AS "${key} tokens"`]);
  const list = readSlots<Readonly<Record<string, number | null>>>(store, query, query.per, ['1', ...columns].join(', '));
  const slots = new Map<string, Map<string, Share>>();
  for (const [slot, records] of list) for (const record of records) {
    for (const [key] of parts) addShare(slots, slot, key, { costMicroUsd: record[`${key} cost`] ?? null, tokens: record[`${key} tokens`] ?? 0 });
  }
  return { slots, seriesOf: (key) => ({ kind: key === 'output' || key === 'web-search' ? key : 'value', name: null, group: sourceGroups.find((group) => group === key) ?? null }) };
}

/** Of what was removed no more than the day of UTC is known: it is a series of its own, and in its day. */
function removedShares(store: Store, query: CostTrendQuery): ReadonlyMap<string, FigureRecord> {
  return new Map(removedDays(store, query).map(({ date, subscription_micro_usd: _s, output_micro_usd: _o, web_search_micro_usd: _w, ...figures }) => [query.per === 'day' ? date : `${date}T00+00:00`, figures]));
}

function trendOf({ by, per, top }: CostTrendQuery, figures: ReadonlyMap<string, FigureRecord>, { slots: shares, seriesOf }: Shares, removed: ReadonlyMap<string, FigureRecord>): CostTrendView {
  const sums = new Map<string, Map<string, Share>>();
  for (const ofSlot of shares.values()) for (const [key, share] of ofSlot) addShare(sums, '', key, share);
  const all = [...(sums.get('') ?? [])].filter(([, share]) => (share.costMicroUsd ?? 0) !== 0 || share.tokens > 0);
  const isFixed = (key: string) => seriesOf(key).kind !== 'value';
  const ranked = all.filter(([key]) => !isFixed(key)).toSorted(([, one], [, other]) => (other.costMicroUsd ?? -1) - (one.costMicroUsd ?? -1) || other.tokens - one.tokens).map(([key]) => key);
  const shown = by === 'group' ? sourceGroups.filter((group) => ranked.includes(group)) : ranked.length <= top + 1 ? ranked : ranked.slice(0, top);
  const left = by === 'group' ? [] : ranked.slice(shown.length);
  const fixed = all.filter(([key]) => isFixed(key)).map(([key]) => key);
  const columns: readonly { readonly series: CostSeries; readonly keys: readonly string[] }[] = [
    ...shown.map((key) => ({ series: { key, members: 1, ...seriesOf(key) }, keys: [key] })),
    ...(left.length === 0 ? [] : [{ series: { key: 'rest', kind: 'rest' as const, name: null, group: null, members: left.length }, keys: left }]),
    ...fixed.map((key) => ({ series: { key, members: 1, ...seriesOf(key) }, keys: [key] })),
  ];
  const slots = [...new Set([...figures.keys(), ...removed.keys()])].toSorted((one, other) => beginOf(one) - beginOf(other)).map((key) => slotOf(key, columns.map(({ keys }) => keys), figures.get(key), shares.get(key), removed.get(key)));
  const beside = (['unattributed', 'removed'] as const).filter((_, index) => slots.some(({ besides }) => (besides[index]?.costMicroUsd ?? 0) !== 0 || (besides[index]?.tokens ?? 0) !== 0));
  return {
    by,
    per,
    series: [...columns.map(({ series }) => series), ...beside.map((kind) => ({ key: kind, kind, name: null, group: null, members: 1 }))],
    slots: slots.map(({ besides, ...slot }) => {
      const added = beside.map((kind) => besides[kind === 'unattributed' ? 0 : 1]);
      return { ...slot, costsMicroUsd: [...slot.costsMicroUsd, ...added.map((share) => share?.costMicroUsd ?? null)], tokens: [...slot.tokens, ...added.map((share) => Math.max(0, share?.tokens ?? 0))] };
    }),
  };
}

/** When a day or an hour begins, for their order: of two hours of one name the one of summer time is the first. */
function beginOf(key: string): number {
  return Date.parse(key.length > 10 ? `${key.slice(0, 13)}:00${key.slice(13)}` : key);
}

interface FilledSlot extends CostSlot {
  /** What is in no series: what could not be shared out, and what was removed. */
  readonly besides: readonly [Share, Share];
}

function slotOf(key: string, columns: readonly (readonly string[])[], live: FigureRecord | undefined, shares: ReadonlyMap<string, Share> | undefined, removed: FigureRecord | undefined): FilledSlot {
  const cells = columns.map((keys) => keys.reduce<Share>((sum, each) => {
    const share = shares?.get(each);
    return share === undefined ? sum : { costMicroUsd: addOrNull(sum.costMicroUsd, share.costMicroUsd), tokens: sum.tokens + share.tokens };
  }, { costMicroUsd: null, tokens: 0 }));
  const both = live === undefined ? removed : removed === undefined ? live : addFigures(live, removed);
  const rest = (live?.cost_micro_usd ?? 0) - cells.reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), 0);
  const tokens = (live?.prompt_tokens ?? 0) + (live?.output_tokens ?? 0) - cells.reduce((sum, cell) => sum + cell.tokens, 0);
  const figures: CostFigures = figuresOf(both ?? nothing);
  return {
    key,
    ...figures,
    removed: removed?.exchanges ?? 0,
    costsMicroUsd: cells.map(({ costMicroUsd }) => costMicroUsd),
    tokens: cells.map((cell) => cell.tokens),
    besides: [{ costMicroUsd: rest === 0 ? null : rest, tokens }, { costMicroUsd: removed?.cost_micro_usd ?? null, tokens: (removed?.prompt_tokens ?? 0) + (removed?.output_tokens ?? 0) }],
  };
}

const nothing: FigureRecord = { exchanges: 0, prompt_tokens: 0, read_tokens: 0, written_1h_tokens: 0, written_5m_tokens: 0, plain_tokens: 0, output_tokens: 0, cost_micro_usd: null, without_price: 0, read_saved_micro_usd: null, write_extra_micro_usd: null };
