import type { CostEntry, CostsView } from '../../../contract/cost-view.ts';
import { sourceGroups } from '../../../domain/attribution/source.ts';
import { noTokens } from '../../../domain/cost/cache-state.ts';
import { billConditions, figureColumns, figuresOf, isShown, noFigures, partColumns, type FigureRecord, type RangeValues } from './cost-columns.ts';
import { namesOfEntries } from './cost-names.ts';
import { costsBySource } from './source-cost-reads.ts';
import { addFigures, removedDays, type RemovedDay, type RemovedFigures } from './removed-costs.ts';
import { readSlots } from './slot-reads.ts';
import type { Store } from '../open-store.ts';
import type { CostQuery, StoreReads } from '../reads.ts';

interface GroupRecord extends FigureRecord {
  readonly key: string | null;
  readonly session_id: string | null;
  readonly first_us: number;
  readonly last_us: number;
}

/** What bills are grouped by; with the session, where that is a part of the key. */
const groupings = {
  turn: { key: 'turn_key', session: 'session_key' },
  thread: { key: 'thread_key', session: 'session_key' },
  session: { key: 'session_key', session: 'NULL' },
  project: { key: 'project_directory', session: 'NULL' },
  model: { key: 'model', session: 'NULL' },
} as const;

/** Costs of the exchanges that have a bill. All sums are of whole micro-dollars. */
export function costReads(store: Store): Pick<StoreReads, 'readCosts'> {
  const nameEntries = namesOfEntries(store);
  // One transaction, so that entries and total are of the same exchanges.
  const read = store.transaction((query: CostQuery): CostsView => {
    const total = readTotal(store, query);
    const entries = entriesOf(store, query, total);
    const dearest = entries.toSorted(byCost);
    return {
      by: query.by,
      entries: nameEntries(query.by, dearest.slice(0, query.limit)),
      entryCount: dearest.length,
      total: { ...figuresOf(total), subscriptionMicroUsd: total.subscription_micro_usd },
    };
  });
  return { readCosts: (query) => read(query) };
}

function entriesOf(store: Store, query: CostQuery, total: RemovedFigures): readonly CostEntry[] {
  if (query.by === 'source' || query.by === 'owner') return withTheRest(costsBySource(store, query, query.by), total, query);
  if (query.by === 'group') return byGroup(store, query);
  if (query.by === 'day') return byDay(store, query);
  return byColumn(store, query, query.by);
}

/** The sum of all bills of a range, of removed ones too. */
export function readTotal(store: Store, query: Omit<CostQuery, 'by' | 'limit'>): RemovedFigures {
  const { where, values } = billConditions(query);
  const [output, searches] = ['output', 'web-search'].map((key) => isShownPart(query, key));
  const total = store.prepare<[RangeValues], RemovedFigures>(`
    SELECT ${figureColumns(query.filter)},
      ${query.filter?.by === 'group' ? 'NULL' : "sum(cost_micro_usd) FILTER (WHERE billing = 'subscription')"} AS subscription_micro_usd,
      ${output === true ? 'sum(output_micro_usd)' : 'NULL'} AS output_micro_usd, ${searches === true ? 'sum(web_search_micro_usd)' : 'NULL'} AS web_search_micro_usd
    FROM bill WHERE ${where}`);
  const record = total.get(values);
  if (record === undefined) throw new Error('reading costs: a sum without a row');
  return removedDays(store, query).reduce<RemovedFigures>((sum, { date: _date, ...figures }) => addFigures(sum, figures), record);
}

function isShownPart({ filter }: Omit<CostQuery, 'by' | 'limit'>, key: string): boolean {
  return filter?.by !== 'group' || isShown(filter, key);
}

function byColumn(store: Store, query: CostQuery, by: keyof typeof groupings): readonly CostEntry[] {
  const { where, values } = billConditions(query);
  const { key, session } = groupings[by];
  const groups = store.prepare<[RangeValues], GroupRecord>(`
    SELECT ${key} AS key, ${session} AS session_id, min(at_us) AS first_us, max(at_us) AS last_us, ${figureColumns(query.filter)} FROM bill WHERE ${where} GROUP BY ${session === 'NULL' ? '' : `${session}, `}${key}`);
  return [...groups.all(values).map((record) => ({ ...nothingMore, key: record.key ?? '', sessionId: record.session_id, firstUs: record.first_us, lastUs: record.last_us, ...figuresOf(record) })), ...removedEntry(store, query)];
}

