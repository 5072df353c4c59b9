import { useMemo, useState, useSyncExternalStore } from 'react';
import type { ExchangeRow } from '../../contract/exchange-view.ts';
import { unpackRows } from '../../contract/packed-rows.ts';
import { RowFeed, type RowCalls, type RowFeedSnapshot } from './row-feed.ts';
import { queryKey, type RowsQuery } from './rows-query.ts';

const rowCalls: RowCalls = {
  listExchanges: async (input) => {
    const { packedRows, ...listed } = await window.whence.call('listExchanges', input);
    return { rows: unpackRows(packedRows), ...listed };
  },
  readRows: async (input) => unpackRows(await window.whence.call('readRows', input)),
};

const feeds = new Map<string, RowFeed>();
// Those left behind keep their rows for coming back; more than a few would only hold memory.
const keptFeeds = 4;

export interface Rows extends RowFeedSnapshot {
  /** Names the list whose rows these are: another session, thread or filter has another. */
  readonly key: string;
  /** Whether these are still the rows of the list before, while the first of another are under way. */
  readonly isChanging: boolean;
  readonly tryAgain: () => void;
}

/**
 * The rows of a session, thread and filter as they come in, and the way to ask again when that failed. The rows of the list before stay until the first
 * of another are there, so that nothing flashes while a filter is typed.
 */
export function useRows(query: RowsQuery): Rows {
  const key = queryKey(query);
  const feed = feedOf(key, query);
  const [before, setBefore] = useState({ key, feed });
  const snapshot = useSyncExternalStore(feed.subscribe, feed.snapshot);
  const snapshotBefore = useSyncExternalStore(before.feed.subscribe, before.feed.snapshot);
  if (before.feed !== feed && snapshot.state !== 'loading') setBefore({ key, feed });
  const isChanging = before.feed !== feed && snapshot.state === 'loading';
  return { ...(isChanging ? snapshotBefore : snapshot), key: isChanging ? before.key : key, isChanging, tryAgain: feed.tryAgain };
}

/** The rows of an answer, which came packed; none while there is no answer. */
export function useUnpacked(packedRows: string | undefined): readonly ExchangeRow[] {
  return useMemo(() => (packedRows === undefined ? [] : unpackRows(packedRows)), [packedRows]);
}

/** Hands the rows of these ids, as they are now, to every list that is held. */
export async function acceptRows(ids: readonly string[], rows: readonly ExchangeRow[]): Promise<void> {
  // Those with a filter ask the store each time: nobody looks at these.
  for (const [key, feed] of feeds) if (feed.isFiltered && !feed.isWatched) feeds.delete(key);
  await Promise.all([...feeds.values()].map((feed) => feed.accept(ids, rows)));
}

/** Has rows that were rated read anew at once; of a turn or a session, the lists that are filtered by ratings. */
export async function readRatedRows(ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await acceptRows(ids, await rowCalls.readRows({ ids: [...ids] }));
  else for (const feed of feeds.values()) if (feed.isByRating) feed.restart();
}

/** Has every list read anew: rows may be gone. */
export function restartRows(): void {
  for (const feed of feeds.values()) feed.restart();
}

function feedOf(key: string, query: RowsQuery): RowFeed {
  const feed = feeds.get(key) ?? new RowFeed(rowCalls, query);
  // Put last: the first of the map is the one that was not looked at for the longest.
  feeds.delete(key);
  feeds.set(key, feed);
  const leastRecent = feeds.keys().next();
  if (feeds.size > keptFeeds && leastRecent.done !== true) feeds.delete(leastRecent.value);
  return feed;
}
