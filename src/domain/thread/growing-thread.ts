import type { AssembledThread, AssembledTurn, AuxiliaryExchange } from './assembled-session.ts';
import type { OpenCall } from './open-calls.ts';
import type { ThreadRecord } from './thread-record.ts';

/** A thread while its exchanges are put into it, in the order they began. */
export interface GrowingThread {
  readonly key: string;
  /** Its first request; null for a main thread that has none. */
  readonly first: ThreadRecord | null;
  readonly call: OpenCall | null;
  readonly turns: Map<string, GrowingTurn>;
  readonly auxiliaries: GrowingAuxiliary[];
  last: { readonly record: ThreadRecord; readonly turnKey: string } | null;
}

export interface GrowingTurn {
  promptId: string | null;
  readonly exchanges: { readonly id: string; readonly retries: string[] }[];
  readonly auxiliaries: GrowingAuxiliary[];
}

export interface GrowingAuxiliary extends AuxiliaryExchange {
  readonly retries: string[];
}

export function startThread(key: string, first: ThreadRecord | null, call: OpenCall | null): GrowingThread {
  return { key, first, call, turns: new Map(), auxiliaries: [], last: null };
}

/** Puts a request into its turn, and gives the turn's key. */
export function addStep(thread: GrowingThread, record: ThreadRecord): string {
  const key = turnKeyOf(record, thread);
  const turn = thread.turns.get(key) ?? { promptId: record.facts.promptId, exchanges: [], auxiliaries: [] };
  turn.promptId ??= record.facts.promptId;
  turn.exchanges.push({ id: record.id, retries: [] });
  thread.turns.set(key, turn);
  thread.last = { record, turnKey: key };
  return key;
}

/**
 * The key of the prompt that a request works on: the prompt's id, which all threads share (2.1.330); without one, as with typed commands
 * and bash mode, a subagent works on its caller's, and others on what the user typed last, told by its place and text. Only a
 * compaction moves it to another place. A request in which nobody typed anything goes on with the turn before.
 */
function turnKeyOf(record: ThreadRecord, { call, last }: GrowingThread): string {
  const { promptId, input } = record.facts;
  if (promptId !== null) return `prompt:${promptId}`;
  if (call !== null) return call.turnKey;
  if (input === null) return last?.turnKey ?? `request:${record.id}`;
  const before = last?.record.facts.input ?? null;
  const isMoved = record.facts.goesOnFromSummary && last?.record.digests[0] !== record.digests[0];
  const isSame = before !== null && before.hash === input.hash && (before.place === input.place || isMoved);
  return last !== null && isSame ? last.turnKey : `input:${input.place}:${input.hash}`;
}

/** The thread as it is shown, with those that were started below it. */
export function assembled(thread: GrowingThread, subagents: readonly AssembledThread[]): AssembledThread {
  const { key, first, call } = thread;
  const facts = key === 'main' ? null : (first?.facts ?? null);
  return {
    key,
    kind: facts === null ? 'main' : facts.isFork ? 'fork' : facts.forkedSkill !== null || call?.call.kind === 'skill' ? 'skill' : 'subagent',
    agentId: facts?.agentId ?? null,
    name: facts === null ? null : (call?.call.name ?? facts.forkedSkill ?? (facts.agentType === 'custom' ? null : facts.agentType)),
    call: call === null ? null : { exchangeId: call.caller.id, toolUseId: call.call.toolUseId, isBackground: call.call.isBackground },
    turns: [...thread.turns].map(([turnKey, turn]): AssembledTurn => ({ key: turnKey, ...turn })),
    auxiliaries: thread.auxiliaries,
    subagents,
  };
}
