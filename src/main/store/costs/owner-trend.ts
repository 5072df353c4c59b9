import { isShown, billConditions, type FigureRecord, type RangeValues } from './cost-columns.ts';
import { sourceGroup, type SourceKind } from '../../../domain/attribution/source.ts';
import { startOfDay } from './cost-sums.ts';
import { addShare, slotKey, type Share, type Shares } from './cost-shares.ts';
import { localSpans, quarterUs, type LocalSpan } from './local-time.ts';
import { removedDays } from './removed-costs.ts';
import { readSlots } from './slot-reads.ts';
import type { Store } from '../open-store.ts';
import type { CostTrendQuery } from '../reads.ts';

interface OwnerRecord {
  readonly owner: string;
  readonly cost: number | null;
  readonly tokens: number;
}

interface OwnerName {
  readonly owner: string;
  readonly name: string | null;
  readonly kind: SourceKind;
}

/**
 * What each owner had, slot by slot, and what responses wrote. The sums that are kept are of days of UTC. Of a day that local midnight cuts,
 * the shorter part is added up from its exchanges, and the longer one is what is left of the sum: where clocks show nearly UTC that is
 * an hour of each day.
 */
export function ownerShares(store: Store, query: CostTrendQuery, figures: ReadonlyMap<string, FigureRecord>): Shares {
  const names = new Map(store.prepare<[], OwnerName>('SELECT owner, name, kind FROM source WHERE owner IS NOT NULL').all().map((source) => [source.owner, source]));
  const isIn = (owner: string) => {
    const kind = names.get(owner)?.kind;
    return query.filter?.by !== 'group' || (kind !== undefined && isShown(query.filter, sourceGroup(kind)));
  };
  const slots = new Map<string, Map<string, Share>>();
  const add = (slot: string, { owner, cost, tokens }: OwnerRecord, sign = 1) => {
    if (isIn(owner)) addShare(slots, slot, owner, { costMicroUsd: cost === null ? null : cost * sign, tokens: tokens * sign });
  };
  const isSummed = query.per === 'day' && query.sessionId === undefined && (query.filter === undefined || query.filter.by === 'group');
  if (isSummed) addDays(store, query, figures, add);
  else for (const { quarter, ...record } of ofExchanges(store, query)) add(slotKey(quarter, query.per), record);
  for (const [slot, { cost, tokens }] of outputs(store, query)) addShare(slots, slot, 'output', { costMicroUsd: cost, tokens });
  return { slots, seriesOf: (key) => (key === 'output' ? { kind: 'output', name: null, group: null } : { kind: 'value', name: names.get(key)?.name ?? null, group: groupOf(names.get(key)) }) };
}

function groupOf(name: OwnerName | undefined) {
  return name === undefined ? null : sourceGroup(name.kind);
}

function addDays(store: Store, query: CostTrendQuery, figures: ReadonlyMap<string, FigureRecord>, add: (slot: string, record: OwnerRecord, sign?: number) => void): void {
  const ofDay = store.prepare<[number], OwnerRecord>(`
    SELECT substr(grouped, 3) AS owner, iif(priced = 0, NULL, cost_micro_usd) AS cost, tokens FROM cost_day WHERE day = ? AND grouped GLOB 'o:*' AND exchanges > 0`);
  const days = store.prepare<[], number>('SELECT DISTINCT day FROM cost_day').pluck().all();
  const removed = new Set(removedDays(store, query).map(({ date }) => date));
  const { fromUs = Number.MIN_SAFE_INTEGER, untilUs = Number.MAX_SAFE_INTEGER } = query;
  const counted: LocalSpan[] = [];
  const leftOf: (readonly [slot: string, part: string])[] = [];
  for (const day of days) {
    const [start, end] = [startOfDay(day), startOfDay(day + 1)];
    if (end <= fromUs || start >= untilUs) continue;
    const parts = localSpans(Math.max(start, fromUs), Math.min(end, untilUs)).filter(([slot]) => figures.has(slot));
    const isWhole = start >= fromUs && end <= untilUs && !removed.has(new Date(start / 1000).toISOString().slice(0, 10));
    const longest = parts.toSorted((one, other) => other[2] - other[1] - (one[2] - one[1]))[0];
    if (!isWhole || longest === undefined) {
      counted.push(...parts);
      continue;
    }
    for (const record of ofDay.all(day)) add(longest[0], record);
    for (const part of parts) {
      if (part === longest) continue;
      counted.push(part);
      leftOf.push([longest[0], `${part[1]}`]);
    }
  }
  const takenFrom = new Map(leftOf.map(([slot, part]) => [part, slot]));
  for (const { slot, start, ...record } of ofSpans(store, counted)) {
    add(slot, record);
    const from = takenFrom.get(start);
    if (from !== undefined) add(from, record, -1);
  }
}

function ofSpans(store: Store, spans: readonly LocalSpan[]): readonly (OwnerRecord & { readonly slot: string; readonly start: string })[] {
  if (spans.length === 0) return [];
  return store
    .prepare<[string], OwnerRecord & { readonly slot: string; readonly start: string }>(`
      SELECT value ->> 0 AS slot, CAST(value ->> 1 AS TEXT) AS start, source.owner AS owner, sum(used.cost_micro_usd) AS cost, coalesce(sum(used.tokens), 0) AS tokens
      FROM json_each(?) AS span CROSS JOIN bill ON at_us >= span.value ->> 1 AND at_us < span.value ->> 2 AND is_imported = 0
        CROSS JOIN exchange_source AS used ON used.exchange_number = bill.exchange_number CROSS JOIN source ON source.number = used.source_number
      GROUP BY 1, 2, 3`)
    .all(JSON.stringify(spans));
}

function ofExchanges(store: Store, query: CostTrendQuery): readonly (OwnerRecord & { readonly quarter: number })[] {
  const { where, values } = billConditions(query);
  return store
    .prepare<[RangeValues], OwnerRecord & { readonly quarter: number }>(`
      SELECT at_us / ${quarterUs} AS quarter, source.owner AS owner, sum(used.cost_micro_usd) AS cost, coalesce(sum(used.tokens), 0) AS tokens
      FROM (SELECT at_us, exchange_number FROM bill WHERE ${where}) AS bill
        CROSS JOIN exchange_source AS used ON used.exchange_number = bill.exchange_number CROSS JOIN source ON source.number = used.source_number
      GROUP BY 1, 2`)
    .all(values);
}

function outputs(store: Store, query: CostTrendQuery): ReadonlyMap<string, { readonly cost: number | null; readonly tokens: number }> {
  if (query.filter?.by === 'group' && !isShown(query.filter, 'output')) return new Map();
  const list = readSlots<{ readonly cost: number | null; readonly tokens: number }>(store, query, query.per, 'sum(output_micro_usd) AS cost, coalesce(sum(output_tokens), 0) AS tokens');
  return new Map(list.flatMap(([slot, sums]) => sums.map((sum) => [slot, sum] as const)));
}
