import { createRoute, z } from '@hono/zod-openapi';
import type { Expense, Finding } from '../../domain/insight/finding.ts';
import { readInsights } from '../answers/insights/read-insights.ts';
import type { Routes } from './api-ground.ts';
import { insights } from './insight-schemas.ts';
import { inTime } from './parameters.ts';
import { problemAnswers } from './problem.ts';

const finding = createRoute({
  method: 'get',
  path: '/api/claude/insights',
  summary: 'What costs more than it has to, the dearest a day first; without a start, of the last two weeks',
  request: { query: z.object({ ...inTime.shape }) },
  responses: { 200: { description: 'The findings.', content: { 'application/json': { schema: insights } } }, ...problemAnswers(400) },
});

/** What the rules of the insights find. What can be done about it is said in the window, which knows the configuration of this machine. */
export const routesOfInsights: Routes = (app, { store }) => {
  app.openapi(finding, async (context) => {
    const { start_time: fromUs, end_time: untilUs } = context.req.valid('query');
    const view = await readInsights(store, { ...(fromUs === undefined ? {} : { fromUs }), ...(untilUs === undefined ? {} : { untilUs }) }, new Date());
    const { days, requests, sessions, promptTokens, costMicroUsd, findings } = view;
    return context.json({ days, requests, sessions, prompt_tokens: promptTokens, cost_micro_usd: costMicroUsd, findings: findings.map(asApiFinding) }, 200);
  });
};

function asApiFinding({ id, rule, subject, expense, isEstimated, perDay, perWeek, title, explanation, figures, evidence, thin }: Finding) {
  return {
    id,
    rule,
    subject,
    expense: asApiExpense(expense),
    cost_estimated: isEstimated,
    per_day: asApiExpense(perDay),
    per_week: asApiExpense(perWeek),
    title,
    explanation,
    figures: figures.map(([name, value]) => ({ name, value })),
    evidence: { requests: evidence.requests, filter: evidence.filter, request_ids: evidence.ids },
    rests_on_little: thin,
  };
}

function asApiExpense({ tokens, costMicroUsd }: Expense) {
  return { tokens, cost_micro_usd: costMicroUsd };
}
