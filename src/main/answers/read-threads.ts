import type { ThreadsView } from '../../contract/threads-view.ts';
import { assembleSessions } from '../../domain/thread/assemble-session.ts';
import type { AssembledThread } from '../../domain/thread/assembled-session.ts';
import type { StoreReads } from '../store/reads.ts';

/** A session with its exchanges in their threads and turns; null for one that is not stored. */
export function readThreads(store: StoreReads, sessionId: string): ThreadsView | null {
  const stored = store.readSessionRecords(sessionId);
  if (stored === null) return null;
  const rows = new Map(store.readRows(stored.unplaced).map((row) => [row.id, row]));
  // What is none of the Messages API never gets a record.
  const isOther = (id: string): boolean => rows.get(id)?.requestClass === 'other';
  const [session] = assembleSessions(stored.records);
  return {
    sessionId,
    main: session?.main ?? emptyThread,
    others: [...(session?.others ?? []), ...stored.unplaced.filter(isOther)],
    unplaced: stored.unplaced.filter((id) => !isOther(id)),
  };
}

const emptyThread: AssembledThread = { key: 'main', kind: 'main', agentId: null, name: null, call: null, turns: [], auxiliaries: [], subagents: [] };
