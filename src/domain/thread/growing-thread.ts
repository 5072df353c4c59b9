import type { AssembledThread, AssembledTurn, AuxiliaryExchange } from './assembled-session.ts';
import type { OpenCall } from './open-calls.ts';
import type { ThreadFacts } from './thread-facts.ts';
import type { ThreadRecord } from './thread-record.ts';

/** A thread while its exchanges are put into it, in the order they began. */
export interface GrowingThread {
  readonly key: string;
  /** Its first request; null for a main thread that has none. */
  readonly first: ThreadRecord | null;
  readonly call: OpenCall | null;
  readonly turns: Map<string, GrowingTurn>;
  readonly auxiliaries: GrowingAuxiliary[];
  /** The last step that worked on each thing the user typed, told by its place and text. */
  readonly typed: Map<string, Step>;
  last: Step | null;
}

/** A request, and the turn it is in. */
interface Step {
  readonly record: ThreadRecord;
  readonly turnKey: string;
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
  return { key, first, call, turns: new Map(), auxiliaries: [], typed: new Map(), last: null };
}

/** Puts a request into its turn, and gives the turn's key. */
export function addStep(thread: GrowingThread, record: ThreadRecord): string {
  const key = turnKeyOf(record, thread);
  const turn = thread.turns.get(key) ?? { promptId: record.facts.promptId, exchanges: [], auxiliaries: [] };
  turn.promptId ??= record.facts.promptId;
  turn.exchanges.push({ id: record.id, retries: [] });
  thread.turns.set(key, turn);
  thread.last = { record, turnKey: key };
  if (record.facts.input !== null) thread.typed.set(typedKey(record.facts.input), thread.last);
  return key;
}

/**
 * The key of the prompt that a request works on: the prompt's id, which all threads share (2.1.330); without one, as with typed commands
 * and bash mode, a subagent works on its caller's, and others on what the user typed last, told by its place and text. Only a
 * compaction moves it to another place, and once there is another turn the same words at the same place are a turn of their own, unless
 * the request goes on from what was sent with them. A request in which nobody typed anything goes on with the turn before.
 */
function turnKeyOf(record: ThreadRecord, { call, last, typed }: GrowingThread): string {
  const { promptId, input } = record.facts;
  if (promptId !== null) return `prompt:${promptId}`;
  if (call !== null) return call.turnKey;
  if (input === null) return last?.turnKey ?? `request:${record.id}`;
  const before = last?.record.facts.input ?? null;
  const isMoved = record.facts.goesOnFromSummary && last?.record.digests.at(0) !== record.digests.at(0);
  const isSame = before !== null && before.hash === input.hash && (before.place === input.place || isMoved);
  if (last !== null && isSame) return last.turnKey;
  const key = typedKey(input);
  const earlier = typed.get(key);
  if (earlier === undefined) return key;
  return goesOnFrom(record, earlier.record) ? earlier.turnKey : `${key}:${record.id}`;
}

function typedKey({ place, hash }: NonNullable<ThreadFacts['input']>): string {
  return `input:${place}:${hash}`;
}

/** Whether a request begins with all messages of an earlier one. */
function goesOnFrom({ digests }: ThreadRecord, earlier: ThreadRecord): boolean {
  const { length } = earlier.digests;
  return length === 0 || (digests.length >= length && digests.at(length - 1) === earlier.digests.at(-1));
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
