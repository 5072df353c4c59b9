import type { CostSeries } from '../../../contract/cost-view.ts';
import type { CostTrendQuery } from '../reads.ts';
import { localDay, localHour, quarterUs } from './local-time.ts';

/** What a series has in one slot. */
export interface Share {
  readonly costMicroUsd: number | null;
  readonly tokens: number;
}

/** The shares of the slots by the keys of series, and of which kind each series is. */
export interface Shares {
  readonly slots: ReadonlyMap<string, ReadonlyMap<string, Share>>;
  readonly seriesOf: (key: string) => Pick<CostSeries, 'kind' | 'name' | 'group'>;
}

/** The local day or hour of a quarter of an hour. */
export function slotKey(quarter: number, per: CostTrendQuery['per']): string {
  return per === 'day' ? localDay(quarter * quarterUs) : localHour(quarter * quarterUs);
}

/** Adds what a series has in a slot to what it had. */
export function addShare(slots: Map<string, Map<string, Share>>, slot: string, key: string, share: Share): void {
  const shares = slots.get(slot) ?? new Map<string, Share>();
  slots.set(slot, shares);
  const known = shares.get(key);
  shares.set(key, known === undefined ? share : { costMicroUsd: addOrNull(known.costMicroUsd, share.costMicroUsd), tokens: known.tokens + share.tokens });
}

/** The sum of what is known; null where nothing is. */
export function addOrNull(one: number | null, other: number | null): number | null {
  return one === null && other === null ? null : (one ?? 0) + (other ?? 0);
}
