import type { InsightsView } from '../../../contract/insight-view.ts';
import { findInsights } from '../../../domain/insight/find.ts';
import type { InsightFacts } from '../../../domain/insight/insight-facts.ts';

/** What the rules make of the facts of a range. */
export function insightsOf(facts: InsightFacts): InsightsView {
  const { days, requests, sessions, promptTokens, costMicroUsd } = facts;
  return { days, requests, sessions, promptTokens, costMicroUsd, findings: findInsights(facts) };
}

/** Until the store tells what it knows. */
export const noFacts: InsightFacts = {
  days: 1,
  requests: 0,
  sessions: 0,
  turns: 0,
  promptTokens: 0,
  costMicroUsd: null,
  owners: [],
  conversations: [],
  misses: [],
  subagents: [],
  fullWindows: [],
  memory: [],
  unknown: [],
};
