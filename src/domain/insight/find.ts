import type { Expense, Finding, InsightRule } from './finding.ts';
import { insightRules } from './finding.ts';
import type { Found, Rule } from './found.ts';
import type { InsightFacts } from './insight-facts.ts';
import { cacheBreaks } from './rules/cache-break.ts';
import { carriedResults } from './rules/carried-results.ts';
import { dearSubagents } from './rules/dear-subagent.ts';
import { filesReadAgain } from './rules/files-read-again.ts';
import { fullWindows } from './rules/full-window.ts';
import { longMemory } from './rules/long-memory.ts';
import { lowRated } from './rules/low-rated.ts';
import { repeatedMemory } from './rules/repeated-memory.ts';
import { unknownHarness } from './rules/unknown-harness.ts';
import { unusedServers } from './rules/unused-server.ts';
import { unusedSkills } from './rules/unused-skill.ts';
import { unusedTools } from './rules/unused-tool.ts';
import { fewRequests, thinReason } from './thin.ts';

const rules: Readonly<Record<InsightRule, Rule>> = {
  'unused-server': unusedServers,
  'unused-tool': unusedTools,
  'unused-skill': unusedSkills,
  'long-memory': longMemory,
  'repeated-memory': repeatedMemory,
  'carried-results': carriedResults,
  'files-read-again': filesReadAgain,
  'cache-break': cacheBreaks,
  'dear-subagent': dearSubagents,
  'full-window': fullWindows,
  'low-rated': lowRated,
  'unknown-harness': unknownHarness,
};

/** Nobody goes through more of a kind; those left out are the cheapest. */
const mostOfARule = 12;

/** What the facts of a range show that costs more than it has to, or may: the dearest a day first, then by tokens, then as the rules stand. */
export function findInsights(facts: InsightFacts): readonly Finding[] {
  if (facts.requests === 0) return [];
  return insightRules
    .flatMap((rule) => rules[rule](facts).map((found) => asFinding(rule, found, facts)).toSorted(byExpense).slice(0, mostOfARule))
    .toSorted(byExpense);
}

function asFinding(rule: InsightRule, { few, ...found }: Found, facts: InsightFacts): Finding {
  const days = Math.max(1, facts.days);
  return {
    ...found,
    id: `${rule}/${found.subject.key}`,
    rule,
    perDay: over(found.expense, 1 / days),
    perWeek: over(found.expense, 7 / days),
    thin: thinReason(few === undefined ? fewRequests(found.evidence.requests) : few, facts),
  };
}

function over({ tokens, costMicroUsd }: Expense, times: number): Expense {
  return { tokens: Math.round(tokens * times), costMicroUsd: costMicroUsd === null ? null : Math.round(costMicroUsd * times) };
}

function byExpense(one: Finding, other: Finding): number {
  return (
    (other.expense.costMicroUsd ?? -1) - (one.expense.costMicroUsd ?? -1) ||
    other.expense.tokens - one.expense.tokens ||
    insightRules.indexOf(one.rule) - insightRules.indexOf(other.rule) ||
    (one.id < other.id ? -1 : 1)
  );
}
