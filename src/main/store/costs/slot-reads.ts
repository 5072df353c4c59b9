import type { CostTrendQuery } from '../reads.ts';
import type { CostRange } from '../../../contract/cost-view.ts';
import { billConditions, type RangeValues } from './cost-columns.ts';
import { localDay, localHour, nextLocalDay, nextLocalHour } from './local-time.ts';
import type { Store } from '../open-store.ts';

/**
 * What is added up of the bills of each local day or hour that has one, in the order of time. Bills lie in that order: each slot is a
 * stretch of them, and nothing has to be sorted, as it would be to group all of them by their time.
 */
export function readSlots<Row>(store: Store, range: CostRange, per: CostTrendQuery['per'], columns: string, groupBy = ''): readonly (readonly [slot: string, rows: readonly Row[]])[] {
  // Bounds of a slot take the place of those of the range: of two lower bounds the wrong one might be looked up.
  const { where, values } = billConditions({ ...range, fromUs: 0, untilUs: 0 });
  const first = firstBill(store, where);
  const rows = store.prepare<[RangeValues], Row>(`SELECT ${columns} FROM bill WHERE ${where} ${groupBy}`);
  const { fromUs = Number.MIN_SAFE_INTEGER, untilUs = Number.MAX_SAFE_INTEGER } = range;
  const slots: (readonly [string, readonly Row[]])[] = [];
  for (let at = first.get({ ...values, fromUs, untilUs }) ?? null; at !== null; ) {
    const end = Math.min(untilUs, per === 'day' ? nextLocalDay(at) : nextLocalHour(at));
    slots.push([per === 'day' ? localDay(at) : localHour(at), rows.all({ ...values, fromUs: at, untilUs: end })]);
    at = first.get({ ...values, fromUs: end, untilUs }) ?? null;
  }
  return slots;
}

/** The local days that have a bill. */
export function billedDays(store: Store, range: CostRange): readonly string[] {
  const { where, values } = billConditions({ ...range, fromUs: 0, untilUs: 0 });
  const first = firstBill(store, where);
  const { fromUs = Number.MIN_SAFE_INTEGER, untilUs = Number.MAX_SAFE_INTEGER } = range;
  const days: string[] = [];
  for (let at = first.get({ ...values, fromUs, untilUs }) ?? null; at !== null; at = first.get({ ...values, fromUs: nextLocalDay(at), untilUs }) ?? null) days.push(localDay(at));
  return days;
}

function firstBill(store: Store, where: string) {
  return store.prepare<[RangeValues], number | null>(`SELECT min(at_us) FROM bill WHERE ${where}`).pluck();
}