function byDay(store: Store, query: CostQuery): readonly CostEntry[] {
  const days = new Map<string, FigureRecord>();
  const add = (day: string, record: FigureRecord) => {
    const known = days.get(day);
    days.set(day, known === undefined ? record : addFigures(known, record));
  };
  for (const [day, records] of readSlots<FigureRecord>(store, query, 'day', figureColumns(query.filter))) for (const record of records) add(day, record);
  // Of what was removed only the day of UTC is known.
  for (const day of removedDays(store, query)) add(day.date, onlyFigures(day));
  return [...days].map(([key, record]) => ({ ...nothingMore, key, ...figuresOf(record) }));
}

function byGroup(store: Store, query: CostQuery): readonly CostEntry[] {
  const { where, values } = billConditions(query);
  const parts = Object.entries(partColumns);
  const columns = parts.flatMap(([key, { cost, tokens }]) => [`sum(${cost}) AS "${key} cost"`, `coalesce(sum(${tokens}), 0) AS "${key} tokens"`, `count(${cost}) AS "${key} count"`]);
  const sums = store
    .prepare<[RangeValues], Readonly<Record<string, number | null>>>(`
      SELECT sum(cost_micro_usd) AS cost, coalesce(sum(prompt_tokens), 0) AS tokens, ${columns.join(', ')} FROM bill WHERE ${where}`)
    .get(values) ?? {};
  const entries = parts.flatMap(([key]): readonly CostEntry[] => {
    const [cost, tokens] = [sums[`${key} cost`] ?? null, sums[`${key} tokens`] ?? 0];
    if ((cost ?? 0) === 0 && tokens === 0) return [];
    const group = sourceGroups.find((each) => each === key) ?? null;
    const figures = { exchanges: sums[`${key} count`] ?? 0, costMicroUsd: cost, [key === 'output' ? 'outputTokens' : 'promptTokens']: tokens };
    return [{ ...nothingMore, ...noFigures, key, kind: group === null ? key : null, group, ...figures }];
  });
  const rest = (sums['cost'] ?? 0) - entries.reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), 0);
  const tokens = (sums['tokens'] ?? 0) - entries.reduce((sum, { promptTokens }) => sum + promptTokens, 0);
  const unattributed = { ...besides('unattributed', rest === 0 ? null : rest, 0), tokensByState: null, promptTokens: Math.max(0, tokens) };
  const live = rest === 0 && tokens === 0 ? entries : [...entries, unattributed];
  return [...live.filter(({ key }) => isShownPart(query, key)), ...removedEntry(store, query)];
}

/** What is known of no more than its day, as one entry. */
function removedEntry(store: Store, query: CostQuery): readonly CostEntry[] {
  const [first, ...others] = removedDays(store, query).map(onlyFigures);
  if (first === undefined) return [];
  return [{ ...nothingMore, key: 'removed', kind: 'removed', ...figuresOf(others.reduce(addFigures, first)) }];
}

function onlyFigures({ date: _date, subscription_micro_usd: _subscription, output_micro_usd: _output, web_search_micro_usd: _searches, ...figures }: RemovedDay): FigureRecord {
  return figures;
}

/** Beside the sources: what responses wrote, what the API searched, and what could not be shared out. All sum to the total. */
function withTheRest(entries: readonly CostEntry[], total: RemovedFigures, query: CostQuery): readonly CostEntry[] {
  const { cost_micro_usd: all, output_micro_usd: output, web_search_micro_usd: searches } = total;
  const shared = entries.reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), (output ?? 0) + (searches ?? 0));
  const rest = (all ?? 0) - shared;
  return [
    ...entries,
    ...(isShownPart(query, 'output') ? [besides('output', output, total.output_tokens)] : []),
    ...(searches === null || searches === 0 ? [] : [besides('web-search', searches, 0)]),
    ...(rest === 0 ? [] : [besides('unattributed', rest, 0)]),
  ];
}

function besides(key: 'output' | 'web-search' | 'unattributed', costMicroUsd: number | null, outputTokens: number): CostEntry {
  return { ...nothingMore, ...noFigures, key, kind: key, tokensByState: noTokens, outputTokens, costMicroUsd };
}

const nothingMore = { sessionId: null, name: null, kind: null, group: null, firstUs: null, lastUs: null } as const;

function byCost(one: CostEntry, other: CostEntry): number {
  return (other.costMicroUsd ?? -1) - (one.costMicroUsd ?? -1) || other.promptTokens - one.promptTokens || (one.key < other.key ? -1 : 1);
}
