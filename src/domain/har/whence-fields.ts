import { bodyFactsParts } from './har-body.ts';
import type { HarBody, HarExchange } from './har-exchange.ts';
import { objectParts, type JsonParts } from './json-parts.ts';

/** The shape of what stands in `_whence`; a reader that does not know it takes the entry as it would any other's. */
export const whenceFormat = 1;

/**
 * What HAR has no word for, in one field of its own: what is known of the exchange, and what an import needs to restore it as it was stored.
 * Times are microseconds since the epoch, costs micro-dollars, masks `[start, length]` in bytes of the stored body, headers `[name, value]`.
 */
export function whenceParts(exchange: HarExchange): JsonParts {
  const { row } = exchange;
  const fields = {
    format: whenceFormat,
    id: row.id,
    state: row.state,
    error: row.error,
    sessionId: row.sessionId,
    promptId: exchange.promptId,
    agentId: row.agentId,
    agentName: row.agentName,
    requestClass: row.requestClass,
    auxiliaryPurpose: row.auxiliaryPurpose,
    threadKey: row.threadKey,
    turnKey: row.turnKey,
    turnNumber: row.turnNumber,
    retryOf: row.retryOf,
    predecessorId: row.predecessorId,
    projectDirectory: row.projectDirectory,
    model: row.model,
    scheme: row.scheme,
    host: row.host,
    port: row.port,
    method: row.method,
    path: row.path,
    status: row.status,
    timing: row.timing,
    promptTokens: row.promptTokens,
    tokensEstimated: row.tokensEstimated,
    tokensByState: tokensByState(row.usage),
    usage: row.usage,
    costMicroUsd: row.costMicroUsd,
    costUsd: row.costUsd,
    billing: row.billing,
    sources: exchange.sources?.map(({ key, kind, name, tokens, tokensByState: states, costMicroUsd }) => ({ key, kind, name, tokens, tokensByState: states, costMicroUsd })) ?? null,
    rating: exchange.rating,
    isPinned: row.isPinned,
    contentRemovedAtUs: row.contentRemovedAtUs,
    interimHeads: exchange.interimHeads,
  };
  return objectParts(fields, [
    ['request', sideParts({ startLine: exchange.requestLine, trailers: exchange.requestTrailers, bytes: row.requestBytes }, exchange.requestBody, false)],
    ['response', sideParts({ startLine: exchange.statusLine, trailers: exchange.responseTrailers, bytes: row.responseBytes }, exchange.responseBody, true)],
  ]);
}

function sideParts(fields: object, body: HarBody | null, isTextDecoded: boolean): JsonParts {
  return body === null ? objectParts({ ...fields, body: null }, []) : objectParts(fields, [['body', bodyFactsParts(body, isTextDecoded)]]);
}

function tokensByState(usage: HarExchange['row']['usage']): object | null {
  if (usage === null) return null;
  return { read: usage.cacheReadTokens, 'written-1h': usage.cacheWrite1hTokens, 'written-5m': usage.cacheWrite5mTokens, plain: usage.inputTokens };
}
