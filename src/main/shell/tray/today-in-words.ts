import type { StoreReads } from '../../store/reads.ts';

/** What was asked since midnight and what it cost, as `Today: 42 requests, $1.23`; null while that cannot be read. */
export function todayInWords(store: Pick<StoreReads, 'readCosts'>, now: Date): string | null {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  try {
    const { exchanges, costMicroUsd } = store.readCosts({ by: 'day', limit: 1, fromUs: midnight.getTime() * 1000 }).total;
    const requests = `${exchanges.toLocaleString('en-US')} ${exchanges === 1 ? 'request' : 'requests'}`;
    return `Today: ${requests}${costMicroUsd === null ? '' : `, $${(costMicroUsd / 1e6).toFixed(2)}`}`;
  } catch {
    return null;
  }
}
