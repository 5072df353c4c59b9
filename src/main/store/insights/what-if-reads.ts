import type { InsightRange } from '../../../contract/insight-view.ts';
import type { SourceKind } from '../../../domain/attribution/source.ts';
import { noTokens } from '../../../domain/cost/cache-state.ts';
import type { WhatIfFacts, WhatIfSource } from '../../../domain/insight/what-if-facts.ts';
import { whatIfOwners } from '../../../domain/insight/what-if-items.ts';
import { figuresOf } from '../costs/cost-columns.ts';
import { readTotal } from '../costs/cost-reads.ts';
import { costsBySource } from '../costs/source-cost-reads.ts';
import type { Store } from '../open-store.ts';
import type { StoreReads } from '../reads.ts';
import { billedSums, type SourceRecord } from '../sources/source-sums.ts';
import { changeMisses } from './change-misses.ts';
import { nearRequests } from './near-requests.ts';
import { daysOf } from './range-days.ts';
import { inRange, rangeValues, type TimeValues } from './range-values.ts';

/** All that "what if" is reckoned from: it is read once, and each tick is a sum in the window. */
export function whatIfReads(store: Store): Pick<StoreReads, 'readWhatIf'> {
  // One transaction, so that the sources and what they are taken from are of the same requests.
  const read = store.transaction((range: InsightRange): WhatIfFacts => {
    const total = readTotal(store, range);
    const figures = figuresOf(total);
    const { sources, indexOfNumber, indexOfKey } = readSources(store, range);
    const offered = new Set(whatIfOwners(sources).flatMap(({ items }) => items.flatMap(({ own, use }) => [...own, ...use])));
    return {
      days: daysOf(store, range, readEnds(store, range)),
      requests: total.exchanges,
      total: {
        tokensByState: figures.tokensByState ?? noTokens,
        outputTokens: total.output_tokens,
        costMicroUsd: total.cost_micro_usd,
        outputMicroUsd: total.output_micro_usd ?? 0,
        webSearchMicroUsd: total.web_search_micro_usd ?? 0,
        withoutPrice: total.without_price,
      },
      sources,
      misses: changeMisses(store, range, indexOfNumber, indexOfKey),
      ...nearRequests(store, range, new Map([...indexOfNumber].filter(([, index]) => offered.has(index)))),
    };
  });
  return { readWhatIf: (range) => read(range) };
}

function readSources(store: Store, range: InsightRange) {
  const records = new Map(store.prepare<[], SourceRecord>('SELECT number, key, kind, name, owner, last_seen_at_us FROM source').all().map((record) => [record.number, record]));
  const { bySource } = billedSums(store, records, range);
  const entries = new Map(costsBySource(store, { ...range, by: 'source', limit: Infinity }, 'source').map((entry) => [keyOf(entry), entry]));
  const sources: WhatIfSource[] = [];
  const indexOfNumber = new Map<number, number>();
  const indexOfKey = new Map<string, number>();
  for (const record of records.values()) {
    const entry = entries.get(keyOf(record));
    if (entry === undefined) continue;
    const sums = bySource.get(record.number);
    indexOfNumber.set(record.number, sources.length);
    indexOfKey.set(record.key, sources.length);
    sources.push({
      key: record.key,
      kind: record.kind,
      name: record.name,
      requests: entry.exchanges,
      tokensByState: entry.tokensByState ?? noTokens,
      costMicroUsd: entry.costMicroUsd,
      definitions: sums === undefined || sums.defined === 0 ? null : sums.defined,
      answered: sums?.answered ?? 0,
      calls: sums === undefined || sums.answered === 0 ? null : sums.calls,
    });
  }
  return { sources, indexOfNumber, indexOfKey };
}

function keyOf({ key, kind, name }: { readonly key: string; readonly kind: SourceKind | string | null; readonly name: string | null }): string {
  return JSON.stringify([key, kind, name]);
}

/** When the first and the last billed request of a range began. */
function readEnds(store: Store, range: InsightRange): { readonly firstUs: number | null; readonly lastUs: number | null } {
  const [firstUs, lastUs] = ['min', 'max'].map((end) => store.prepare<[TimeValues], number | null>(`SELECT ${end}(at_us) FROM bill WHERE ${inRange}`).pluck().get(rangeValues(range)) ?? null);
  return { firstUs: firstUs ?? null, lastUs: lastUs ?? null };
}
