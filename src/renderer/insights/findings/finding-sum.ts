import type { InsightsView } from '../../../contract/insight-view.ts';
import { sourceOfKey } from '../../../domain/attribution/source-key.ts';
import { sourceName } from '../../../domain/attribution/source-name.ts';
import { ownerKey } from '../../../domain/cost/cost-by-owner.ts';
import type { Expense, Finding, InsightRule } from '../../../domain/insight/finding.ts';
import { sumOf } from './finding-rows.ts';

/** What findings come to together, at most. */
export interface FindingSum {
  readonly perDay: Expense;
  readonly perWeek: Expense;
  /** Of all tokens of prompts, and of all that was spent, from 0 to 1; null where that is not known. */
  readonly shareOfTokens: number | null;
  readonly shareOfCost: number | null;
  /** How many rest on little, and how many are estimates. */
  readonly thin: number;
  readonly estimated: number;
}

/** These speak of all that an owner had. What other rules say of it is a part of that, and they leave out what another of them counts: those add up. */
const ofWholes: ReadonlySet<InsightRule> = new Set<InsightRule>(['unused-server', 'low-rated']);
/** Nothing can be spared by knowing it. */
const savingNothing: ReadonlySet<InsightRule> = new Set<InsightRule>(['unknown-harness']);

/**
 * Adds up what findings say could be spared. Of an owner its whole counts, or its parts where they are more. What overlaps beyond that (a subagent,
 * and results that are carried along in its prompts) is not known, so that the sum is the most it can be, and never more than all.
 */
export function findingSum(findings: readonly Finding[], { promptTokens, costMicroUsd }: Pick<InsightsView, 'promptTokens' | 'costMicroUsd'>): FindingSum {
  const whole = added(findings, ({ expense }) => expense);
  const tokenShare = promptTokens === 0 ? null : whole.tokens / promptTokens;
  const costShare = whole.costMicroUsd === null || costMicroUsd === null || costMicroUsd === 0 ? null : whole.costMicroUsd / costMicroUsd;
  return {
    perDay: atMost(added(findings, ({ perDay }) => perDay), tokenShare, costShare),
    perWeek: atMost(added(findings, ({ perWeek }) => perWeek), tokenShare, costShare),
    shareOfTokens: tokenShare === null ? null : Math.min(1, tokenShare),
    shareOfCost: costShare === null ? null : Math.min(1, costShare),
    thin: findings.filter(({ thin }) => thin !== null).length,
    estimated: findings.filter(({ isEstimated }) => isEstimated).length,
  };
}

function added(findings: readonly Finding[], expenseOf: (finding: Finding) => Expense): Expense {
  const sparing = findings.filter(({ rule }) => !savingNothing.has(rule));
  const owners = groupedBy(sparing, ({ subject }) => ownerOf(subject.key)).map((ofOwner) => {
    const wholes = ofOwner.filter(({ rule }) => ofWholes.has(rule)).map(expenseOf);
    const all = [...wholes, sumOf(ofOwner.filter(({ rule }) => !ofWholes.has(rule)).map(expenseOf))];
    const costs = all.flatMap(({ costMicroUsd }) => costMicroUsd ?? []);
    return { tokens: Math.max(...all.map(({ tokens }) => tokens)), costMicroUsd: costs.length === 0 ? null : Math.max(...costs) };
  });
  return sumOf(owners);
}

/** More than all cannot be saved, however much is counted twice. */
function atMost({ tokens, costMicroUsd }: Expense, tokenShare: number | null, costShare: number | null): Expense {
  return {
    tokens: Math.round(tokens / Math.max(1, tokenShare ?? 1)),
    costMicroUsd: costMicroUsd === null ? null : Math.round(costMicroUsd / Math.max(1, costShare ?? 1)),
  };
}

function ownerOf(key: string): string {
  const source = sourceOfKey(key);
  return source === null ? key : ownerKey(source.kind, sourceName(source));
}

function groupedBy(findings: readonly Finding[], keyOf: (finding: Finding) => string): readonly (readonly Finding[])[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}
