import { createRoute, z } from '@hono/zod-openapi';
import { costGroupings } from '../../contract/cost-view.ts';
import { compareStoredRequests } from '../answers/compare-stored-requests.ts';
import { readCacheVerdict } from '../answers/read-cache-verdict.ts';
import { readContext } from '../answers/read-context.ts';
import { readThreads } from '../answers/read-threads.ts';
import type { Routes } from './api-ground.ts';
import { asApiComparison, asApiCosts, asApiSegment, asApiSource, asApiThreads, asApiTokens, asApiVerdict } from './cost-views.ts';
import { cacheVerdict, comparison, contexts, costs, threads } from './finding-schemas.ts';
import { isoTime } from './iso-time.ts';
import { byId, inTime, needed, text, wholeNumber } from './parameters.ts';
import { problemAnswers, refuse, unknownId } from './problem.ts';

const listingContexts = createRoute({
  method: 'get',
  path: '/api/claude/contexts',
  summary: 'The sources and segments of a request, with their tokens and costs, and what the response wrote',
  request: { query: z.object({ request_id: needed('the request: request_id=ID') }) },
  responses: { 200: { description: 'Where the prompt came from.', content: { 'application/json': { schema: contexts } } }, ...problemAnswers(400, 404) },
});

const readingThreads = createRoute({
  method: 'get',
  path: '/api/claude/threads',
  summary: 'The threads and turns of a session, with subagents, retries and auxiliary requests',
  request: { query: z.object({ session_id: needed('the session: session_id=ID') }) },
  responses: { 200: { description: 'The session.', content: { 'application/json': { schema: threads } } }, ...problemAnswers(400, 404) },
});

const addingCosts = createRoute({
  method: 'get',
  path: '/api/claude/costs',
  summary: 'Costs by source, owner, group, turn, thread, session, project, local day or model, the dearest first, and what the cache saved',
  request: { query: z.object({ by: z.enum(costGroupings), session_id: text.optional(), ...inTime.shape, limit: wholeNumber(1, 5000, 500) }) },
  responses: { 200: { description: 'The costs.', content: { 'application/json': { schema: costs } } }, ...problemAnswers(400) },
});

const comparing = createRoute({
  method: 'get',
  path: '/api/claude/compare',
  summary: 'What is new, gone, changed or moved since another request, by default the one before',
  request: { query: z.object({ request_id: needed('the request: request_id=ID'), other_id: z.string().optional() }) },
  responses: { 200: { description: 'The comparison.', content: { 'application/json': { schema: comparison } } }, ...problemAnswers(400, 404) },
});

const judgingCache = createRoute({
  method: 'get',
  path: '/api/claude/requests/{id}/cache',
  summary: 'What became of the prompt cache since the request before',
  request: { params: byId },
  responses: { 200: { description: 'The verdict.', content: { 'application/json': { schema: cacheVerdict } } }, ...problemAnswers(404) },
});

/** What the analyst found out about requests. */
export const routesOfFindings: Routes = (app, { store }) => {
  app.openapi(listingContexts, (context) => {
    const { request_id: id } = context.req.valid('query');
    const [row] = store.readRows([id]);
    const found = readContext(store, id);
    if (row === undefined || found === null) return unknownId(context, id);
    const { output } = found;
    return context.json(
      {
        request_id: id,
        timestamp: isoTime(row.timing.requestStartedAtUs),
        tokens_estimated: row.tokensEstimated,
        estimate_basis: found.estimateBasis,
        estimated_tokens: found.estimatedTokens,
        tokens_by_cache_state: asApiTokens(found.tokensByState),
        costs: {
          prompt_micro_usd: found.costs.promptMicroUsd,
          output_micro_usd: found.costs.outputMicroUsd,
          web_search_micro_usd: found.costs.webSearchMicroUsd,
          unattributed_micro_usd: found.costs.unattributedMicroUsd,
          total_micro_usd: found.costs.totalMicroUsd,
        },
        output:
          output === null
            ? null
            : {
                tokens: output.tokens,
                tokens_estimated: output.tokensEstimated,
                cost_micro_usd: output.costMicroUsd,
                parts: output.parts.map(({ source, tokens, costMicroUsd }) => ({ source, tokens, cost_micro_usd: costMicroUsd })),
              },
        contexts: (store.readSources(id) ?? []).map(asApiSource),
        attributions: found.segments.map(asApiSegment),
      },
      200,
    );
  });

  app.openapi(readingThreads, (context) => {
    const { session_id: sessionId } = context.req.valid('query');
    const found = readThreads(store, sessionId);
    return found === null ? refuse(context, 'unknown-id', `No session with the id ${sessionId} is stored.`) : context.json(asApiThreads(found), 200);
  });

  app.openapi(addingCosts, (context) => {
    const { by, session_id: sessionId, start_time: fromUs, end_time: untilUs, limit } = context.req.valid('query');
    return context.json(asApiCosts(store.readCosts({ by, limit, sessionId, fromUs, untilUs })), 200);
  });

  app.openapi(comparing, async (context) => {
    const { request_id: id, other_id: otherId } = context.req.valid('query');
    if (otherId !== undefined && store.readRows([otherId]).length === 0) return unknownId(context, otherId);
    const view = await compareStoredRequests(store, id, otherId);
    return view === null ? unknownId(context, id) : context.json(asApiComparison(view), 200);
  });

  app.openapi(judgingCache, (context) => {
    const { id } = context.req.valid('param');
    const view = readCacheVerdict(store, id);
    if (view === null) return unknownId(context, id);
    const { predecessorId, sentence, verdict } = view;
    return context.json({ request_id: id, previous_request_id: predecessorId, sentence, verdict: verdict === null ? null : asApiVerdict(verdict) }, 200);
  });
};
