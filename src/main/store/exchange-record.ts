import { z } from 'zod';
import { exchangeRow } from '../../contract/exchange-view.ts';
import type { ExchangeRow, ExchangeState } from '../../contract/exchange-view.ts';
import type { RequestClass } from '../../domain/anthropic/request.ts';
import type { Usage } from '../../domain/anthropic/usage.ts';
import type { Billing } from '../../domain/cost/billing.ts';
import type { AuxiliaryPurpose } from '../../domain/thread/auxiliary-purpose.ts';
import type { ExchangePlace } from './reads.ts';

/** The columns of a row of the timeline. The types hold because the table is STRICT and checks its words. */
export const recordColumns = `
  number, id, state, error_code, error_message, session_id, agent_id, request_class, scheme, host, port, method, path, status,
  request_started_at_us, request_received_at_us, request_forwarded_at_us, response_started_at_us, response_delivered_at_us,
  request_bytes, response_bytes, model, has_usage, input_tokens, cache_read_tokens, cache_write_5m_tokens,
  cache_write_1h_tokens, output_tokens, prompt_tokens, tokens_estimated, cost_micro_usd, group_tokens,
  web_search_requests, billing, project_directory, auxiliary_purpose, agent_name, thread_key, turn_key, turn_number, retry_of,
  predecessor_id, cache_verdict, is_pinned, content_removed_at_us, import_number,
  (SELECT stars FROM rating WHERE rating.exchange_number = exchange.number) AS stars`;

export interface UsageRecord {
  readonly has_usage: number;
  readonly input_tokens: number | null;
  readonly cache_read_tokens: number | null;
  readonly cache_write_5m_tokens: number | null;
  readonly cache_write_1h_tokens: number | null;
  readonly output_tokens: number | null;
  readonly web_search_requests: number | null;
}

/** Where an exchange belongs, by its columns. */
export interface PlaceRecord {
  readonly agent_name: string | null;
  readonly thread_key: string | null;
  readonly turn_key: string | null;
  readonly turn_number: number | null;
  readonly retry_of: string | null;
  readonly predecessor_id: string | null;
}

export interface ExchangeRecord extends UsageRecord, PlaceRecord {
  readonly number: number;
  readonly id: string;
  readonly state: ExchangeState;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly session_id: string | null;
  readonly agent_id: string | null;
  readonly request_class: RequestClass;
  readonly scheme: 'https' | 'http';
  readonly host: string;
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly request_started_at_us: number;
  readonly request_received_at_us: number | null;
  readonly request_forwarded_at_us: number | null;
  readonly response_started_at_us: number | null;
  readonly response_delivered_at_us: number | null;
  readonly request_bytes: number;
  readonly response_bytes: number;
  readonly model: string | null;
  readonly prompt_tokens: number | null;
  readonly tokens_estimated: number;
  readonly cost_micro_usd: number | null;
  readonly group_tokens: string | null;
  readonly billing: Billing | null;
  readonly project_directory: string | null;
  readonly auxiliary_purpose: AuxiliaryPurpose | null;
  readonly cache_verdict: ExchangeRow['cacheVerdict'];
  readonly is_pinned: number;
  readonly content_removed_at_us: number | null;
  readonly import_number: number | null;
  readonly stars: number | null;
}

export function rowOf(record: ExchangeRecord): ExchangeRow {
  return {
    id: record.id,
    state: record.state,
    error: record.error_code === null ? null : { code: record.error_code, message: record.error_message ?? '' },
    sessionId: record.session_id,
    agentId: record.agent_id,
    ...placeOf(record),
    requestClass: record.request_class,
    auxiliaryPurpose: record.auxiliary_purpose,
    projectDirectory: record.project_directory,
    cacheVerdict: record.cache_verdict,
    scheme: record.scheme,
    host: record.host,
    port: record.port,
    method: record.method,
    path: record.path,
    model: record.model,
    status: record.status,
    timing: {
      requestStartedAtUs: record.request_started_at_us,
      requestReceivedAtUs: record.request_received_at_us,
      requestForwardedAtUs: record.request_forwarded_at_us,
      responseStartedAtUs: record.response_started_at_us,
      responseDeliveredAtUs: record.response_delivered_at_us,
    },
    requestBytes: record.request_bytes,
    responseBytes: record.response_bytes,
    promptTokens: record.prompt_tokens,
    tokensEstimated: record.tokens_estimated !== 0,
    usage: usageOf(record),
    costMicroUsd: record.cost_micro_usd,
    costUsd: usdOf(record.cost_micro_usd),
    billing: record.billing,
    stars: record.stars,
    isPinned: record.is_pinned !== 0,
    contentRemovedAtUs: record.content_removed_at_us,
    importNumber: record.import_number,
    groupTokens: groupTokensOf(record.group_tokens),
  };
}

export function usageOf(record: UsageRecord): Usage | null {
  if (record.has_usage === 0) return null;
  return {
    inputTokens: record.input_tokens,
    cacheReadTokens: record.cache_read_tokens,
    cacheWrite5mTokens: record.cache_write_5m_tokens,
    cacheWrite1hTokens: record.cache_write_1h_tokens,
    outputTokens: record.output_tokens,
    ...(record.web_search_requests === null ? {} : { webSearchRequests: record.web_search_requests }),
  };
}

/** Micro-dollars in dollars, for showing. */
export function usdOf(microUsd: number | null): number | null {
  return microUsd === null ? null : microUsd / 1e6;
}

export function placeOf(record: PlaceRecord): ExchangePlace {
  return {
    agentName: record.agent_name,
    threadKey: record.thread_key,
    turnKey: record.turn_key,
    turnNumber: record.turn_number,
    retryOf: record.retry_of,
    predecessorId: record.predecessor_id,
  };
}

const groupTokens = exchangeRow.shape.groupTokens;

export function groupTokensOf(json: string | null): z.infer<typeof groupTokens> {
  return json === null ? null : groupTokens.parse(JSON.parse(json));
}
