import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ExchangeRow } from '../../contract/exchange-view.ts';
import { readBodyText } from '../answers/read-body-text.ts';
import { readContext } from '../answers/read-context.ts';
import type { BodySide, StoredBody, StoreReads } from '../store/reads.ts';
import type { Routes } from './api-ground.ts';
import { asApiRequest, asApiResponse } from './api-views.ts';
import { asApiSegment } from './cost-views.ts';
import { isoTime } from './iso-time.ts';
import { byId, page, text } from './parameters.ts';
import { problemAnswers, refuse, refuseMistakes, unknownId } from './problem.ts';
import { apiResponse, requestList, requestWithAll } from './request-schemas.ts';
import { ordering, rowQueryOf, selection } from './selection.ts';

const listing = createRoute({
  method: 'get',
  path: '/api/claude/requests',
  summary: 'Requests, by default newest first: those that the parameters choose, page by page',
  request: { query: z.object({ ...selection, ...ordering, ...page.shape, next: text.optional().openapi({ description: 'The `next` of the page before.' }) }) },
  responses: { 200: { description: 'A page of requests.', content: { 'application/json': { schema: requestList } } }, ...problemAnswers(400) },
});

const reading = createRoute({
  method: 'get',
  path: '/api/claude/requests/{id}',
  summary: 'One request with its attributions and its response, bodies as text',
  request: { params: byId },
  responses: { 200: { description: 'The request.', content: { 'application/json': { schema: requestWithAll } } }, ...problemAnswers(404) },
});

const readingResponse = createRoute({
  method: 'get',
  path: '/api/claude/responses/{id}',
  summary: 'The response to a request, its body as text; null while none has begun',
  request: { params: byId },
  responses: { 200: { description: 'The response.', content: { 'application/json': { schema: apiResponse.nullable() } } }, ...problemAnswers(404) },
});

const octets = {
  description: 'The octets as they are stored: credentials masked at their length, a content coding left on.',
  headers: z.object({
    'x-stored-content-encoding': z.string().optional().openapi({ description: 'The content coding that is on the octets.' }),
    'x-decoded-from': z.string().optional().openapi({ description: 'The content coding that was taken off to mask a credential.' }),
    'x-body-complete': z.enum(['true', 'false']),
  }),
  content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
};
const readingBody = createRoute({
  method: 'get',
  path: '/api/claude/requests/{id}/body',
  summary: 'The stored octets of the body of a request',
  request: { params: byId },
  responses: { 200: octets, ...problemAnswers(404, 410) },
});
const readingResponseBody = createRoute({
  method: 'get',
  path: '/api/claude/responses/{id}/body',
  summary: 'The stored octets of the body of the response to a request',
  request: { params: byId },
  responses: { 200: octets, ...problemAnswers(404, 410) },
});

/** Requests and responses, one by one and as lists. */
export const routesOfRequests: Routes = (app, { store }) => {
  app.openapi(listing, (context) => {
    const { limit, offset, next, sort, order, ...chosen } = context.req.valid('query');
    const query = rowQueryOf(chosen);
    if ('mistakes' in query) return refuseMistakes(context, query.mistakes);
    if (next !== undefined && store.readRows([next]).length === 0) {
      const detail = `no request "${next}" is stored; take it from the page before`;
      return refuse(context, 'bad-parameter', `next: ${detail}`, [{ parameter: 'next', detail }]);
    }
    // One more than asked for tells whether a page follows.
    const { rows: found, total } = store.listRows({ ...query, sort: { by: sort, descending: order === 'desc' }, limit: limit + 1, offset, ...(next === undefined ? {} : { before: next }) });
    const rows = found.slice(0, limit);
    const following = found.length > limit ? (rows.at(-1)?.id ?? null) : null;
    return context.json({ requests: rows.map(asApiRequest), total, limit, offset, next: following }, 200);
  });

  app.openapi(reading, async (context) => {
    const { id } = context.req.valid('param');
    const detail = store.readDetail(id);
    if (detail === null) return unknownId(context, id);
    const request = {
      ...asApiRequest(detail.row),
      request_line: detail.requestLine,
      headers: detail.requestHeaders,
      trailers: detail.requestTrailers,
      body: await bodyText(store, id, 'request'),
    };
    const attributions = readContext(store, id)?.segments.map(asApiSegment) ?? [];
    return context.json({ request, attributions, response: asApiResponse(detail, await bodyText(store, id, 'response')) }, 200);
  });

  app.openapi(readingResponse, async (context) => {
    const { id } = context.req.valid('param');
    const detail = store.readDetail(id);
    if (detail === null) return unknownId(context, id);
    return context.json(asApiResponse(detail, await bodyText(store, id, 'response')), 200);
  });

  app.openapi(readingBody, (context) => readOctets(context, store, context.req.valid('param').id, 'request'));
  app.openapi(readingResponseBody, (context) => readOctets(context, store, context.req.valid('param').id, 'response'));
};

async function bodyText(store: StoreReads, id: string, side: BodySide): Promise<string | null> {
  return (await readBodyText(store, id, side, Number.MAX_SAFE_INTEGER))?.text ?? null;
}

function readOctets(context: Context, store: StoreReads, id: string, side: BodySide): Response {
  const [row] = store.readRows([id]);
  if (row === undefined) return unknownId(context, id);
  const stored = store.readBody(id, side);
  if (stored === null && row.contentRemovedAtUs !== null) return refuse(context, 'content-removed', `The content of ${id} was removed on ${isoTime(row.contentRemovedAtUs)}, to keep the store within its limits.`);
  const body = stored ?? emptyBodyOf(row, side);
  if (body === null) return refuse(context, 'no-response', `No response to the request ${id} has come.`);
  return context.body(Uint8Array.from(body.octets), 200, {
    'content-type': 'application/octet-stream',
    'content-length': String(body.octets.byteLength),
    // The content coding is on these octets still; said under another name, so that no client takes it off unasked.
    ...printable('x-stored-content-encoding', body.contentEncoding),
    // It was taken off to mask a credential.
    ...printable('x-decoded-from', body.decodedFrom),
    'x-body-complete': String(body.complete),
  });
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
