import type { CostEntry, CostGrouping } from '../../../contract/cost-view.ts';
import type { Store } from '../open-store.ts';

/** What turns, threads and sessions are called: looked up for those that are shown, and not for all. */
export function namesOfEntries(store: Store): (by: CostGrouping, entries: readonly CostEntry[]) => readonly CostEntry[] {
  const ofSession = store.prepare<[string], string>(`
    SELECT title FROM exchange WHERE session_key = ? AND title IS NOT NULL AND request_class = 'main' ORDER BY request_started_at_us LIMIT 1`).pluck();
  // Found by the bill of one of its exchanges; all of a turn have the words that began it.
  const ofTurn = store.prepare<[string, string], string | null>(`
    SELECT title FROM exchange WHERE session_key = ? AND turn_key = ? AND title IS NOT NULL AND request_class = 'main' ORDER BY request_started_at_us LIMIT 1`).pluck();
  const ofThread = store.prepare<[string, string], string | null>('SELECT max(agent_name) FROM exchange WHERE session_key = ? AND thread_key = ?').pluck();
  return (by, entries) => {
    if (by === 'session') return entries.map((entry) => (entry.kind === null ? { ...entry, name: ofSession.get(entry.key) ?? null } : entry));
    if (by !== 'turn' && by !== 'thread') return entries;
    const nameOf = by === 'turn' ? ofTurn : ofThread;
    return entries.map((entry) => (entry.sessionId === null ? entry : { ...entry, name: nameOf.get(entry.sessionId, entry.key) ?? null }));
  };
}
