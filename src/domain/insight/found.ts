import type { Finding } from './finding.ts';
import type { InsightFacts } from './insight-facts.ts';

/** What a rule says; what it comes to a day, on how little it rests and its id are the same for all rules, and are added to it. */
export type Found = Omit<Finding, 'id' | 'rule' | 'perDay' | 'perWeek' | 'thin'> & {
  /** On how little it rests, where that is not told by how many its requests are; null for enough. */
  readonly few?: string | null;
};

/** A rule looks at the facts and says what it finds: nothing below its thresholds. */
export type Rule = (facts: InsightFacts) => readonly Found[];

/** The part that tokens have of all prompts of the range; 0 where nothing was sent. */
export function shareOfPrompts(tokens: number, { promptTokens }: InsightFacts): number {
  return promptTokens > 0 ? tokens / promptTokens : 0;
}

/** So much of a cost that is known, as whole micro-dollars. */
export function partOfCost(costMicroUsd: number | null, share: number): number | null {
  return costMicroUsd === null || !Number.isFinite(share) ? null : Math.round(costMicroUsd * Math.min(1, Math.max(0, share)));
}
