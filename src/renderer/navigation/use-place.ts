import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { parsePlace, placeHash, type Place } from './place.ts';

/** The place the user is at, and the way to another: what is not named stays as it is. */
export function usePlace(): readonly [Place, (change: Partial<Place>) => void] {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  const place = useMemo(() => parsePlace(hash), [hash]);
  const go = useCallback((change: Partial<Place>) => {
    // The bytes shown are those of one request: another has its own.
    const bytes = 'exchange' in change ? { at: null } : {};
    const next = placeHash({ ...parsePlace(window.location.hash), ...bytes, ...change });
    if (next === window.location.hash) return;
    // Another screen, session, thread, filter or source is a step to come back from; walking through rows is not.
    if (['screen', 'session', 'thread', 'filter', 'source'].some((part) => part in change)) window.history.pushState(null, '', next);
    else window.history.replaceState(null, '', next);
    for (const listener of listeners) listener();
  }, []);
  return [place, go];
}

// pushState and replaceState fire no event of their own.
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('hashchange', listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('hashchange', listener);
    window.removeEventListener('popstate', listener);
  };
}
