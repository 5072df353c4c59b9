import { bodyCodings } from '../../domain/http/content-codings.ts';
import { headerValue, type HeaderList } from '../../domain/http/header-list.ts';
import { octetsAsText } from './octet-text.ts';
import type { ReadableEntry } from './har-entry.ts';
import type { ExchangeFromFile, BodyFromFile } from './exchange-from-file.ts';

/** Longer than this is no time of a request: it is as if nothing were said. */
const longestMs = 30 * 24 * 3600 * 1000;

/** An exchange as another tool wrote it; null where it is none of HTTP. `fallbackUs` is when it was, where the file does not say. */
export function foreignExchange(entry: ReadableEntry, fallbackUs: number): ExchangeFromFile | null {
  const { request, response } = entry;
  const url = URL.canParse(request.url) ? new URL(request.url) : null;
  const scheme = url === null ? null : schemes[url.protocol];
  if (url === null || scheme === undefined || scheme === null || url.hostname === '') return null;
  const status = response?.status ?? null;
  const isAnswered = status !== null && Number.isInteger(status) && status >= 100 && status <= 999;
  const method = request.method === '' ? 'GET' : request.method;
  const requestHeaders = headersOf(request.headers, request.postData?.mimeType ?? null);
  const responseHeaders = headersOf(response?.headers ?? [], response?.content?.mimeType ?? null);
  const requestBody = bodyOf(requestText(request.postData ?? null), requestHeaders);
  const content = response?.content ?? null;
  const responseBody = bodyOf(content === null || typeof content.text !== 'string' ? null : { text: content.text, isBase64: content.encoding === 'base64' }, responseHeaders);
  return {
    state: isAnswered ? 'complete' : 'failed',
    error: isAnswered ? null : { code: 'not-answered', message: response?.error ?? 'The file holds no response to this request.' },
    identity: null,
    scheme,
    host: url.hostname,
    port: url.port === '' ? { https: 443, http: 80 }[scheme] : Number(url.port),
    method,
    // What the URL has besides is no part of a request.
    path: url.pathname + url.search,
    status: isAnswered ? status : null,
    timing: timingOf(entry, fallbackUs, isAnswered),
    requestLine: `${method} ${url.pathname}${url.search} ${versionOf(request.httpVersion)}`,
    statusLine: isAnswered ? `${versionOf(response?.httpVersion)} ${status} ${octetsAsText(response?.statusText ?? '')}` : null,
    requestHeaders,
    responseHeaders,
    requestTrailers: [],
    responseTrailers: [],
    interimHeads: [],
    requestBytes: sizeOf(request.bodySize, requestBody),
    responseBytes: sizeOf(response?.bodySize, responseBody) || sizeOf(content?.size, null),
    requestBody,
    responseBody: isAnswered ? responseBody : null,
    rating: null,
    isPinned: false,
    contentRemovedAtUs: null,
  };
}

const schemes: Readonly<Partial<Record<string, 'https' | 'http'>>> = { 'https:': 'https', 'http:': 'http', 'wss:': 'https', 'ws:': 'http' };

/** Without the pseudo-headers of HTTP/2, which say what the first line says. A type that only HAR's own field states is added: bodies are read by it. */
function headersOf(headers: readonly { readonly name: string; readonly value: string }[], mimeType: string | null): HeaderList {
  const sent: HeaderList = headers.filter(({ name }) => !name.startsWith(':')).map(({ name, value }) => [octetsAsText(name), octetsAsText(value)]);
  const isUnstated = mimeType === null || mimeType === '' || mimeType === 'x-unknown' || headerValue(sent, 'content-type') !== null;
  return isUnstated ? sent : [...sent, ['content-type', octetsAsText(mimeType)]];
}

interface EncodedText {
  readonly text: string;
  readonly isBase64: boolean;
}

function requestText(postData: ReadableEntry['request']['postData'] | null): EncodedText | null {
  if (postData === null || postData === undefined) return null;
  const { text, isBase64, params } = postData;
  if (typeof text === 'string' && text !== '') return { text, isBase64 };
  if (params === null || params === undefined || params.length === 0) return null;
  return { text: params.map(({ name, value }) => new URLSearchParams({ [name]: value ?? '' }).toString()).join('&'), isBase64: false };
}

/** The text of a HAR body has its content coding off, unless its octets show that it is still on. */
function bodyOf(encoded: EncodedText | null, headers: HeaderList): BodyFromFile | null {
  if (encoded === null || encoded.text === '') return null;
  const octets = Buffer.from(encoded.text, encoded.isBase64 ? 'base64' : 'utf8');
  const codings = bodyCodings(headers);
  const isCoded = codings !== null && hasMagic(octets);
  return { octets, codings: isCoded ? codings : null, decodedFrom: isCoded ? null : codings, complete: true, own: null };
}

/** gzip and zstd. */
function hasMagic(octets: Uint8Array): boolean {
  return (octets[0] === 0x1f && octets[1] === 0x8b) || (octets[0] === 0x28 && octets[1] === 0xb5 && octets[2] === 0x2f && octets[3] === 0xfd);
}

function sizeOf(stated: number | null | undefined, body: BodyFromFile | null): number {
  return typeof stated === 'number' && Number.isSafeInteger(stated) && stated > 0 ? stated : (body?.octets.byteLength ?? 0);
}

function versionOf(stated: string | null | undefined): string {
  const [, major, minor] = /^(?:HTTP\/|h)(\d)(?:\.(\d))?$/i.exec(stated ?? '') ?? [];
  return major === undefined ? 'HTTP/1.1' : `HTTP/${major}.${minor ?? '0'}`;
}

function timingOf({ startedDateTime, timings }: ReadableEntry, fallbackUs: number, isAnswered: boolean): ExchangeFromFile['timing'] {
  const requestStartedAtUs = microsecondsOf(startedDateTime ?? '') ?? fallbackUs;
  const span = (...names: readonly string[]): number => names.reduce((sum, key) => sum + spanUs(timings?.[key]), 0);
  // The time of `ssl` is a part of that of `connect`.
  const requestForwardedAtUs = requestStartedAtUs + span('blocked', 'dns', 'connect', 'send');
  const responseStartedAtUs = requestForwardedAtUs + span('wait');
  return {
    requestStartedAtUs,
    requestReceivedAtUs: requestForwardedAtUs,
    requestForwardedAtUs,
    responseStartedAtUs: isAnswered ? responseStartedAtUs : null,
    responseDeliveredAtUs: isAnswered ? responseStartedAtUs + span('receive') : null,
  };
}

function spanUs(ms: unknown): number {
  return typeof ms === 'number' && ms > 0 && ms < longestMs ? Math.round(ms * 1000) : 0;
}

/** Some tools write microseconds, which dates do not have. */
function microsecondsOf(text: string): number | null {
  const ms = Date.parse(text);
  // Later than the year 2255 there is no number of microseconds.
  if (!(ms >= 0 && ms < Number.MAX_SAFE_INTEGER / 1000 - 10 * longestMs)) return null;
  const further = /\.\d{3}(\d{1,3})/.exec(text)?.[1] ?? '';
  return ms * 1000 + Number(further.padEnd(3, '0'));
}
