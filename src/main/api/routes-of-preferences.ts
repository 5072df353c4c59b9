import { createRoute, z } from '@hono/zod-openapi';
import { listPreferences } from '../answers/read-preferences.ts';
import type { Routes } from './api-ground.ts';
import { inTime } from './parameters.ts';
import { preferences } from './preference-schemas.ts';
import { problemAnswers } from './problem.ts';
import { markdownType, wants } from './wanted-type.ts';

const listing = createRoute({
  method: 'get',
  path: '/api/claude/preferences',
  summary: 'What can be chosen to be in prompts, by how well it was rated: what to use first and last. As Markdown with Accept: text/markdown',
  request: { query: inTime },
  responses: {
    200: { description: 'The list, the best first. A recommendation stands only where the intervals allow one.', content: { 'application/json': { schema: preferences }, [markdownType]: { schema: z.string() } } },
    ...problemAnswers(400),
  },
});

/** Which sources to use first and last. */
export const routesOfPreferences: Routes = (app, { store }) => {
  app.openapi(listing, (context) => {
    const { start_time: fromUs, end_time: untilUs } = context.req.valid('query');
    const { json, markdown } = listPreferences(store, { ...(fromUs === undefined ? {} : { fromUs }), ...(untilUs === undefined ? {} : { untilUs }) }, Date.now());
    if (wants(context, markdownType)) return context.body(markdown, 200, { 'content-type': `${markdownType}; charset=utf-8` });
    return context.json(json, 200);
  });
};
