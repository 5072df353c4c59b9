import type { InsightRange } from '../../../contract/insight-view.ts';
import { removedDays } from '../costs/removed-costs.ts';
import type { Store } from '../open-store.ts';

const dayMs = 86_400_000;

/**
 * Local days from the first billed request of a range to its last, at least 1: what things cost a day is their cost through these. Days before and behind
 * them had nothing to cost anything; those between are days of work without any, as weekends are.
 */
export function daysOf(store: Store, range: InsightRange, { firstUs, lastUs }: { readonly firstUs: number | null; readonly lastUs: number | null }): number {
  const removed = removedDays(store, range).map(({ date }) => Date.parse(date) / dayMs);
  const billed = [firstUs, lastUs].flatMap((us) => (us === null ? [] : [localDayNumber(us)])).concat(removed);
  return billed.length === 0 ? 1 : Math.max(...billed) - Math.min(...billed) + 1;
}

/** The local day of a time, counted through. */
function localDayNumber(atUs: number): number {
  const at = new Date(atUs / 1000);
  return Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / dayMs;
}
