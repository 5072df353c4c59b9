import type { OwnerLine, SourceLine, SourcePage, SourceRange, SourcesView, UseFigures } from '../../../contract/source-view.ts';
import { sourceGroup, type SourceKind } from '../../../domain/attribution/source.ts';
import { readTotal } from '../costs/cost-reads.ts';
import { dayOf, startOfDay } from '../costs/cost-sums.ts';
import type { Store } from '../open-store.ts';
import type { StoreReads } from '../reads.ts';
import { rangeOf, useColumns, usesSql, type UseRecord, type UsesQuery, type UseValues } from './source-uses.ts';

interface SourceRecord {
  readonly number: number;
  readonly key: string;
  /** As the analyst wrote it. */
  readonly kind: SourceKind;
  readonly name: string | null;
  readonly owner: string | null;
  readonly last_seen_at_us: number | null;
}

interface GroupRecord extends UseRecord {
  readonly grouped: string;
}

/** All sources of a range below their owners, the bill that they sum to, and the days of one of them. */
export function sourceTableReads(store: Store): Pick<StoreReads, 'readSourceTable' | 'readSourcePage'> {
  const listSources = store.prepare<[], SourceRecord>('SELECT number, key, kind, name, owner, last_seen_at_us FROM source');
  // What came with a bill is in the sums; what has none is found by its own index.
  const countUnbilled = store
    .prepare<[UseValues], number>('SELECT count(*) FROM exchange INDEXED BY exchange_in_no_sum WHERE is_summed = 0 AND is_prompt = 1 AND import_number IS NULL AND request_started_at_us >= @fromUs AND request_started_at_us < @untilUs')
    .pluck();
  const countImported = store
    .prepare<[UseValues], number>('SELECT count(*) FROM exchange INDEXED BY exchange_by_import WHERE import_number IS NOT NULL AND is_prompt = 1 AND request_started_at_us >= @fromUs AND request_started_at_us < @untilUs')
    .pluck();
  const ownersOf = (range: SourceRange): readonly OwnerLine[] => {
    const values = rangeOf(range);
    return joined(listSources.all(), usesBy(store, 'source', values), usesBy(store, 'owner', values));
  };
  // One transaction each, so that all figures are of the same requests.
  const readTable = store.transaction((range: SourceRange): SourcesView => {
    const owners = ownersOf(range);
    const values = rangeOf(range);
    const total = readTotal(store, range);
    const { cost_micro_usd: all, output_micro_usd: output, web_search_micro_usd: searches } = total;
    const shared = owners.reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), (output ?? 0) + (searches ?? 0));
    return {
      owners,
      billed: total.exchanges,
      unbilled: countUnbilled.get(values) ?? 0,
      bill: {
        totalMicroUsd: all,
        outputMicroUsd: output,
        webSearchMicroUsd: searches === 0 ? null : searches,
        unattributedMicroUsd: all === null || all === shared ? null : all - shared,
        subscriptionMicroUsd: total.subscription_micro_usd,
        withoutPrice: total.without_price,
      },
      imported: countImported.get(values) ?? 0,
    };
  });
  const readPage = store.transaction((key: string, range: SourceRange): SourcePage | null => {
    const owners = ownersOf(range);
    const whole = owners.find((owner) => owner.key === key);
    const owner = whole ?? owners.find(({ sources }) => sources.some((line) => line.key === key));
    if (owner === undefined) return null;
    const source = whole === undefined ? (owner.sources.find((line) => line.key === key) ?? null) : null;
    const number = source === null ? undefined : listSources.all().find((record) => record.key === key && record.kind === source.kind && record.name === source.name)?.number;
    return { owner, source, days: daysOf(store, number === undefined ? `o:${owner.key}` : `s:${number}`, range) };
  });
  return { readSourceTable: (range) => readTable(range), readSourcePage: ({ key, ...range }) => readPage(key, range) };
}

function usesBy(store: Store, by: UsesQuery['by'], values: UseValues): ReadonlyMap<string, UseFigures> {
  const records = store
    .prepare<[UseValues], GroupRecord>(`WITH ${usesSql({ by, per: 'all', isBilled: true })} SELECT uses.grouped, ${useColumns} FROM uses LEFT JOIN rated ON rated.grouped = uses.grouped`)
    .all(values);
  return new Map(records.map((record) => [record.grouped, figuresOf(record)]));
}

/** Of whole days, so that each is the same whatever the range is. */
function daysOf(store: Store, grouped: string, range: SourceRange): SourcePage['days'] {
  const whole = { ...range, ...(range.fromUs === undefined ? {} : { fromUs: startOfDay(dayOf(range.fromUs)) }) };
  const list = store.prepare<[UseValues], GroupRecord & { readonly day: number }>(`
    WITH ${usesSql({ by: grouped.startsWith('s:') ? 'source' : 'owner', per: 'day', isOne: true, isBilled: true })}
    SELECT uses.day, uses.grouped, ${useColumns} FROM uses LEFT JOIN rated ON rated.day = uses.day ORDER BY uses.day`);
  return list.all({ ...rangeOf(whole), grouped }).map((record) => ({ day: record.day, ...figuresOf(record) }));
}

function joined(records: readonly SourceRecord[], bySource: ReadonlyMap<string, UseFigures>, byOwner: ReadonlyMap<string, UseFigures>): readonly OwnerLine[] {
  const owners = new Map<string, Omit<OwnerLine, 'sources'> & { readonly sources: SourceLine[] }>();
  for (const { number, key, kind, name, owner: ownerKey, last_seen_at_us: lastSeenAtUs } of records) {
    const figures = bySource.get(`s:${number}`);
    if (figures === undefined) continue;
    // What was analysed before there were owners has none until it is met again.
    const own = ownerKey ?? key;
    const owner = owners.get(own) ?? { key: own, group: sourceGroup(kind), kind, name, ...(byOwner.get(`o:${own}`) ?? figures), lastSeenAtUs, sources: [] };
    owner.sources.push({ key, kind, name, ...figures, lastSeenAtUs });
    owners.set(own, { ...owner, lastSeenAtUs: laterOf(owner.lastSeenAtUs, lastSeenAtUs) });
  }
  return [...owners.values()];
}

function laterOf(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

function figuresOf(record: UseRecord): UseFigures {
  return {
    requests: record.requests,
    tokens: record.tokens,
    costMicroUsd: record.cost_micro_usd,
    definitions: record.defined === 0 ? null : record.defined,
    answered: record.answered,
    calls: record.calls,
    ratings: record.ratings,
    averageStars: record.average_stars,
  };
}
