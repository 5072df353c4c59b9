import type { Finding, InsightRule } from '../src/domain/insight/finding.ts';

/** A finding about a key that cost a thousand tokens and ten cents in ten days; what a test is about is given. */
export function madeUpFinding(rule: InsightRule, key: string, given: Partial<Finding> = {}): Finding {
  return {
    id: `${rule}/${key}`,
    rule,
    subject: { key, kind: null, group: 'mcp', name: key },
    expense: { tokens: 10_000, costMicroUsd: 100_000 },
    isEstimated: false,
    perDay: { tokens: 1000, costMicroUsd: 10_000 },
    perWeek: { tokens: 7000, costMicroUsd: 70_000 },
    title: `“${key}” was never used`,
    explanation: [],
    figures: [],
    evidence: { requests: 40, filter: `source:mcp:${key}`, ids: [] },
    thin: null,
    ...given,
  };
}
