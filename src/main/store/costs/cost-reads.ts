import type { CostEntry, CostFigures, CostsView } from '../../../contract/cost-view.ts';
import { conditionsOf, figureColumns, figuresOf, type FigureRecord, type RangeValues } from './cost-columns.ts';
import { costsBySource } from './source-cost-reads.ts';
import { addFigures, removedDays, type RemovedDay, type RemovedFigures } from './removed-costs.ts';
import type { Store } from '../open-store.ts';
import type { CostQuery, StoreReads } from '../reads.ts';

interface GroupRecord extends FigureRecord {
  readonly key: string | null;
  readonly session_id: string | null;
  readonly name: string | null;
}

const mainTitle = "max(title) FILTER (WHERE request_class = 'main')";

/** What exchanges are grouped by, and what a group is called. */
const groupings = {
  turn: { key: 'turn_key', session: 'session_key', name: mainTitle },
  thread: { key: 'thread_key', session: 'session_key', name: 'max(agent_name)' },
  session: { key: 'session_key', session: 'NULL', name: `(SELECT title FROM exchange AS titled WHERE titled.session_key = exchange.session_key
    AND title IS NOT NULL AND request_class = 'main' ORDER BY request_started_at_us LIMIT 1)` },
  day: { key: "date(request_started_at_us / 1000000, 'unixepoch', 'localtime')", session: 'NULL', name: 'NULL' },
  model: { key: 'model', session: 'NULL', name: 'NULL' },
} as const;

/** Costs of the exchanges that have a bill. All sums are of whole micro-dollars. */
export function costReads(store: Store): Pick<StoreReads, 'readCosts'> {
  // One transaction, so that entries and total are of the same exchanges.
  const read = store.transaction((query: CostQuery): CostsView => {
    const total = readTotal(store, query);
    const entries = query.by === 'source' || query.by === 'owner' ? withTheRest(costsBySource(store, query, query.by), total) : byExchange(store, query, query.by);
    const dearest = entries.toSorted(byCost);
    return {
      by: query.by,
      entries: dearest.slice(0, query.limit),
      entryCount: dearest.length,
      total: { ...figuresOf(total), subscriptionMicroUsd: total.subscription_micro_usd },
    };
  });
  return { readCosts: (query) => read(query) };
}

/** Of all that has a bill, with what was removed. */
export function readTotal(store: Store, query: CostQuery): RemovedFigures {
  const { where, values } = conditionsOf(query);
  const total = store.prepare<[RangeValues], RemovedFigures>(`
    SELECT ${figureColumns}, sum(cost_micro_usd) FILTER (WHERE billing = 'subscription') AS subscription_micro_usd,
      sum(output_micro_usd) AS output_micro_usd, sum(web_search_micro_usd) AS web_search_micro_usd
    FROM exchange WHERE ${where}`);
  const record = total.get(values);
  if (record === undefined) throw new Error('reading costs: a sum without a row');
  return removedDays(store, query).reduce<RemovedFigures>((sum, { date: _date, ...figures }) => addFigures(sum, figures), record);
}

function byExchange(store: Store, query: CostQuery, by: keyof typeof groupings): readonly CostEntry[] {
  const { where, values } = conditionsOf(query);
  const { key, session, name } = groupings[by];
  const groups = store.prepare<[RangeValues], GroupRecord>(`
    SELECT ${key} AS key, ${session} AS session_id, ${name} AS name, ${figureColumns}
    FROM exchange WHERE ${where} GROUP BY 1, 2`);
  return withRemoved(groups.all(values), removedDays(store, query), by).map((record) => ({
    key: record.key ?? '',
    sessionId: record.session_id,
    name: record.name,
    kind: null,
    group: null,
    ...figuresOf(record),
  }));
}

/** Of what was removed only the day is known. */
function withRemoved(records: readonly GroupRecord[], removed: readonly RemovedDay[], by: keyof typeof groupings): readonly GroupRecord[] {
  if (removed.length === 0) return records;
  const groups = new Map(records.map((record) => [`${record.key ?? ''} ${record.session_id ?? ''}`, record]));
  for (const { date, subscription_micro_usd: _subscription, output_micro_usd: _output, web_search_micro_usd: _searches, ...figures } of removed) {
    const key = by === 'day' ? date : '';
    const known = groups.get(`${key} `);
    const added: GroupRecord = { key, session_id: null, name: null, ...figures };
    groups.set(`${key} `, known === undefined ? added : { ...addFigures(known, added), key: known.key, name: known.name });
  }
  return [...groups.values()];
}

/** Beside the sources: what responses wrote, what the API searched, and what could not be shared out. All sum to the total. */
function withTheRest(entries: readonly CostEntry[], total: RemovedFigures): readonly CostEntry[] {
  const { cost_micro_usd: all, output_micro_usd: output, web_search_micro_usd: searches } = total;
  const shared = entries.reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), (output ?? 0) + (searches ?? 0));
  const rest = (all ?? 0) - shared;
  return [
    ...entries,
    besides('output', output, total.output_tokens),
    ...(searches === null || searches === 0 ? [] : [besides('web-search', searches, 0)]),
    ...(rest === 0 ? [] : [besides('unattributed', rest, 0)]),
  ];
}

function besides(key: 'output' | 'web-search' | 'unattributed', costMicroUsd: number | null, outputTokens: number): CostEntry {
  return { key, kind: key, sessionId: null, name: null, group: null, ...noFigures, outputTokens, costMicroUsd };
}

const noFigures: CostFigures = {
  exchanges: 0,
  promptTokens: 0,
  tokensByState: { read: 0, 'written-1h': 0, 'written-5m': 0, plain: 0 },
  outputTokens: 0,
  costMicroUsd: null,
  withoutPrice: 0,
};

function byCost(one: CostEntry, other: CostEntry): number {
  return (other.costMicroUsd ?? -1) - (one.costMicroUsd ?? -1) || other.promptTokens - one.promptTokens || (one.key < other.key ? -1 : 1);
}
