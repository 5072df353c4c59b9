import { createRoute, z } from '@hono/zod-openapi';
import type { TextHit } from '../store/content/text-search.ts';
import type { Routes } from './api-ground.ts';
import { needed, wholeNumber } from './parameters.ts';
import { problemAnswers } from './problem.ts';
import { count, listOf } from './request-schemas.ts';

const hit = z
  .strictObject({
    request_id: z.string().openapi({ description: 'The first request whose body, or whose response’s body, holds the text.' }),
    side: z.enum(['request', 'response']),
    requests: count.openapi({ description: 'How many hold it, that one included.' }),
    excerpt: z.strictObject({
      text: z.string(),
      matches: listOf(z.strictObject({ start: count, end: count })).openapi({ description: 'Where in the excerpt the words stand, in UTF-16 units.' }),
      cut_before: z.boolean(),
      cut_after: z.boolean(),
    }),
  })
  .openapi('TextHit');

const searching = createRoute({
  method: 'get',
  path: '/api/claude/search',
  summary: 'Finds what requests and responses say: all words, in one text; the newest texts first',
  request: {
    query: z.object({
      q: needed('what to find: q=WORDS').max(1000).openapi({ description: 'Words, or phrases in quotation marks; a * at the end lets the last word go on.' }),
      limit: wholeNumber(1, 200, 20),
      next: z.coerce.number().int().nonnegative().optional().openapi({ description: 'The `next` of the page before.' }),
    }),
  },
  responses: {
    200: { description: 'A page of texts.', content: { 'application/json': { schema: z.strictObject({ hits: listOf(hit), next: count.nullable() }).openapi('TextHits') } } },
    ...problemAnswers(400),
  },
});

/** Full-text search. */
export const routesOfSearch: Routes = (app, { store }) => {
  app.openapi(searching, async (context) => {
    const { q, limit, next } = context.req.valid('query');
    const found = await store.searchTexts({ phrases: phrasesOf(q), limit, ...(next === undefined ? {} : { before: next }) });
    return context.json({ hits: found.hits.map(asApiHit), next: found.next }, 200);
  });
};

/** What stands in quotation marks is one phrase, and so is each word beside it. */
function phrasesOf(query: string): readonly string[] {
  return [...query.matchAll(/"([^"]*)"?(\*?)|[^\s"]+/g)].map(([whole, quoted, star = '']) => (quoted === undefined ? whole : quoted + star));
}

function asApiHit({ exchangeId, side, exchanges, excerpt: { text, matches, isCutBefore, isCutAfter } }: TextHit) {
  return { request_id: exchangeId, side, requests: exchanges, excerpt: { text, matches, cut_before: isCutBefore, cut_after: isCutAfter } };
}
