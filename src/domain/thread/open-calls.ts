import type { AgentCall } from './agent-calls.ts';
import type { ThreadRecord } from './thread-record.ts';

/** A call that some response made, and where that belongs. */
export interface OpenCall {
  readonly call: AgentCall;
  readonly caller: ThreadRecord;
  /** The thread and the turn of the caller. */
  readonly threadKey: string;
  readonly turnKey: string;
}

/** A response calls a few agents at once; what it calls beyond these is not looked at. */
const mostOfResponse = 200;
/** So many of the latest calls with one task, or of one skill, are looked at for one that fits in all else. */
const mostLookedAt = 1000;

/** The calls of all responses so far, in order, to be found by what they ask for, so that a session of many takes no longer for each. */
export class OpenCalls {
  /** Those that no subagent was found for yet: by their task, by the last part of a skill's name, and by the caller. */
  readonly #byTask = new Map<string, OpenCall[]>();
  readonly #bySkill = new Map<string, OpenCall[]>();
  readonly #byCaller = new Map<string, OpenCall[]>();
  /** The last request of each thread that called anything. */
  readonly #latestCallers = new Map<string, string>();
  /** For each task, taken or not, the first messages of those that gave it. */
  readonly #givenBy = new Map<string, Set<string | undefined>>();

  /** Adds what the response to `caller` called. Later callers come later. */
  add({ threadKey, turnKey }: Pick<OpenCall, 'threadKey' | 'turnKey'>, caller: ThreadRecord): void {
    for (const call of caller.calls.slice(0, mostOfResponse)) {
      const open: OpenCall = { call, caller, threadKey, turnKey };
      this.#latestCallers.set(threadKey, caller.id);
      pushTo(this.#byCaller, caller.id, open);
      if (call.kind === 'skill' && call.name !== null) pushTo(this.#bySkill, lastPart(call.name), open);
      if (call.taskHash === null) continue;
      pushTo(this.#byTask, call.taskHash, open);
      const given = this.#givenBy.get(call.taskHash) ?? new Set();
      this.#givenBy.set(call.taskHash, given.add(caller.digests.at(0)));
    }
  }

  /** Whether what a request is asked to do was given by a call of another conversation, taken or not. */
  isCalled({ facts, digests }: ThreadRecord): boolean {
    const given = facts.taskHash === null ? undefined : this.#givenBy.get(facts.taskHash);
    return given !== undefined && given.size > (given.has(digests.at(0)) ? 1 : 0);
  }

  /**
   * Takes the call that started a subagent, given its first request; null when none did. A fork is called by the request that it goes on
   * from; a forked skill by its name; others by their task, the last text of the first message being the call's prompt (2.1.197 and
   * 2.1.330). Where none of these fits, a call that the parent's last response made alone and that nobody answers for must be the one.
   */
  take(first: ThreadRecord, predecessorId: string | null): OpenCall | null {
    const found = this.#find(first, predecessorId);
    if (found === null) return null;
    const { call, caller } = found;
    dropFrom(this.#byCaller, caller.id, found);
    if (call.name !== null) dropFrom(this.#bySkill, lastPart(call.name), found);
    if (call.taskHash !== null) dropFrom(this.#byTask, call.taskHash, found);
    return found;
  }

  #find({ facts }: ThreadRecord, predecessorId: string | null): OpenCall | null {
    const { forkedSkill, isFork, taskHash } = facts;
    const parentKey = facts.parentAgentId === null ? null : `agent:${facts.parentAgentId}`;
    // A stated parent may itself not have been recorded from its beginning on, and calls elsewhere are then another's.
    const isOpen = ({ call, threadKey }: OpenCall): boolean => isOfType(call, facts.agentType) && (parentKey === null || threadKey === parentKey);
    const madeBy = (callerId: string | null | undefined): readonly OpenCall[] => (this.#byCaller.get(callerId ?? '') ?? []).filter(isOpen);
    if (forkedSkill !== null) {
      return pick(this.#bySkill.get(lastPart(forkedSkill)), (open) => isOpen(open) && isNamed(open.call, forkedSkill));
    }
    if (isFork) {
      const before = madeBy(predecessorId).filter(({ call }) => call.kind === 'agent');
      return before.find(({ call }) => taskHash !== null && call.taskHash === taskHash) ?? before[0] ?? null;
    }
    const asked = taskHash === null ? null : pick(this.#byTask.get(taskHash), isOpen);
    if (asked !== null) return asked;
    const [only, ...others] = madeBy(this.#latestCallers.get(parentKey ?? 'main'));
    return only === undefined || others.length > 0 ? null : only;
  }
}

/** A plugin's skills are called `plugin:skill`, and kept in a directory `skill`. */
function isNamed({ name }: AgentCall, skill: string): boolean {
  return name !== null && (name === skill || name.endsWith(`:${skill}`));
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

function isOfType({ kind, name }: AgentCall, agentType: string | null): boolean {
  if (agentType === null || agentType === 'custom') return true;
  return kind === 'agent' && (name === null || name === agentType || agentType === 'fork');
}

/** The first of those that the latest response made: earlier ones that nobody answered for came to nothing. */
function pick(calls: readonly OpenCall[] | undefined, isFitting: (open: OpenCall) => boolean): OpenCall | null {
  const latest = (calls ?? []).slice(-mostLookedAt).filter(isFitting);
  const callerId = latest.at(-1)?.caller.id;
  return latest.find(({ caller }) => caller.id === callerId) ?? null;
}

function pushTo(calls: Map<string, OpenCall[]>, key: string, open: OpenCall): void {
  const known = calls.get(key);
  if (known === undefined) calls.set(key, [open]);
  else known.push(open);
}

/** It is near the end. */
function dropFrom(calls: ReadonlyMap<string, OpenCall[]>, key: string, open: OpenCall): void {
  const known = calls.get(key);
  const at = known?.lastIndexOf(open) ?? -1;
  if (at !== -1) known?.splice(at, 1);
}
