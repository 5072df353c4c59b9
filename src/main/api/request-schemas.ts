import { z } from '@hono/zod-openapi';
import { requestClasses } from '../../domain/anthropic/request.ts';
import type { Source } from '../../domain/attribution/source.ts';
import { auxiliaryPurposes } from '../../domain/thread/auxiliary-purpose.ts';

export const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();
export const textOrNull = z.string().nullable();
/** Whole micro-dollars, or null where the price is unknown. */
export const microUsdOrNull = z.int().nullable();
export const count = z.int().nonnegative();
export const countOrNull = count.nullable();
export const isoTimeText = z.string().openapi({ format: 'date-time' });

const headers = listOf(z.tuple([z.string(), z.string()]).readonly());

const requestFields = {
  id: z.string(),
  correlation_id: z.string(),
  timestamp: isoTimeText,
  method: z.string(),
  scheme: z.enum(['https', 'http']),
  host: z.string(),
  port: z.int(),
  path: z.string(),
  url: z.string(),
  state: z.enum(['open', 'complete', 'interrupted', 'failed', 'uncaptured']),
  error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  status: z.int().nullable(),
  session_id: textOrNull,
  agent_id: textOrNull,
  agent_name: textOrNull,
  request_class: z.enum(requestClasses),
  auxiliary: z.enum(auxiliaryPurposes).nullable(),
  thread: textOrNull,
  turn: textOrNull,
  turn_number: z.int().nullable(),
  retry_of: textOrNull,
  previous_request_id: textOrNull,
  cache_verdict: z.enum(['no-cache-expected', 'read-as-expected', 'partial', 'miss']).nullable(),
  project_directory: textOrNull,
  model: textOrNull,
  total_tokens: countOrNull,
  tokens_estimated: z.boolean(),
  usage: z
    .strictObject({
      input_tokens: countOrNull,
      cache_read_input_tokens: countOrNull,
      cache_creation_5m_input_tokens: countOrNull,
      cache_creation_1h_input_tokens: countOrNull,
      output_tokens: countOrNull,
    })
    .nullable(),
  cost_usd: z.number().nullable(),
  cost_micro_usd: microUsdOrNull,
  billing: z.enum(['subscription', 'api-key']).nullable(),
  cost_is_api_equivalent: z.boolean().nullable(),
  request_bytes: count,
  response_bytes: count,
  rating: z.int().min(1).max(5).nullable(),
  pinned: z.boolean(),
  content_removed_at: isoTimeText.nullable(),
  imported: z.boolean(),
  timestamps: z.strictObject({
    request_started: isoTimeText,
    request_received: isoTimeText.nullable(),
    request_forwarded: isoTimeText.nullable(),
    response_started: isoTimeText.nullable(),
    response_delivered: isoTimeText.nullable(),
  }),
  latency_ms: z.number().nullable(),
};

export const apiRequest = z.strictObject(requestFields).openapi('Request');

const wholeRequest = z
  .strictObject({ ...requestFields, request_line: textOrNull, headers, trailers: headers, body: textOrNull })
  .openapi('RequestWithBody');

export const apiResponse = z
  .strictObject({
    id: z.string(),
    correlation_id: z.string(),
    status: z.int(),
    status_line: textOrNull,
    headers,
    trailers: headers,
    complete: z.boolean(),
    first_byte_ms: z.number().nullable(),
    latency_ms: z.number().nullable(),
    body: textOrNull,
  })
  .openapi('Response');

/** What put a text into the prompt: its kind, and the fields of this kind. */
export const apiSourceOf = z
  .custom<Source>((value) => typeof value === 'object' && value !== null && 'kind' in value)
  .openapi('Source', { type: 'object', properties: { kind: { type: 'string' } }, required: ['kind'] });

export const tokensByCacheState = z.strictObject({ read: count, written_1h: count, written_5m: count, plain: count }).openapi('TokensByCacheState');

export const attribution = z
  .strictObject({
    start: count,
    end: count,
    path: z.string(),
    source: apiSourceOf,
    confidence: z.enum(['certain', 'likely', 'claimed']),
    tokens: countOrNull,
    tokens_by_cache_state: tokensByCacheState.nullable(),
    cost_micro_usd: microUsdOrNull,
  })
  .openapi('Attribution');

export const requestList = z
  .strictObject({ requests: listOf(apiRequest), total: count, limit: count, offset: count, next: textOrNull })
  .openapi('RequestList');

export const requestWithAll = z
  .strictObject({ request: wholeRequest, attributions: listOf(attribution), response: apiResponse.nullable() })
  .openapi('RequestWithAttributions');
