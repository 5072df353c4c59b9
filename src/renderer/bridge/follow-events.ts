import type { QueryClient } from '@tanstack/react-query';
import type { Bridge } from '../../contract/bridge.ts';
import type { CallName } from '../../contract/calls.ts';
import { unpackRows } from '../../contract/packed-rows.ts';
import { acceptRows, readRatedRows, restartRows } from './use-rows.ts';

// Eyes do not see more often, and a burst of a hundred requests costs one read of their rows.
const gatherMs = 120;
const readAtOnce = 1000;
// What is added up over many rows is asked for again at ease.
const sumsAfterMs = 3000;

const callsOverMany: readonly CallName[] = ['readThreads', 'readCosts', 'readCostTrend', 'readCostSummary', 'listExchanges', 'readSources', 'readSource', 'readWithAndWithout', 'readPreferences', 'listSourceRequests', 'listSourceRatings', 'readInsights', 'readWhatIf', 'readBeforeAfter'];

const callsAboutOneExchange: readonly CallName[] = ['readExchange', 'readContext', 'compareRequests', 'readBody', 'readMessage', 'readConversation', 'readStream', 'readCacheVerdict'];

/** What shows ratings, or averages of them. */
const callsOverRatings: readonly CallName[] = ['readRating', 'listRatings', 'readSources', 'readSource', 'listSourceRatings', 'readWithAndWithout', 'readPreferences', 'readInsights'];

/**
 * Listens to what the main process announces and makes what it is about fresh again. Only ids are announced, so that
 * order and repetition do not matter: the rows are read anew, one read at a time, and the newest reading wins.
 */
export function followEvents(bridge: Bridge, queryClient: QueryClient): void {
  const changedIds = new Set<string>();
  let reading = false;

  const invalidate = (name: CallName) => queryClient.invalidateQueries({ queryKey: [name] });

  const readChanged = async () => {
    if (reading) return;
    reading = true;
    try {
      let tookMs = 0;
      while (changedIds.size > 0) {
        // A filter that takes long to answer is asked less often: no more than a fifth of the time goes into it.
        await new Promise((resolve) => setTimeout(resolve, Math.max(gatherMs, 4 * tookMs)));
        const beganAtMs = performance.now();
        const ids = [...changedIds].slice(0, readAtOnce);
        for (const id of ids) changedIds.delete(id);
        await acceptRows(ids, unpackRows(await bridge.call('readRows', { ids })));
        tookMs = performance.now() - beganAtMs;
        const changed = new Set(ids);
        void queryClient.invalidateQueries({
          predicate: ({ queryKey: [name, input] }) =>
            callsAboutOneExchange.some((call) => call === name) && changed.has(idOf(input)),
        });
        void invalidate('listSessions');
        void invalidate('readStatus');
      }
      // It is looked up over all that is stored: not with each burst, but when there is a pause.
      void invalidate('readUnknownHarness');
      void invalidate('readGaps');
    } catch {
      // A row that could not be read now comes with its next announcement; the list itself says when it fails.
    } finally {
      reading = false;
    }
  };

  let addingUp: ReturnType<typeof setTimeout> | null = null;
  let isAddingUp = false;
  // Something was stored while sums were read: they are read again.
  let isOutdated = false;
  let sumsTookMs = 0;
  // One after another, so that what is asked meanwhile does not wait for all of them; where they take long, they are asked less often.
  const addUp = async () => {
    const beganAtMs = performance.now();
    for (const { queryKey } of queryClient.getQueryCache().findAll({ predicate: ({ queryKey: [asked] }) => callsOverMany.some((name) => name === asked) })) {
      await queryClient.invalidateQueries({ queryKey, exact: true });
    }
    sumsTookMs = performance.now() - beganAtMs;
  };
  const addUpLater = () => {
    if (addingUp !== null) {
      isOutdated = isAddingUp;
      return;
    }
    addingUp = setTimeout(() => {
      isAddingUp = true;
      void addUp().finally(() => {
        addingUp = null;
        isAddingUp = false;
        if (isOutdated) addUpLater();
        isOutdated = false;
      });
    }, Math.max(sumsAfterMs, 4 * sumsTookMs));
  };

  const hear = ({ ids }: { readonly ids: readonly string[] }) => {
    for (const id of ids) changedIds.add(id);
    void readChanged();
    addUpLater();
  };

  bridge.listen('ratingsChanged', ({ ids }) => {
    // The user has just done it, and waits for it.
    void Promise.all(callsOverRatings.map(invalidate));
    void readRatedRows(ids);
    void queryClient.invalidateQueries({ predicate: ({ queryKey: [name, input] }) => name === 'readExchange' && ids.includes(idOf(input)) });
  });
  bridge.listen('exchangesStored', hear);
  bridge.listen('exchangesAnalysed', hear);
  bridge.listen('markersChanged', () => void Promise.all([invalidate('listMarkers'), invalidate('readBeforeAfter')]));
  bridge.listen('statusChanged', () => void invalidate('readStatus'));
  bridge.listen('settingsChanged', () => void Promise.all([invalidate('readSettings'), invalidate('readStatus'), invalidate('readUpstreamProxy')]));
  bridge.listen('removalChanged', () => void invalidate('readRemovalReport'));
  let restarting: ReturnType<typeof setTimeout> | null = null;
  bridge.listen('exchangesDeleted', () => {
    // What makes room goes step by step, and says so each time.
    restarting ??= setTimeout(() => {
      restarting = null;
      restartRows();
      void queryClient.invalidateQueries();
    }, gatherMs);
  });
  bridge.listen('selfTestChanged', () => void invalidate('readSelfTest'));
  bridge.listen('transfersChanged', () => void invalidate('readTransfers'));
}

function idOf(input: unknown): string {
  return typeof input === 'object' && input !== null && 'id' in input && typeof input.id === 'string' ? input.id : '';
}
