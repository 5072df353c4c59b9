import type { CostEntry, CostFigures } from '../../../contract/cost-view.ts';
import { sourceGroup, type SourceKind } from '../../../domain/attribution/source.ts';
import { addTokens } from '../../../domain/cost/cache-state.ts';
import { billConditions, figuresOf, isShown, type FigureRecord, type RangeValues } from './cost-columns.ts';
import { dayOf, startOfDay } from './cost-sums.ts';
import type { Store } from '../open-store.ts';
import type { CostQuery } from '../reads.ts';

interface GroupRecord extends FigureRecord {
  /** As in the sums: `s:` and the number of a source, or `o:` and the key of an owner. */
  readonly grouped: string;
}

interface SourceRecord {
  readonly number: number;
  readonly key: string;
  /** As the analyst wrote it. */
  readonly kind: SourceKind;
  readonly name: string | null;
  readonly owner: string | null;
}

/** Costs by source or owner: of whole days from the sums, of a session and of parts of days from each exchange. */
export function costsBySource(store: Store, query: CostQuery, by: 'source' | 'owner'): readonly CostEntry[] {
  const figures = new Map<string, CostFigures>();
  for (const record of recordsOf(store, query, by)) {
    const known = figures.get(record.grouped);
    figures.set(record.grouped, known === undefined ? figuresOf(record) : sumOf(known, figuresOf(record)));
  }
  const sources = store.prepare<[], SourceRecord>('SELECT number, key, kind, name, owner FROM source').all();
  const entries = new Map<string, CostEntry>();
  for (const { number, key, kind, name, owner } of sources) {
    const grouped = by === 'source' ? `s:${number}` : `o:${owner}`;
    const of = figures.get(grouped);
    if (of === undefined || of.exchanges === 0 || entries.has(grouped)) continue;
    if (query.filter?.by === 'group' && !isShown(query.filter, sourceGroup(kind))) continue;
    const isSource = by === 'source';
    entries.set(grouped, { key: isSource ? key : (owner ?? ''), sessionId: null, name, kind: isSource ? kind : null, group: sourceGroup(kind), firstUs: null, lastUs: null, ...of });
  }
  return [...entries.values()];
}

function recordsOf(store: Store, query: CostQuery, by: 'source' | 'owner'): readonly GroupRecord[] {
  const { fromUs, untilUs } = query;
  const fromDay = fromUs === undefined ? null : dayOf(fromUs - 1) + 1;
  const untilDay = untilUs === undefined ? null : dayOf(untilUs);
  const isFiltered = query.filter !== undefined && query.filter.by !== 'group';
  if (isFiltered || query.sessionId !== undefined || (fromDay !== null && untilDay !== null && fromDay >= untilDay)) return ofExchanges(store, query, by);
  const before = fromUs === undefined || fromDay === null ? [] : ofExchanges(store, { ...query, fromUs, untilUs: startOfDay(fromDay) }, by);
  const after = untilUs === undefined || untilDay === null ? [] : ofExchanges(store, { ...query, fromUs: startOfDay(untilDay), untilUs }, by);
  return [...before, ...ofDays(store, fromDay, untilDay, by), ...after];
}

function ofDays(store: Store, fromDay: number | null, untilDay: number | null, by: 'source' | 'owner'): readonly GroupRecord[] {
  const list = store.prepare<[number, number, string], GroupRecord>(`
    SELECT grouped, sum(exchanges) AS exchanges, sum(tokens) AS prompt_tokens, sum(read_tokens) AS read_tokens,
      sum(written_1h_tokens) AS written_1h_tokens, sum(written_5m_tokens) AS written_5m_tokens, sum(plain_tokens) AS plain_tokens,
      0 AS output_tokens, iif(sum(priced) = 0, NULL, sum(cost_micro_usd)) AS cost_micro_usd, sum(without_price) AS without_price,
      NULL AS read_saved_micro_usd, NULL AS write_extra_micro_usd
    FROM cost_day WHERE day >= ? AND day < ? AND grouped GLOB ? GROUP BY grouped`);
  return list.all(fromDay ?? Number.MIN_SAFE_INTEGER, untilDay ?? Number.MAX_SAFE_INTEGER, by === 'source' ? 's:*' : 'o:*');
}

function ofExchanges(store: Store, query: CostQuery, by: 'source' | 'owner'): readonly GroupRecord[] {
  const { where, values } = billConditions(query);
  const grouped = by === 'source' ? "'s:' || source.number" : "'o:' || source.owner";
  // The order of a CROSS JOIN is kept: from the bills of the range to their sources, and not from each source to all exchanges.
  const list = store.prepare<[RangeValues], GroupRecord>(`
    SELECT ${grouped} AS grouped, count(DISTINCT bill.exchange_number) AS exchanges, coalesce(sum(used.tokens), 0) AS prompt_tokens,
      coalesce(sum(used.read_tokens), 0) AS read_tokens, coalesce(sum(used.written_1h_tokens), 0) AS written_1h_tokens,
      coalesce(sum(used.written_5m_tokens), 0) AS written_5m_tokens, coalesce(sum(used.plain_tokens), 0) AS plain_tokens,
      0 AS output_tokens, sum(used.cost_micro_usd) AS cost_micro_usd,
      count(DISTINCT iif(bill.cost_micro_usd IS NULL, bill.exchange_number, NULL)) AS without_price,
      NULL AS read_saved_micro_usd, NULL AS write_extra_micro_usd
    FROM (SELECT exchange_number, cost_micro_usd FROM bill WHERE ${where}) AS bill
      CROSS JOIN exchange_source AS used ON used.exchange_number = bill.exchange_number
      CROSS JOIN source ON source.number = used.source_number
    GROUP BY 1`);
  return list.all(values);
}

function sumOf(one: CostFigures, other: CostFigures): CostFigures {
  const isKnown = one.costMicroUsd !== null || other.costMicroUsd !== null;
  return {
    exchanges: one.exchanges + other.exchanges,
    promptTokens: one.promptTokens + other.promptTokens,
    tokensByState: one.tokensByState === null || other.tokensByState === null ? null : addTokens(one.tokensByState, other.tokensByState),
    outputTokens: one.outputTokens + other.outputTokens,
    costMicroUsd: isKnown ? (one.costMicroUsd ?? 0) + (other.costMicroUsd ?? 0) : null,
    withoutPrice: one.withoutPrice + other.withoutPrice,
    readSavedMicroUsd: null,
    writeExtraMicroUsd: null,
  };
}
