import { z } from '@hono/zod-openapi';
import { sourceGroups } from '../../domain/attribution/source.ts';
import { insightRules } from '../../domain/insight/finding.ts';
import { count, listOf, microUsdOrNull, textOrNull } from './request-schemas.ts';

const expense = z.strictObject({ tokens: count, cost_micro_usd: microUsdOrNull });

const finding = z
  .strictObject({
    id: z.string(),
    rule: z.enum(insightRules),
    subject: z.strictObject({ key: z.string(), kind: textOrNull, group: z.enum(sourceGroups).nullable(), name: textOrNull }),
    expense,
    cost_estimated: z.boolean(),
    per_day: expense,
    per_week: expense,
    title: z.string(),
    explanation: listOf(z.string()),
    figures: listOf(z.strictObject({ name: z.string(), value: z.string() })),
    evidence: z.strictObject({ requests: count, filter: textOrNull, request_ids: listOf(z.string()) }),
    rests_on_little: textOrNull,
  })
  .openapi('Finding');

export const insights = z
  .strictObject({ days: count, requests: count, sessions: count, prompt_tokens: count, cost_micro_usd: microUsdOrNull, findings: listOf(finding) })
  .openapi('Insights');
