import type { Store } from '../open-store.ts';
import type { StoreReads } from '../reads.ts';
import { usedBytes } from './store-size.ts';

/** What the store takes, and how fast it grows. */
export interface StoreUse {
  readonly usedBytes: number;
  readonly exchanges: number;
  readonly withContent: number;
  readonly oldestUs: number | null;
  readonly oldestContentUs: number | null;
  /** Exchanges that were captured since the time asked for. */
  readonly exchangesSince: number;
}

const usDay = 86_400_000_000;

export function storeUseReads(store: Store): Pick<StoreReads, 'readStoreUse'> {
  const count = store.prepare<[], number>('SELECT count(*) FROM exchange').pluck();
  const withContent = "FROM exchange INDEXED BY exchange_with_content WHERE content_removed_at_us IS NULL AND rule_version > 0 AND state NOT IN ('open', 'uncaptured')";
  const countWithContent = store.prepare<[], number>(`SELECT count(*) ${withContent}`).pluck();
  const oldest = store.prepare<[], number | null>('SELECT min(request_started_at_us) FROM exchange').pluck();
  const oldestContent = store.prepare<[], number | null>(`SELECT min(request_started_at_us) ${withContent}`).pluck();
  const countSince = store.prepare<[number], number>('SELECT count(*) FROM exchange INDEXED BY exchange_by_time WHERE request_started_at_us >= ?').pluck();
  return {
    readStoreUse: (sinceUs) => ({
      usedBytes: usedBytes(store),
      exchanges: count.get() ?? 0,
      withContent: countWithContent.get() ?? 0,
      oldestUs: oldest.get() ?? null,
      oldestContentUs: oldestContent.get() ?? null,
      exchangesSince: countSince.get(sinceUs) ?? 0,
    }),
  };
}

/**
 * In how many days a limit is reached if as many exchanges come as in the last seven days (or since the oldest, where that is later), each taking
 * the space of the average so far. Null where nothing comes; 0 where it is reached already.
 */
export function daysUntilFull(use: StoreUse, limitBytes: number, nowUs: number): number | null {
  if (use.exchangesSince === 0 || use.withContent === 0 || use.oldestUs === null) return null;
  const days = Math.min(7, Math.max((nowUs - use.oldestUs) / usDay, 1 / 24));
  const bytesPerDay = (use.usedBytes / use.withContent) * (use.exchangesSince / days);
  return Math.max(0, (limitBytes - use.usedBytes) / bytesPerDay);
}
