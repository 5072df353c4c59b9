import type { AuxiliaryPurpose } from './auxiliary-purpose.ts';

/** All exchanges of one session id, in their places. */
export interface AssembledSession {
  /** Null for the exchanges that name no session: they need not have to do with each other. */
  readonly sessionId: string | null;
  /** The main conversation, with all subagents below it. It may be empty. */
  readonly main: AssembledThread;
  /** Exchanges that are not of the Messages API, in order. */
  readonly others: readonly string[];
}

export interface AssembledThread {
  /** The same whenever the same exchanges are assembled: `main`, `agent:` and the agent's id, or `first:` and its first exchange. */
  readonly key: string;
  readonly kind: 'main' | 'subagent' | 'fork' | 'skill';
  readonly agentId: string | null;
  /** What the agent or the skill is called; null for the main thread and where neither a call nor a header says. */
  readonly name: string | null;
  /** The call that started it; null where it was not recorded, or nobody called. */
  readonly call: { readonly exchangeId: string; readonly toolUseId: string; readonly isBackground: boolean | null } | null;
  readonly turns: readonly AssembledTurn[];
  /** Those that came while no turn was known. */
  readonly auxiliaries: readonly AuxiliaryExchange[];
  /** No more than 50 levels of them stand below the main thread; what was called deeper hangs on the last. */
  readonly subagents: readonly AssembledThread[];
}

/** What one prompt of the user set off in one thread. */
export interface AssembledTurn {
  /** The same for all threads that work on one prompt. */
  readonly key: string;
  readonly promptId: string | null;
  /** At least one, in order. */
  readonly exchanges: readonly FoldedExchange[];
  readonly auxiliaries: readonly AuxiliaryExchange[];
}

/** A request with the attempts that repeat it. */
export interface FoldedExchange {
  readonly id: string;
  readonly retries: readonly string[];
}

export interface AuxiliaryExchange extends FoldedExchange {
  readonly purpose: AuxiliaryPurpose;
}
