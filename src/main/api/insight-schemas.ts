import { z } from '@hono/zod-openapi';
import { sourceGroups } from '../../domain/attribution/source.ts';
import { insightRules } from '../../domain/insight/finding.ts';
import { count, isoTimeText, listOf, microUsdOrNull, textOrNull } from './request-schemas.ts';

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

const states = z.strictObject({ read: count, written_1h: count, written_5m: count, plain: count });

const amount = { tokens: count, tokens_by_cache_state: states, cost_micro_usd: microUsdOrNull };

const changedAmount = z.strictObject({
  ...amount,
  tokens_saved_share: z.number().nullable(),
  cost_saved_share: z.number().nullable(),
  other_price_micro_usd: z.int().openapi({ description: 'What of the cost is another because shorter prompts have another price.' }),
  uncached_micro_usd: z.int().openapi({ description: 'What of the cost is another because what is left is too short to be cached.' }),
  misses_avoided: count,
  misses_micro_usd: z.int().openapi({ description: 'What these misses cost more: an estimate, and in no other figure.' }),
});

export const whatIfAnswer = z
  .strictObject({
    days: count,
    requests: count,
    switched_off: listOf(z.string()),
    before: z.strictObject(amount),
    without: changedAmount.openapi({ description: 'Without what is sent whether it is used or not.' }),
    without_use: changedAmount.openapi({ description: 'Without what its use brought as well: the model may have done something else instead.' }),
    calls: count,
    requests_not_looked_at: count,
  })
  .openapi('WhatIf');

export const markerAnswer = z.strictObject({ number: z.int(), at: isoTimeText, label: z.string() }).openapi('Marker');
export const markerList = z.strictObject({ markers: listOf(markerAnswer) }).openapi('MarkerList');

const distribution = z.strictObject({ count, mean: z.number(), median: z.number(), lower_quartile: z.number(), upper_quartile: z.number(), least: z.number(), most: z.number() }).nullable();
const span = z.strictObject({ from: isoTimeText, until: isoTimeText, requests: count, turns: count, tokens: count });
const sides = { before: z.number(), after: z.number() };

export const beforeAfterAnswer = z
  .strictObject({
    marker: markerAnswer,
    before: span,
    after: span,
    turns_across: count,
    measures: listOf(
      z.strictObject({
        by: z.enum(['turn', 'request']),
        of: z.enum(['tokens', 'cost_micro_usd']),
        before: distribution,
        after: distribution,
        sessions: z.strictObject({ before: count, after: count }).openapi({ description: 'Of how many sessions they are. Those of one are alike: the interval is as wide as that makes it.' }),
        shift: z.number().nullable().openapi({ description: 'The shift of Hodges and Lehmann.' }),
        interval: z.strictObject({ low: z.number(), high: z.number() }).nullable().openapi({ description: 'Of 95 %; null where there are too few, or of too few sessions.' }),
        verdict: z.enum(['less', 'more', 'unclear', 'too-little']),
      }),
    ),
    tokens_a_request_by_group: listOf(z.strictObject({ group: z.enum(sourceGroups), ...sides })),
    tokens_a_request_by_owner: listOf(z.strictObject({ owner: z.string(), name: textOrNull, ...sides })),
  })
  .openapi('BeforeAfter');
