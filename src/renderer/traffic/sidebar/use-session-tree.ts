import { useMemo, useState } from 'react';
import type { SessionView } from '../../../contract/exchange-view.ts';
import { useCalls } from '../../bridge/use-call.ts';
import { useSampleNumber } from '../../connect/use-sample.ts';
import type { Place } from '../../navigation/place.ts';
import { inHeldOrder, sessionItems, sessionKey, type SessionItem, type SessionThreads } from './session-items.ts';

const mostThreads = 5000;

interface SessionTreeState {
  readonly items: readonly SessionItem[];
  readonly toggle: (key: string) => void;
  /** While the pointer or the focus is in it, what is there keeps its order. */
  readonly hold: (isHeld: boolean) => void;
}

/** The lines of the tree of sessions, with the threads of those that are unfolded. */
export function useSessionTree(sessions: readonly SessionView[], place: Pick<Place, 'session' | 'thread'>): SessionTreeState {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(() => new Set(place.session === null || place.thread === null ? [] : [sessionKey(place.session)]));
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const inOrder = useMemo(() => inHeldOrder(sessions, held), [sessions, held]);

  const sampleNumber = useSampleNumber();
  const unfolded = sessions.filter(({ id }) => toggled.has(sessionKey(id))).map(({ id }) => id);
  const threads = useCalls('readThreads', unfolded.map((sessionId) => ({ sessionId })));
  const costs = useCalls('readCosts', unfolded.map((sessionId) => ({ by: 'thread', sessionId, limit: mostThreads })));
  const threadsOf = (sessionId: string): SessionThreads => {
    const at = unfolded.indexOf(sessionId);
    const read = threads[at];
    if (read?.isError === true) return { state: 'failed', why: read.error.message };
    if (read?.data === undefined) return { state: 'loading' };
    return { state: 'there', main: read.data?.main ?? null, costs: new Map(costs[at]?.data?.entries.map((entry) => [entry.key, entry])) };
  };

  return {
    items: sessionItems(inOrder, { toggled, threadsOf, sampleNumber }),
    toggle: (key) => setToggled((before) => (before.has(key) ? new Set([...before].filter((other) => other !== key)) : new Set([...before, key]))),
    hold: (isHeld) => setHeld((before) => (isHeld ? (before ?? sessions.map(({ id }) => id)) : null)),
  };
}
