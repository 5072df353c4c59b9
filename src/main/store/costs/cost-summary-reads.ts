import type { CostRange, CostSummaryView } from '../../../contract/cost-view.ts';
import { billConditions, figuresOf, type RangeValues } from './cost-columns.ts';
import { readTotal } from './cost-reads.ts';
import { localDay, quarterUs } from './local-time.ts';
import { removedDays } from './removed-costs.ts';
import type { Store } from '../open-store.ts';
import type { StoreReads } from '../reads.ts';

interface CountRecord {
  readonly sessions: number;
  readonly first_us: number | null;
  readonly last_us: number | null;
}

/** What a range came to in all, over how many sessions, turns and days, and what is not in the sum. */
export function costSummaryReads(store: Store): Pick<StoreReads, 'readCostSummary'> {
  const read = store.transaction((range: CostRange): CostSummaryView => {
    const { where, values } = billConditions(range);
    const total = readTotal(store, range);
    const removed = removedDays(store, range);
    const counted = store.prepare<[RangeValues], CountRecord>(`SELECT count(DISTINCT session_key) AS sessions, min(at_us) AS first_us, max(at_us) AS last_us FROM bill WHERE ${where}`).get(values);
    const turns = store.prepare<[RangeValues], number>(`SELECT count(*) FROM (SELECT DISTINCT session_key, turn_key FROM bill WHERE ${where} AND turn_key IS NOT NULL)`).pluck();
    const quarters = store.prepare<[RangeValues], number>(`SELECT DISTINCT at_us / ${quarterUs} FROM bill WHERE ${where}`).pluck();
    const misses = store.prepare<[RangeValues], CostSummaryView['misses'][number]>(`
      SELECT miss_cause AS cause, count(*) AS exchanges, sum(miss_micro_usd) AS extraMicroUsd FROM bill WHERE ${where} AND miss_cause IS NOT NULL
      GROUP BY 1 ORDER BY extraMicroUsd DESC, exchanges DESC`);
    const unpriced = store.prepare<[RangeValues], CostSummaryView['unpriced'][number]>(`
      SELECT model, count(*) AS exchanges FROM bill WHERE ${where} AND cost_micro_usd IS NULL GROUP BY 1 ORDER BY exchanges DESC, model`);
    return {
      total: { ...figuresOf(total), subscriptionMicroUsd: total.subscription_micro_usd },
      sessions: counted?.sessions ?? 0,
      turns: turns.get(values) ?? 0,
      days: new Set([...quarters.all(values).map((quarter) => localDay(quarter * quarterUs)), ...removed.map(({ date }) => date)]).size,
      firstUs: counted?.first_us ?? null,
      lastUs: counted?.last_us ?? null,
      removed: {
        exchanges: removed.reduce((sum, { exchanges }) => sum + exchanges, 0),
        costMicroUsd: removed.reduce<number | null>((sum, { cost_micro_usd: cost }) => (cost === null ? sum : (sum ?? 0) + cost), null),
      },
      misses: misses.all(values),
      unpriced: unpriced.all(values),
    };
  });
  return { readCostSummary: (range) => read(range) };
}
