import type { HeaderList } from '../http/header-list.ts';
import { formOf } from './har-body.ts';
import { harUrl } from './har-url.ts';
import type { HarBody, HarExchange } from './har-exchange.ts';
import { objectParts, textParts, type JsonParts } from './json-parts.ts';

/**
 * One exchange as one line of JSON, in parts, the line's end included. All of it is flat but for lists: `id`, `state`, `errorCode`,
 * `errorMessage`; `startedAt` (ISO 8601) and the five times of the exchange in microseconds since the epoch (`…AtUs`); `method`, `url`,
 * `status`, `requestHeaders` and `responseHeaders` (`[name, value]`, credentials masked), `requestBytes` and `responseBytes` (on the wire);
 * `sessionId`, `threadKey`, `turnKey`, `turnNumber`, `agentId`, `agentName`, `requestClass`, `auxiliaryPurpose`, `retryOf`,
 * `predecessorId`, `projectDirectory`; `model`, `inputTokens`, `cacheReadTokens`, `cacheWrite5mTokens`, `cacheWrite1hTokens`,
 * `outputTokens`, `promptTokens`, `tokensEstimated`, `costMicroUsd`, `billing`, `sources`; `stars`, `ratingComment`, `isPinned`. Then each
 * body without its content coding: `request` and `response`, with `requestEncoding` and `responseEncoding` (`utf-8` or `base64`) and
 * `requestComplete`, `responseComplete`; null where there is none, or it was left out. What is not known is null.
 */
export function* jsonLineParts(exchange: HarExchange): JsonParts {
  const { row, rating } = exchange;
  const fields = {
    id: row.id,
    state: row.state,
    errorCode: row.error?.code ?? null,
    errorMessage: row.error?.message ?? null,
    startedAt: new Date(Math.floor(row.timing.requestStartedAtUs / 1000)).toISOString(),
    ...row.timing,
    method: row.method,
    url: harUrl(row, row.path),
    status: row.status,
    requestHeaders: exchange.requestHeaders satisfies HeaderList,
    responseHeaders: exchange.responseHeaders,
    requestBytes: row.requestBytes,
    responseBytes: row.responseBytes,
    sessionId: row.sessionId,
    threadKey: row.threadKey,
    turnKey: row.turnKey,
    turnNumber: row.turnNumber,
    agentId: row.agentId,
    agentName: row.agentName,
    requestClass: row.requestClass,
    auxiliaryPurpose: row.auxiliaryPurpose,
    retryOf: row.retryOf,
    predecessorId: row.predecessorId,
    projectDirectory: row.projectDirectory,
    model: row.model,
    inputTokens: row.usage?.inputTokens ?? null,
    cacheReadTokens: row.usage?.cacheReadTokens ?? null,
    cacheWrite5mTokens: row.usage?.cacheWrite5mTokens ?? null,
    cacheWrite1hTokens: row.usage?.cacheWrite1hTokens ?? null,
    outputTokens: row.usage?.outputTokens ?? null,
    promptTokens: row.promptTokens,
    tokensEstimated: row.tokensEstimated,
    costMicroUsd: row.costMicroUsd,
    billing: row.billing,
    sources: exchange.sources,
    stars: rating?.stars ?? null,
    ratingComment: rating?.comment ?? null,
    isPinned: row.isPinned,
    requestComplete: exchange.requestBody?.complete ?? null,
    responseComplete: exchange.responseBody?.complete ?? null,
  };
  yield* objectParts(fields, [...bodyMembers('request', exchange.requestBody), ...bodyMembers('response', exchange.responseBody)]);
  yield '\n';
}

function bodyMembers(side: 'request' | 'response', body: HarBody | null): readonly (readonly [string, JsonParts])[] {
  const content = body?.content ?? null;
  if (content === null) return [[side, ['null']], [`${side}Encoding`, ['null']]];
  const octets = content.decoded ?? content.octets;
  const form = content.decoded === null ? 'base64' : formOf(octets);
  return [[side, textParts(octets, form)], [`${side}Encoding`, [JSON.stringify(form)]]];
}
