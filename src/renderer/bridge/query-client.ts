import { notifyManager, QueryClient } from '@tanstack/react-query';

/**
 * The cache of what was asked. Answers stay fresh until an announcement makes them stale: the main process is the only
 * one that changes them. `always`: the calls go to our own process, so being offline must not hold them back.
 */
export function createQueryClient(): QueryClient {
  // A switch that was pressed must not be seen to spring back for the moment until a timer fires.
  notifyManager.setScheduler(queueMicrotask);
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: Infinity, gcTime: 60_000, retry: false, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
