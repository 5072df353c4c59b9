import type { InsightsView } from '../../../contract/insight-view.ts';
import type { SourceGroup } from '../../../domain/attribution/source.ts';
import { insightRules, type Expense, type Finding, type InsightRule } from '../../../domain/insight/finding.ts';
import { ruleNames } from './rule-names.ts';

/** A line of the list: a finding, or those of a rule together. */
export interface FindingRow {
  /** Unique among all lines; of a finding its own. */
  readonly id: string;
  readonly rule: InsightRule;
  /** Null where it stands for several, which are below it. */
  readonly finding: Finding | null;
  readonly group: SourceGroup;
  readonly title: string;
  readonly perDay: Expense;
  readonly perWeek: Expense;
  /** Of all that was spent, from 0 to 1; null where either is not known. */
  readonly share: number | null;
  /** On how many requests it rests; null for several together, which may rest on the same. */
  readonly requests: number | null;
  /** It rests on little; of several together, each of them does. */
  readonly isThin: boolean;
  readonly isEstimated: boolean;
  readonly children: readonly FindingRow[];
}

/** So many of a rule are alike enough to be one line. */
const fewestTogether = 3;

/** The findings as lines, in their order; where `areGrouped`, several of a rule are one, with what they come to. */
export function findingRows(findings: readonly Finding[], { costMicroUsd }: Pick<InsightsView, 'costMicroUsd'>, areGrouped: boolean): readonly FindingRow[] {
  const rows = findings.map((finding) => rowOf(finding, costMicroUsd));
  if (!areGrouped) return rows;
  return insightRules.flatMap((rule) => {
    const ofRule = rows.filter((row) => row.rule === rule);
    return ofRule.length < fewestTogether ? ofRule : [together(rule, ofRule)];
  });
}

/** The id of the line that a finding stands below while it is one of several. */
export function groupId(rule: InsightRule): string {
  return `rule:${rule}`;
}

/** The rule that an id of a finding begins with; null for what is no such id. */
export function ruleOfId(id: string): InsightRule | null {
  return insightRules.find((rule) => id.startsWith(`${rule}/`)) ?? null;
}

function rowOf(finding: Finding, totalMicroUsd: number | null): FindingRow {
  const { id, rule, subject, title, perDay, perWeek, expense, evidence, thin, isEstimated } = finding;
  return {
    id,
    rule,
    finding,
    group: subject.group ?? 'other',
    title,
    perDay,
    perWeek,
    share: expense.costMicroUsd === null || totalMicroUsd === null || totalMicroUsd === 0 ? null : Math.min(1, expense.costMicroUsd / totalMicroUsd),
    requests: evidence.requests,
    isThin: thin !== null,
    isEstimated,
    children: [],
  };
}

function together(rule: InsightRule, children: readonly FindingRow[]): FindingRow {
  const [first] = children;
  return {
    id: groupId(rule),
    rule,
    finding: null,
    group: first !== undefined && children.every(({ group }) => group === first.group) ? first.group : 'other',
    title: ruleNames[rule],
    perDay: sumOf(children.map(({ perDay }) => perDay)),
    perWeek: sumOf(children.map(({ perWeek }) => perWeek)),
    share: sumOfKnown(children.map(({ share }) => share)),
    requests: null,
    isThin: children.every(({ isThin }) => isThin),
    isEstimated: children.some(({ isEstimated }) => isEstimated),
    children,
  };
}

/** What these come to together; the cost of what has a price. */
export function sumOf(expenses: readonly Expense[]): Expense {
  return { tokens: expenses.reduce((sum, { tokens }) => sum + tokens, 0), costMicroUsd: sumOfKnown(expenses.map(({ costMicroUsd }) => costMicroUsd)) };
}

function sumOfKnown(figures: readonly (number | null)[]): number | null {
  return figures.reduce<number | null>((sum, figure) => (figure === null ? sum : (sum ?? 0) + figure), null);
}
