import type { Entry, Header, Log, Timings } from 'har-format';
import { headerValue, type HeaderList } from '../http/header-list.ts';
import { contentOf, postDataOf } from './har-body.ts';
import type { HarExchange } from './har-exchange.ts';
import { harQuery, harUrl } from './har-url.ts';

/** The log of a HAR 1.2 archive without its entries, which a writer adds one by one: a long session is large. */
export function harLog(creatorVersion: string): Omit<Log, 'entries'> {
  return {
    version: '1.2',
    creator: { name: 'Whence', version: creatorVersion },
    comment: 'Credentials are masked: each is replaced by as many characters as it had.',
  };
}

/**
 * One exchange as an entry. What HAR has no word for stands in fields that begin with `_`. A response that never came has
 * status 0, as browsers write it.
 */
export function harEntry(exchange: HarExchange): Entry {
  const { row } = exchange;
  const timings = timingsOf(row.timing);
  return {
    startedDateTime: new Date(Math.floor(row.timing.requestStartedAtUs / 1000)).toISOString(),
    // Summed, so that the parts are the whole to the last bit.
    time: timings.send + timings.wait + timings.receive,
    request: requestOf(exchange),
    response: responseOf(exchange),
    cache: {},
    timings,
    _id: row.id,
    _state: row.state,
    _error: row.error,
    _sessionId: row.sessionId,
    _agentId: row.agentId,
    _agentName: row.agentName,
    _requestClass: row.requestClass,
    _auxiliaryPurpose: row.auxiliaryPurpose,
    _thread: row.threadKey,
    _turn: row.turnKey,
    _retryOf: row.retryOf,
    _previousId: row.predecessorId,
    _model: row.model,
    _promptTokens: row.promptTokens,
    _tokensEstimated: row.tokensEstimated,
    _usage: row.usage,
    _costUsd: row.costUsd,
    _costMicroUsd: row.costMicroUsd,
    _billing: row.billing,
    _sources: exchange.sources?.map(({ key, tokens, costMicroUsd }) => ({ key, tokens, costMicroUsd })) ?? null,
    _timestampsUs: row.timing,
  };
}

function requestOf(exchange: HarExchange): Entry['request'] {
  const { row, requestLine, requestBody, requestHeaders } = exchange;
  return {
    method: row.method,
    url: harUrl(row, row.path),
    httpVersion: versionIn(requestLine),
    // Their values are credentials: masked, and in the headers.
    cookies: [],
    headers: headersOf(requestHeaders),
    queryString: harQuery(row.path),
    ...(requestBody === null || requestBody.octets.length === 0 ? {} : { postData: postDataOf(requestBody) }),
    headersSize: headOctets(requestLine, requestHeaders),
    bodySize: requestBody?.octets.length ?? 0,
    ...startLineAndTrailers(requestLine, exchange.requestTrailers),
  };
}

function responseOf(exchange: HarExchange): Entry['response'] {
  const { row, statusLine, responseBody, responseHeaders } = exchange;
  return {
    status: row.status ?? 0,
    statusText: /^\S+ \d+ (.*)$/s.exec(statusLine ?? '')?.[1] ?? '',
    httpVersion: versionIn(statusLine),
    cookies: [],
    headers: headersOf(responseHeaders),
    content: contentOf(responseBody),
    redirectURL: headerValue(responseHeaders, 'location') ?? '',
    headersSize: headOctets(statusLine, responseHeaders),
    bodySize: row.status === null ? -1 : (responseBody?.octets.length ?? 0),
    ...startLineAndTrailers(statusLine, exchange.responseTrailers),
  };
}

/** Milliseconds. The proxy has its connection before the request starts, so the parts before `send` do not apply: -1. */
function timingsOf(timing: HarExchange['row']['timing']): Timings & { readonly send: number } {
  const startedAtUs = timing.requestStartedAtUs;
  const sentAtUs = Math.max(startedAtUs, timing.requestForwardedAtUs ?? timing.requestReceivedAtUs ?? startedAtUs);
  // A server may answer before it has the whole request.
  const answeredAtUs = Math.max(sentAtUs, timing.responseStartedAtUs ?? sentAtUs);
  const deliveredAtUs = Math.max(answeredAtUs, timing.responseDeliveredAtUs ?? answeredAtUs);
  return {
    blocked: -1,
    dns: -1,
    connect: -1,
    ssl: -1,
    send: (sentAtUs - startedAtUs) / 1000,
    wait: (answeredAtUs - sentAtUs) / 1000,
    receive: (deliveredAtUs - answeredAtUs) / 1000,
  };
}

function headersOf(headers: HeaderList): Header[] {
  return headers.map(([name, value]) => ({ name, value }));
}

/** Octets of start line and headers as usually framed, the blank line included; -1, as HAR has it, where there are none. */
function headOctets(startLine: string | null, headers: HeaderList): number {
  if (startLine === null) return -1;
  const lines = [startLine, ...headers.map(([name, value]) => `${name}: ${value}`), ''];
  return lines.reduce((sum, line) => sum + line.length + '\r\n'.length, 0);
}

function versionIn(startLine: string | null): string {
  return /HTTP\/\d+(?:\.\d+)?/.exec(startLine ?? '')?.[0] ?? '';
}

function startLineAndTrailers(startLine: string | null, trailers: HeaderList): object {
  return { _startLine: startLine, ...(trailers.length === 0 ? {} : { _trailers: headersOf(trailers) }) };
}
