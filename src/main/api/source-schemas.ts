import { ratedScopes } from '../../contract/rating-view.ts';
import { z } from '@hono/zod-openapi';
import { sourceGroups } from '../../domain/attribution/source.ts';
import { contextSource } from './finding-schemas.ts';
import { count, isoTimeText, listOf, microUsdOrNull, textOrNull } from './request-schemas.ts';

const stars = z.number().min(1).max(5).nullable();
const figures = {
  key: z.string(),
  kind: z.string(),
  name: textOrNull,
  /** The server, skill, file or tool with all that it brought; as `costs?by=owner` names it. */
  owner: textOrNull,
  group: z.enum(sourceGroups),
  requests: count,
  tokens: count,
  cost_micro_usd: microUsdOrNull,
  definitions: count.nullable().openapi({ description: 'How many requests offered it to the model; null for what offers nothing to call.' }),
  calls: count.nullable().openapi({ description: 'How often the model called it, as far as that is known; null where it is not.' }),
  ratings: count,
  average_rating: z.number().min(1).max(5).nullable(),
  rating_low: stars.openapi({ description: 'The lower end of the 95 % interval of the average: the best come first by it.' }),
  rating_high: stars.openapi({ description: 'Its upper end: the worst come first by it.' }),
  rated_share: z.number().min(0).max(1).nullable().openapi({ description: 'How much of the rated prompts it was, on average.' }),
};

export const sourceList = z
  .strictObject({
    sources: listOf(z.strictObject({ ...figures, last_seen: isoTimeText.nullable() }).openapi('SourceFigures')),
    total: count,
    limit: count,
    offset: count,
  })
  .openapi('SourceList');

export const metricsList = z
  .strictObject({
    per: z.enum(['day', 'all']),
    metrics: listOf(z.strictObject({ day: z.string().openapi({ format: 'date' }).nullable(), ...figures }).openapi('SourceMetrics')),
    total: count,
    limit: count,
    offset: count,
  })
  .openapi('MetricsList');

const rating = z.int().min(1).max(5);
/** What is rated: a request by its id, or a session, or a turn in it. */
const feedbackFields = { scope: z.enum(ratedScopes), request_id: textOrNull, session_id: textOrNull, turn: textOrNull, rating, comment: textOrNull, rated_at: isoTimeText };

export const feedbackEntry = z.strictObject(feedbackFields).openapi('FeedbackEntry');

/** A rating with all the sources that it is one of. */
export const feedback = z.strictObject({ ...feedbackFields, contexts: listOf(contextSource) }).openapi('Feedback');

export const feedbackList = z
  .strictObject({ feedback: listOf(feedbackEntry), total: count, limit: count, offset: count, next: textOrNull })
  .openapi('FeedbackList');

export const sessionList = z
  .strictObject({
    sessions: listOf(
      z
        .strictObject({
          session_id: z.string(),
          title: textOrNull,
          started_at: isoTimeText,
          last_at: isoTimeText,
          requests: count,
          prompt_tokens: count,
          cost_micro_usd: microUsdOrNull,
          subscription_micro_usd: microUsdOrNull,
          imported: z.boolean(),
        })
        .openapi('Session'),
    ),
    total: count,
    limit: count,
    offset: count,
  })
  .openapi('SessionList');

export const apiStatus = z
  .strictObject({
    version: z.string(),
    proxy: z.string(),
    capture: z.boolean(),
    requests: count,
    store_bytes: count,
    streaming: count,
    lost: count,
    analysis_backlog: count,
    notices: listOf(z.string()),
  })
  .openapi('Status');
