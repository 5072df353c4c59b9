import type { CostRange, CostSummaryView } from '../../../contract/cost-view.ts';
import { billConditions, figuresOf, type RangeValues } from './cost-columns.ts';
import { readTotal } from './cost-reads.ts';
import { removedDays } from './removed-costs.ts';
import { billedDays } from './slot-reads.ts';
import type { Store } from '../open-store.ts';
import type { StoreReads } from '../reads.ts';

interface CountRecord {
  readonly sessions: number;
  readonly turns: number;
}

/** What a range came to in all, over how many sessions, turns and days, and what is not in the sum. */
export function costSummaryReads(store: Store): Pick<StoreReads, 'readCostSummary'> {
  const read = store.transaction((range: CostRange): CostSummaryView => {
    const { where, values } = billConditions(range);
    const total = readTotal(store, range);
    const removed = removedDays(store, range);
    // In the order of the index of turns, so that nothing is sorted; a turn without a key is what is outside of turns.
    const counted = store.prepare<[RangeValues], CountRecord>(`SELECT count(DISTINCT session_key) AS sessions, count(turn_key) AS turns FROM (SELECT DISTINCT session_key, turn_key FROM bill WHERE ${where})`).get(values);
    const [first, last] = ['min', 'max'].map((end) => store.prepare<[RangeValues], number | null>(`SELECT ${end}(at_us) FROM bill WHERE ${where}`).pluck().get(values) ?? null);
    const misses = store.prepare<[RangeValues], CostSummaryView['misses'][number]>(`
      SELECT miss_cause AS cause, count(*) AS exchanges, sum(miss_micro_usd) AS extraMicroUsd FROM bill WHERE ${where} AND miss_cause IS NOT NULL
      GROUP BY 1 ORDER BY extraMicroUsd DESC, exchanges DESC`);
    const unpriced = store.prepare<[RangeValues], CostSummaryView['unpriced'][number]>(`
      SELECT model, count(*) AS exchanges FROM bill WHERE ${where} AND cost_micro_usd IS NULL GROUP BY 1 ORDER BY exchanges DESC, model`);
    return {
      total: { ...figuresOf(total), subscriptionMicroUsd: total.subscription_micro_usd },
      sessions: counted?.sessions ?? 0,
      turns: counted?.turns ?? 0,
      days: new Set([...billedDays(store, range), ...removed.map(({ date }) => date)]).size,
      firstUs: first ?? null,
      lastUs: last ?? null,
      removed: {
        exchanges: removed.reduce((sum, { exchanges }) => sum + exchanges, 0),
        costMicroUsd: removed.reduce<number | null>((sum, { cost_micro_usd: cost }) => (cost === null ? sum : (sum ?? 0) + cost), null),
      },
      misses: misses.all(values),
      unpriced: total.without_price === 0 ? [] : unpriced.all(values),
    };
  });
  return { readCostSummary: (range) => read(range) };
}
