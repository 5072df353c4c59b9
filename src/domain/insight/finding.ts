import type { SourceGroup, SourceKind } from '../attribution/source.ts';

/** The rules of the insights, in the order in which equal findings are listed. */
export const insightRules = [
  'unused-server',
  'unused-tool',
  'unused-skill',
  'long-memory',
  'repeated-memory',
  'carried-results',
  'files-read-again',
  'cache-break',
  'dear-subagent',
  'full-window',
  'low-rated',
  'unknown-harness',
] as const;
export type InsightRule = (typeof insightRules)[number];

/** What a finding is about. */
export interface FindingSubject {
  /** A source or an owner, as `sourceKey` makes it; another stable word where it is none. */
  readonly key: string;
  readonly kind: SourceKind | null;
  readonly group: SourceGroup | null;
  /** The server, tool, skill, path, agent or cause. Captured text. */
  readonly name: string | null;
}

/** Tokens of prompts and whole micro-dollars; the cost is null without a price. */
export interface Expense {
  readonly tokens: number;
  readonly costMicroUsd: number | null;
}

/** One thing that costs more than it has to, or may. */
export interface Finding {
  /** Stable while the finding is the same: the rule and the key of its subject. */
  readonly id: string;
  readonly rule: InsightRule;
  readonly subject: FindingSubject;
  /** What it came to in the range; of what is only partly avoidable, the avoidable part. */
  readonly expense: Expense;
  /** The cost is made of average prices, and not added up from bills. */
  readonly isEstimated: boolean;
  readonly perDay: Expense;
  readonly perWeek: Expense;
  /** One sentence that says what is the matter, and those that explain it. Plain text; names in it are captured. */
  readonly title: string;
  readonly explanation: readonly string[];
  /** What figures it rests on, as rows of a name and a value in plain words. */
  readonly figures: readonly (readonly [name: string, value: string])[];
  readonly evidence: {
    readonly requests: number;
    /** A filter that lists them; null where none says it. */
    readonly filter: string | null;
    /** Some of them, the most telling first. */
    readonly ids: readonly string[];
  };
  /** Why it rests on little; null where it does not. */
  readonly thin: string | null;
}
