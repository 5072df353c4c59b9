import { useSyncExternalStore } from 'react';
import type { ExchangeRow } from '../../contract/exchange-view.ts';
import { RowFeed, type RowFeedSnapshot } from './row-feed.ts';

const feeds = new Map<string | null, RowFeed>();
// Those left behind keep their rows for coming back; more than a few would only hold memory.
const keptFeeds = 4;

/** The rows of a session, or of all sessions for null, as they come in; and the way to ask again when that failed. */
export function useRows(sessionId: string | null): RowFeedSnapshot & { readonly tryAgain: () => void } {
  const feed = feedOf(sessionId);
  const snapshot = useSyncExternalStore(feed.subscribe, feed.snapshot);
  return { ...snapshot, tryAgain: feed.tryAgain };
}

/** Hands changed rows to every list that is held. */
export function acceptRows(rows: readonly ExchangeRow[]): void {
  for (const feed of feeds.values()) feed.accept(rows);
}

/** Has every list read anew: rows may be gone. */
export function restartRows(): void {
  for (const feed of feeds.values()) feed.restart();
}

function feedOf(sessionId: string | null): RowFeed {
  const feed = feeds.get(sessionId) ?? new RowFeed((input) => window.whence.call('listExchanges', input), sessionId);
  // Put last: the first of the map is the one that was not looked at for the longest.
  feeds.delete(sessionId);
  feeds.set(sessionId, feed);
  const leastRecent = feeds.keys().next();
  if (feeds.size > keptFeeds && leastRecent.done !== true) feeds.delete(leastRecent.value);
  return feed;
}
