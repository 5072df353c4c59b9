import type { OwnerLine, SourceLine, SourcePage, SourceRange, SourcesView, UseFigures } from '../../../contract/source-view.ts';
import { sourceGroup } from '../../../domain/attribution/source.ts';
import { billConditions, type RangeValues } from '../costs/cost-columns.ts';
import { removedDays } from '../costs/removed-costs.ts';
import type { Store } from '../open-store.ts';
import type { StoreReads } from '../reads.ts';
import { daysOfSources } from './source-days.ts';
import { ratingsByDay, withRatings } from './rating-days.ts';
import { allRatings, ratingsOf, ratingWithin, type RangeRatings } from './range-ratings.ts';
import { billedSums, unbilledSums, type SourceRecord, type SourceSums, type UseSums } from './source-sums.ts';
import { rangeOf, type UseValues } from './source-uses.ts';

interface BillRecord {
  readonly exchanges: number;
  readonly without_price: number;
  readonly cost_micro_usd: number | null;
  readonly subscription_micro_usd: number | null;
  readonly output_micro_usd: number | null;
  readonly web_search_micro_usd: number | null;
}

/** All sources of a range below their owners. Within a transaction. */
export function ownerReader(store: Store): (range: SourceRange) => readonly OwnerLine[] {
  const listSources = store.prepare<[], SourceRecord>(allSources);
  return (range) => {
    const records = new Map(listSources.all().map((record) => [record.number, record]));
    const billed = billedSums(store, records, range);
    // What was in no request with a bill, and may have been in another.
    const left = [...records].filter(([number, { last_seen_at_us: seen }]) => !billed.bySource.has(number) && seen !== null && seen >= (range.fromUs ?? seen));
    return joined(records, billed, unbilledSums(store, new Map(left), range), ratingsOf(store, records, range));
  };
}

const allSources = 'SELECT number, key, kind, name, owner, last_seen_at_us FROM source';

/** The sources of a range, the bill that they sum to, and the days of one of them. */
export function sourceTableReads(store: Store): Pick<StoreReads, 'readSourceTable' | 'readSourcePage'> {
  const listSources = store.prepare<[], SourceRecord>(allSources);
  const ownersOf = ownerReader(store);
  // What came with a bill is in the sums; what has none is found by its own index.
  const countUnbilled = store
    .prepare<[UseValues], number>('SELECT count(*) FROM exchange INDEXED BY exchange_in_no_sum WHERE is_summed = 0 AND is_prompt = 1 AND import_number IS NULL AND request_started_at_us >= @fromUs AND request_started_at_us < @untilUs')
    .pluck();
  const countImported = store
    .prepare<[UseValues], number>('SELECT count(*) FROM exchange INDEXED BY exchange_by_import WHERE import_number IS NOT NULL AND is_prompt = 1 AND request_started_at_us >= @fromUs AND request_started_at_us < @untilUs')
    .pluck();
  // One transaction each, so that all figures are of the same requests.
  const readTable = store.transaction((range: SourceRange): SourcesView => {
    const owners = ownersOf(range);
    const values = rangeOf(range);
    const total = readBill(store, range);
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
      rated: allRatings(store, range).ratings,
    };
  });
  const readPage = store.transaction((key: string, range: SourceRange): SourcePage | null => {
    const owners = ownersOf(range);
    const whole = owners.find((owner) => owner.key === key);
    const owner = whole ?? owners.find(({ sources }) => sources.some((line) => line.key === key));
    if (owner === undefined) return null;
    const source = whole === undefined ? (owner.sources.find((line) => line.key === key) ?? null) : null;
    const records = listSources.all();
    const meant = source === null ? records.filter((record) => (record.owner ?? record.key) === owner.key) : records.filter((record) => record.key === key && record.kind === source.kind && record.name === source.name);
    const numbers = meant.map(({ number }) => number);
    return { owner, source, days: withRatings(daysOfSources(store, source === null ? `o:${owner.key}` : `s:${numbers[0]}`, numbers, range), ratingsByDay(store, numbers, range)) };
  });
  return { readSourceTable: (range) => readTable(range), readSourcePage: ({ key, ...range }) => readPage(key, range) };
}

