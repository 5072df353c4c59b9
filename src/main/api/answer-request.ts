import { z } from 'zod';
import type { ExchangeRow } from '../../contract/exchange-view.ts';
import { readBodyText } from '../answers/read-body-text.ts';
import { readContext } from '../answers/read-context.ts';
import type { BodySide, StoredBody, StoreReads } from '../store/reads.ts';
import { compare, listContexts, listCosts, listThreads, readCache } from './answer-findings.ts';
import { json, sentenceOf, time, unknownId, wholeNumber, type ApiAnswer } from './api-answer.ts';
import { asApiRequest, asApiResponse } from './api-views.ts';
import { asApiSegment } from './cost-views.ts';

const listParameters = z.object({
  start_time: time.optional(),
  end_time: time.optional(),
  context_source: z.string().min(1).optional(),
  session_id: z.string().min(1).optional(),
  limit: wholeNumber(1, 1000, 20),
  offset: wholeNumber(0, Number.MAX_SAFE_INTEGER, 0),
  /** The `next` of the page before. */
  next: z.string().min(1).optional(),
});

/** Answers one address of the local API. Unknown addresses and ids are 404, mistaken parameters 400 with what was expected. */
export async function answerRequest(store: StoreReads, url: URL): Promise<ApiAnswer> {
  const [api, claude, subject, id, part, ...rest] = url.pathname.split('/').slice(1).map(decodeSafely);
  if (api !== 'api' || claude !== 'claude' || rest.length > 0) return notFound(url);
  if (subject === 'requests' && id === undefined) return listRequests(store, url);
  if (subject === 'contexts' && id === undefined) return listContexts(store, url);
  if (subject === 'threads' && id === undefined) return listThreads(store, url);
  if (subject === 'costs' && id === undefined) return listCosts(store, url);
  if (subject === 'compare' && id === undefined) return compare(store, url);
  if (id === undefined || id === '') return notFound(url);
  if (subject === 'requests' && part === undefined) return readRequest(store, id);
  if (subject === 'requests' && part === 'body') return readOctets(store, id, 'request');
  if (subject === 'requests' && part === 'cache') return readCache(store, id);
  if (subject === 'responses' && part === 'body') return readOctets(store, id, 'response');
  if (subject === 'responses' && part === undefined) return readResponse(store, id);
  return notFound(url);
}

function listRequests(store: StoreReads, url: URL): ApiAnswer {
  const parsed = listParameters.safeParse(Object.fromEntries(url.searchParams));
  if (!parsed.success) return json(400, { error: sentenceOf(parsed.error) });
  const { start_time, end_time, context_source, session_id, limit, offset, next } = parsed.data;
  if (next !== undefined && store.readRows([next]).length === 0) {
    return json(400, { error: `next: no request "${next}" is stored; take it from the page before` });
  }
  // One more than asked for tells whether a page follows.
  const { rows: found, total } = store.listRows({
    limit: limit + 1,
    offset,
    ...(start_time === undefined ? {} : { fromUs: start_time }),
    ...(end_time === undefined ? {} : { untilUs: end_time }),
    ...(context_source === undefined ? {} : { contextSource: context_source }),
    ...(session_id === undefined ? {} : { sessionId: session_id }),
    ...(next === undefined ? {} : { before: next }),
  });
  const rows = found.slice(0, limit);
  return json(200, {
    requests: rows.map(asApiRequest),
    total,
    limit,
    offset,
    next: found.length > limit ? (rows.at(-1)?.id ?? null) : null,
  });
}

async function readRequest(store: StoreReads, id: string): Promise<ApiAnswer> {
  const detail = store.readDetail(id);
  if (detail === null) return unknownId(id);
  return json(200, {
    request: {
      ...asApiRequest(detail.row),
      request_line: detail.requestLine,
      headers: detail.requestHeaders,
      trailers: detail.requestTrailers,
      body: await bodyText(store, id, 'request'),
    },
    attributions: attributionsOf(store, id),
    response: asApiResponse(detail, await bodyText(store, id, 'response')),
  });
}

async function readResponse(store: StoreReads, id: string): Promise<ApiAnswer> {
  const detail = store.readDetail(id);
  if (detail === null) return unknownId(id);
  return json(200, asApiResponse(detail, await bodyText(store, id, 'response')));
}

async function bodyText(store: StoreReads, id: string, side: BodySide): Promise<string | null> {
  return (await readBodyText(store, id, side, Number.MAX_SAFE_INTEGER))?.text ?? null;
}

function readOctets(store: StoreReads, id: string, side: BodySide): ApiAnswer {
  const [row] = store.readRows([id]);
  if (row === undefined) return unknownId(id);
  const body = store.readBody(id, side) ?? emptyBodyOf(row, side);
  if (body === null) return json(404, { error: `No response to the request ${id} has come.` });
  const headers: Record<string, string> = {
    // The content coding is on these octets still; said under another name, so that no client takes it off unasked.
    ...printable('x-stored-content-encoding', body.contentEncoding),
    // It was taken off to mask a credential.
    ...printable('x-decoded-from', body.decodedFrom),
    'x-body-complete': String(body.complete),
  };
  return { status: 200, headers, contentType: 'application/octet-stream', body: body.octets };
}

/** The store holds no body of no octets. Null for a response that has not begun. */
function emptyBodyOf(row: ExchangeRow, side: BodySide): StoredBody | null {
  if (side === 'response' && row.status === null) return null;
  const complete = side === 'request' ? row.timing.requestReceivedAtUs !== null : row.state === 'complete';
  return { octets: new Uint8Array(0), contentType: null, contentEncoding: null, decodedFrom: null, complete };
}

/** Captured headers hold whatever was sent; Node writes none with control characters. */
function printable(name: string, value: string | null): Record<string, string> {
  return value !== null && /^[\x20-\x7e]*$/.test(value) ? { [name]: value } : {};
}

function attributionsOf(store: StoreReads, id: string) {
  return readContext(store, id)?.segments.map(asApiSegment) ?? [];
}

function decodeSafely(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const notFound = (url: URL): ApiAnswer => json(404, { error: `There is nothing at ${url.pathname}.` });
