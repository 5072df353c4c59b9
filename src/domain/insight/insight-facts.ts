import type { SourceGroup, SourceKind } from '../attribution/source.ts';
import type { ResultHabit } from './result-habit.ts';

/** What billed requests of a range had of a source. Tokens are counted in each request; costs are whole micro-dollars, null without a price. */
export interface SourceFacts {
  readonly key: string;
  readonly kind: SourceKind;
  readonly name: string | null;
  readonly requests: number;
  readonly tokens: number;
  readonly costMicroUsd: number | null;
  /** How many requests offered it to be called, of how many of these the answer is known, and how often it was called; null for what offers nothing. */
  readonly definitions: number | null;
  readonly answered: number;
  readonly calls: number | null;
}

/** An MCP server, a skill, a memory file, a tool, or a source of another kind, with all that it brought. */
export interface OwnerFacts extends SourceFacts {
  readonly group: SourceGroup;
  readonly sources: readonly SourceFacts[];
  readonly ratings: number;
  readonly averageStars: number | null;
  /** Between which stars the average lies, by how many ratings there are; null without one. */
  readonly interval: readonly [low: number, high: number] | null;
}

/** The results that one conversation carried along. */
export interface ConversationHabits {
  /** Its last request, and when that began. */
  readonly id: string;
  readonly atUs: number;
  readonly sessionId: string;
  readonly isSubagent: boolean;
  readonly habits: readonly ResultHabit[];
}

/** Why less was read from the cache than stood in it, and what that cost more than reading it. */
export interface MissFacts {
  readonly cause: string;
  readonly requests: number;
  readonly extraMicroUsd: number | null;
  /** What changed, of most of those whose cause is a change, by key and name. */
  readonly sources: readonly { readonly key: string; readonly kind: SourceKind; readonly name: string | null; readonly requests: number; readonly extraMicroUsd: number | null }[];
  /** The dearest requests. */
  readonly ids: readonly string[];
}

/** The runs of one type of subagent. */
export interface SubagentFacts {
  /** Null where the parent's call is not stored. */
  readonly agent: string | null;
  readonly runs: number;
  readonly requests: number;
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly costMicroUsd: number | null;
  /** What their results had in the parents' prompts, each counted once; null where those of a part of the runs are not known. */
  readonly handedBackTokens: number | null;
  /** The first requests of the dearest runs. */
  readonly ids: readonly string[];
}

/** Requests of one model whose prompt came near the end of its context window. */
export interface FullWindowFacts {
  readonly model: string;
  readonly windowTokens: number;
  readonly requests: number;
  readonly highestTokens: number;
  /** How many conversations were compacted. */
  readonly compactions: number;
  readonly ids: readonly string[];
}

/** The latest text of a memory file. */
export interface MemoryText {
  readonly key: string;
  readonly path: string | null;
  readonly text: string;
  readonly isCut: boolean;
  readonly tokens: number;
  /** A request that holds it. */
  readonly id: string;
}

/** Text that the harness wrote and no rule knows. */
export interface UnknownFacts {
  readonly cliVersion: string | null;
  readonly requests: number;
  readonly ofRequests: number;
  readonly tokens: number;
  readonly ids: readonly string[];
}

/** All that the rules of the insights look at: what the store knows of a range of time, imports left out. */
export interface InsightFacts {
  /** Local days from the first billed request of the range to its last, at least 1: what things cost a day is their cost through these. */
  readonly days: number;
  /** Billed requests, with their sessions and the user's turns. */
  readonly requests: number;
  readonly sessions: number;
  readonly turns: number;
  readonly promptTokens: number;
  readonly costMicroUsd: number | null;
  readonly owners: readonly OwnerFacts[];
  readonly conversations: readonly ConversationHabits[];
  readonly misses: readonly MissFacts[];
  readonly subagents: readonly SubagentFacts[];
  readonly fullWindows: readonly FullWindowFacts[];
  readonly memory: readonly MemoryText[];
  readonly unknown: readonly UnknownFacts[];
}