/** The bill of a range, of removed requests too. `readTotal` adds up more than is asked for here, which takes twice the time. */
function readBill(store: Store, range: SourceRange): BillRecord {
  const { where, values } = billConditions(range);
  const bill = store
    .prepare<[RangeValues], BillRecord>(`
      SELECT count(*) AS exchanges, count(*) - count(cost_micro_usd) AS without_price, sum(cost_micro_usd) AS cost_micro_usd,
        sum(iif(billing = 'subscription', cost_micro_usd, NULL)) AS subscription_micro_usd, sum(output_micro_usd) AS output_micro_usd, sum(web_search_micro_usd) AS web_search_micro_usd
      FROM bill WHERE ${where}`)
    .get(values);
  if (bill === undefined) throw new Error('reading the bill of sources: a sum without a row');
  return removedDays(store, range).reduce<BillRecord>(
    (sum, removed) => ({
      exchanges: sum.exchanges + removed.exchanges,
      without_price: sum.without_price + removed.without_price,
      cost_micro_usd: sumOfKnown(sum.cost_micro_usd, removed.cost_micro_usd),
      subscription_micro_usd: sumOfKnown(sum.subscription_micro_usd, removed.subscription_micro_usd),
      output_micro_usd: sumOfKnown(sum.output_micro_usd, removed.output_micro_usd),
      web_search_micro_usd: sumOfKnown(sum.web_search_micro_usd, removed.web_search_micro_usd),
    }),
    bill,
  );
}

function sumOfKnown(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : one + other;
}

function joined(
  records: ReadonlyMap<number, SourceRecord>,
  billed: SourceSums,
  unbilled: SourceSums,
  ratings: RangeRatings,
): readonly OwnerLine[] {
  const owners = new Map<string, Omit<OwnerLine, 'sources'> & { readonly sources: SourceLine[] }>();
  for (const { number, key, kind, name, owner: ownerKey, last_seen_at_us: lastSeenAtUs } of records.values()) {
    const figures = figuresOf(billed.bySource.get(number), unbilled.bySource.get(number), ratingWithin(ratings.bySource.get(number), ratings.all));
    if (figures === null) continue;
    // What was analysed before there were owners has none until it is met again.
    const own = ownerKey ?? key;
    const ofOwner = ownerKey === null ? null : figuresOf(billed.byOwner.get(own), unbilled.byOwner.get(own), ratingWithin(ratings.byOwner.get(own), ratings.all));
    const owner = owners.get(own) ?? { key: own, group: sourceGroup(kind), kind, name, ...(ofOwner ?? figures), lastSeenAtUs, sources: [] };
    owner.sources.push({ key, kind, name, ...figures, lastSeenAtUs });
    owners.set(own, { ...owner, lastSeenAtUs: laterOf(owner.lastSeenAtUs, lastSeenAtUs) });
  }
  return [...owners.values()];
}

function laterOf(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

/** Of what was in no request with a bill, only how many others held it is said. */
function figuresOf(billed: UseSums | undefined, unbilled: UseSums | undefined, rating: ReturnType<typeof ratingWithin>): UseFigures | null {
  const sums = billed ?? unbilled;
  if (sums === undefined) return null;
  const isBilled = billed !== undefined;
  return {
    requests: sums.requests,
    tokens: isBilled ? sums.tokens : null,
    costMicroUsd: isBilled && sums.priced > 0 ? sums.cost : null,
    definitions: sums.defined === 0 ? null : sums.defined,
    answered: isBilled ? sums.answered : 0,
    calls: isBilled && sums.answered > 0 ? sums.calls : null,
    ...rating,
  };
}
