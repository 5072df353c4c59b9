import type { ExchangeDetail, ExchangeRow } from '../../contract/exchange-view.ts';
import { originText } from '../../domain/http/origin.ts';
import { isoOrNull, isoTime } from './iso-time.ts';

const millisecondsBetween = (fromUs: number | null, untilUs: number | null): number | null =>
  fromUs === null || untilUs === null ? null : (untilUs - fromUs) / 1000;

/** Whether nobody is billed that sum: a subscription covers it. Null where the request does not say who pays. */
function isApiEquivalent(billing: ExchangeRow['billing']): boolean | null {
  return billing === null ? null : billing === 'subscription';
}

/** A row as the API tells it: snake case, times as ISO 8601, what is not known as null. */
export function asApiRequest(row: ExchangeRow) {
  const { timing } = row;
  return {
    id: row.id,
    correlation_id: row.id,
    timestamp: isoTime(timing.requestStartedAtUs),
    method: row.method,
    scheme: row.scheme,
    host: row.host,
    port: row.port,
    path: row.path,
    url: `${originText(row)}${row.path}`,
    state: row.state,
    error: row.error,
    status: row.status,
    session_id: row.sessionId,
    agent_id: row.agentId,
    agent_name: row.agentName,
    request_class: row.requestClass,
    auxiliary: row.auxiliaryPurpose,
    thread: row.threadKey,
    turn: row.turnKey,
    turn_number: row.turnNumber,
    retry_of: row.retryOf,
    previous_request_id: row.predecessorId,
    cache_verdict: row.cacheVerdict,
    project_directory: row.projectDirectory,
    model: row.model,
    total_tokens: row.promptTokens,
    tokens_estimated: row.tokensEstimated,
    usage:
      row.usage === null
        ? null
        : {
            input_tokens: row.usage.inputTokens,
            cache_read_input_tokens: row.usage.cacheReadTokens,
            cache_creation_5m_input_tokens: row.usage.cacheWrite5mTokens,
            cache_creation_1h_input_tokens: row.usage.cacheWrite1hTokens,
            output_tokens: row.usage.outputTokens,
          },
    cost_usd: row.costUsd,
    cost_micro_usd: row.costMicroUsd,
    billing: row.billing,
    cost_is_api_equivalent: isApiEquivalent(row.billing),
    request_bytes: row.requestBytes,
    response_bytes: row.responseBytes,
    rating: row.stars,
    pinned: row.isPinned,
    content_removed_at: isoOrNull(row.contentRemovedAtUs),
    imported: row.importNumber !== null,
    timestamps: {
      request_started: isoTime(timing.requestStartedAtUs),
      request_received: isoOrNull(timing.requestReceivedAtUs),
      request_forwarded: isoOrNull(timing.requestForwardedAtUs),
      response_started: isoOrNull(timing.responseStartedAtUs),
      response_delivered: isoOrNull(timing.responseDeliveredAtUs),
    },
    latency_ms: millisecondsBetween(timing.requestStartedAtUs, timing.responseDeliveredAtUs),
  };
}

/** The response of an exchange, or null while none has begun. */
export function asApiResponse(detail: ExchangeDetail, body: string | null) {
  const { row } = detail;
  if (row.status === null) return null;
  return {
    id: row.id,
    correlation_id: row.id,
    status: row.status,
    status_line: detail.statusLine,
    headers: detail.responseHeaders,
    trailers: detail.responseTrailers,
    complete: row.state === 'complete',
    first_byte_ms: millisecondsBetween(row.timing.requestStartedAtUs, row.timing.responseStartedAtUs),
    latency_ms: millisecondsBetween(row.timing.requestStartedAtUs, row.timing.responseDeliveredAtUs),
    body,
  };
}
