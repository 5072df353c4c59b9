import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { streamHar } from '../answers/stream-har.ts';
import type { Routes } from './api-ground.ts';
import { problemAnswers, refuseMistakes } from './problem.ts';
import { rowQueryOf, selection } from './selection.ts';

/** HAR 1.2 has a schema of its own, which our archives are held against elsewhere. */
const log = { type: 'object' as const, required: ['version', 'creator', 'entries'], properties: { version: { const: '1.2' }, entries: { type: 'array' as const } } };
/** Any string to the type-checker, which would else want a whole value of the schema: this one is streamed. */
const sentAs: string = 'application/json';
const har = { type: 'object' as const, required: ['log'], properties: { log } };

const exporting = createRoute({
  method: 'get',
  path: '/api/claude/har',
  summary: 'The requests that the parameters choose as HAR 1.2, the oldest first, with credentials masked',
  request: { query: z.object({ ...selection, bodies: z.enum(['true', 'false']).default('true') }) },
  responses: {
    200: { description: 'The archive, sent as it is written. One that fails half-way breaks off, with the connection.', content: { [sentAs]: { schema: har } } },
    ...problemAnswers(400),
  },
});

/** Archives of requests. */
export const routesOfArchives: Routes = (app, { store }) => {
  app.openapi(exporting, (context) => {
    const { bodies, ...chosen } = context.req.valid('query');
    const query = rowQueryOf(chosen);
    if ('mistakes' in query) return refuseMistakes(context, query.mistakes);
    const headers = { 'content-type': sentAs, 'content-disposition': 'attachment; filename="whence.har"' };
    if (context.env.incoming.method === 'HEAD') return context.body(null, 200, headers);
    const texts = quietly(streamHar(store, query, bodies === 'true'), () => context.env.outgoing.destroy());
    return context.body(Readable.toWeb(Readable.from(encoded(texts))), 200, headers);
  });
};

/** An error on the way could quote what was captured: nobody downstream is to hear of it, but that there is no more. */
async function* quietly(texts: AsyncIterable<string>, breakOff: () => void): AsyncGenerator<string> {
  try {
    yield* texts;
  } catch {
    breakOff();
  }
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text, 'utf8');
}
