import type { AssembledSession, AssembledThread } from './assembled-session.ts';

/** Where one exchange of a session is. */
export interface Placement {
  readonly threadKey: string;
  /** Null for an auxiliary request that came while no turn was known. */
  readonly turnKey: string | null;
  /** What its thread is called. */
  readonly agentName: string | null;
}

/** The places of all exchanges of a session by their ids, retries and auxiliaries included; what is in no thread has none. */
export function placementsOf({ main }: Pick<AssembledSession, 'main'>): ReadonlyMap<string, Placement> {
  const places = new Map<string, Placement>();
  addThread(main, places);
  return places;
}

function addThread(thread: AssembledThread, places: Map<string, Placement>): void {
  const { key: threadKey, name: agentName } = thread;
  const add = (entries: readonly { readonly id: string; readonly retries: readonly string[] }[], turnKey: string | null): void => {
    for (const { id, retries } of entries) for (const one of [id, ...retries]) places.set(one, { threadKey, turnKey, agentName });
  };
  add(thread.auxiliaries, null);
  for (const turn of thread.turns) {
    add(turn.exchanges, turn.key);
    add(turn.auxiliaries, turn.key);
  }
  for (const below of thread.subagents) addThread(below, places);
}
