import type { AgentCall } from './agent-calls.ts';
import type { ThreadRecord } from './thread-record.ts';

/** A call that some response made, and whether a subagent was found for it. */
export interface OpenCall {
  readonly call: AgentCall;
  readonly caller: ThreadRecord;
  /** The thread and the turn of the caller. */
  readonly threadKey: string;
  readonly turnKey: string;
  isTaken: boolean;
}

/**
 * The call that started a subagent, given its first request and the calls of all earlier responses in order; null when none did. A fork
 * is called by the request that it goes on from; a forked skill by its name; others by their task, the last text of the first message being
 * the call's prompt (2.1.197 and 2.1.330). Where none of these fits, a call that the parent's last response made alone and that nobody
 * answers for must be the one.
 */
export function findCall(first: ThreadRecord, calls: readonly OpenCall[], predecessorId: string | null): OpenCall | null {
  const { facts } = first;
  const parentKey = facts.parentAgentId === null ? null : `agent:${facts.parentAgentId}`;
  const open = calls.filter((entry) => !entry.isTaken && isOfType(entry.call, facts.agentType));
  // A stated parent may itself not have been recorded from its beginning on, and calls elsewhere are then another's.
  const ofParent = parentKey === null ? open : open.filter(({ threadKey }) => threadKey === parentKey);
  const { forkedSkill } = facts;
  if (forkedSkill !== null) return pick(ofParent.filter(({ call }) => call.kind === 'skill' && isNamed(call, forkedSkill)));
  const before = facts.isFork ? ofParent.filter(({ call, caller }) => call.kind === 'agent' && caller.id === predecessorId) : ofParent;
  const asked = facts.taskHash === null ? null : pick(before.filter(({ call }) => call.taskHash === facts.taskHash));
  return asked ?? (facts.isFork ? pick(before) : onlyOpen(calls, ofParent, parentKey ?? 'main'));
}

/** A plugin's skills are called `plugin:skill`, and kept in a directory `skill`. */
function isNamed({ name }: AgentCall, skill: string): boolean {
  return name !== null && (name === skill || name.endsWith(`:${skill}`));
}

function isOfType({ kind, name }: AgentCall, agentType: string | null): boolean {
  if (agentType === null || agentType === 'custom') return true;
  return kind === 'agent' && (name === null || name === agentType || agentType === 'fork');
}

/** The first of those that the latest response made: earlier ones that nobody answered for came to nothing. */
function pick(fitting: readonly OpenCall[]): OpenCall | null {
  const latest = fitting.at(-1)?.caller.id;
  return fitting.find(({ caller }) => caller.id === latest) ?? null;
}

function onlyOpen(calls: readonly OpenCall[], open: readonly OpenCall[], parentKey: string): OpenCall | null {
  const latest = calls.findLast(({ threadKey }) => threadKey === parentKey)?.caller.id;
  const fitting = open.filter(({ caller }) => caller.id === latest);
  const [only] = fitting;
  return only === undefined || fitting.length > 1 ? null : only;
}
