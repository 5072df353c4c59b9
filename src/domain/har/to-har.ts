import type { Entry, Header, Log, Timings } from 'har-format';
import { headerValue, type HeaderList } from '../http/header-list.ts';
import { contentParts, postDataParts } from './har-body.ts';
import type { HarExchange } from './har-exchange.ts';
import { harQuery, harUrl } from './har-url.ts';
import { objectParts, type JsonParts } from './json-parts.ts';
import { whenceParts } from './whence-fields.ts';

/** The log of a HAR 1.2 archive without its entries, which a writer adds one by one: a long session is large. */
export function harLog(creatorVersion: string, includesBodies: boolean): Omit<Log, 'entries'> {
  const withoutBodies = includesBodies ? '' : ' Bodies were left out.';
  return {
    version: '1.2',
    creator: { name: 'Whence', version: creatorVersion },
    comment: `Credentials are masked: each is replaced by as many characters as it had.${withoutBodies}`,
  };
}

/**
 * One exchange as the JSON of an entry, in parts: a body never has to be one string. What HAR has no word for stands in `_whence`. A
 * response that never came has status 0, as browsers write it.
 */
export function harEntryParts(exchange: HarExchange): JsonParts {
  const { row, requestBody } = exchange;
  const timings = timingsOf(row.timing);
  const hasPostData = requestBody !== null && requestBody.storedBytes > 0;
  const fields: Omit<Entry, 'request' | 'response'> = {
    startedDateTime: new Date(Math.floor(row.timing.requestStartedAtUs / 1000)).toISOString(),
    // Summed, so that the parts are the whole to the last bit.
    time: timings.send + timings.wait + timings.receive,
    cache: {},
    timings,
    ...(row.contentRemovedAtUs === null ? {} : { comment: `Heads and bodies were removed on ${new Date(row.contentRemovedAtUs / 1000).toISOString()}, as the limits of the store ask; the figures were kept.` }),
  };
  return objectParts(fields, [
    ['request', objectParts(requestOf(exchange), hasPostData ? [['postData', postDataParts(requestBody)]] : [])],
    ['response', objectParts(responseOf(exchange), [['content', contentParts(exchange.responseBody, row.responseBytes)]])],
    ['_whence', whenceParts(exchange)],
  ]);
}

function requestOf({ row, requestLine, requestHeaders }: HarExchange): Omit<Entry['request'], 'postData'> {
  return {
    method: row.method,
    url: harUrl(row, row.path),
    httpVersion: versionIn(requestLine),
    // Their values are credentials: masked, and in the headers.
    cookies: [],
    headers: headersOf(requestHeaders),
    queryString: harQuery(row.path),
    headersSize: headOctets(requestLine, requestHeaders),
    bodySize: row.requestBytes,
  };
}

function responseOf({ row, statusLine, responseHeaders }: HarExchange): Omit<Entry['response'], 'content'> {
  return {
    status: row.status ?? 0,
    statusText: /^\S+ \d+ (.*)$/s.exec(statusLine ?? '')?.[1] ?? '',
    httpVersion: versionIn(statusLine),
    cookies: [],
    headers: headersOf(responseHeaders),
    redirectURL: headerValue(responseHeaders, 'location') ?? '',
    headersSize: headOctets(statusLine, responseHeaders),
    bodySize: row.status === null ? -1 : row.responseBytes,
  };
}

/**
 * Milliseconds. The proxy has its connection before the request starts, so the parts before `send` do not apply: -1. The three others may
 * not be -1 in HAR: what never came took no time.
 */
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
