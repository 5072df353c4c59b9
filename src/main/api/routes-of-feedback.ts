import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { comment as commentText, type KeptView, type RatingView } from '../../contract/rating-view.ts';
import { ratingPlace } from '../store/ratings/rating-reads.ts';
import type { StoreReads } from '../store/reads.ts';
import type { Routes } from './api-ground.ts';
import { asApiSource } from './cost-views.ts';
import { isoTime } from './iso-time.ts';
import { byId, inTime, page, text } from './parameters.ts';
import { problemAnswers, refuse, unknownId } from './problem.ts';
import { feedback, feedbackList } from './source-schemas.ts';

const path = '/api/claude/requests/{id}/feedback';
const given = { description: 'The rating, and the sources that it is one of.', content: { 'application/json': { schema: feedback } } };
const nothing = { description: 'Done.' };

/** What a rating is given as. */
export const ratingBody = {
  required: true,
  content: { 'application/json': { schema: z.strictObject({ rating: z.int().min(1).max(5), comment: commentText.nullable().optional() }) } },
} as const;

const giving = createRoute({
  method: 'post',
  path,
  summary: 'Rates a request, in the place of the rating it had; credentials in the comment are masked',
  request: {
    params: byId,
    body: ratingBody,
  },
  responses: { 200: given, ...problemAnswers(400, 404, 415, 503) },
});
const reading = createRoute({ method: 'get', path, summary: 'The rating of a request', request: { params: byId }, responses: { 200: given, ...problemAnswers(404) } });
const withdrawing = createRoute({ method: 'delete', path, summary: 'Takes a rating back', request: { params: byId }, responses: { 204: nothing, ...problemAnswers(404, 503) } });

const listing = createRoute({
  method: 'get',
  path: '/api/claude/feedback',
  summary: 'All ratings of requests, turns and sessions, the latest first; the times are those of the ratings',
  request: { query: z.object({ ...inTime.shape, ...page.shape, next: text.optional() }) },
  responses: { 200: { description: 'A page of ratings.', content: { 'application/json': { schema: feedbackList } } }, ...problemAnswers(400) },
});

const pinPath = '/api/claude/requests/{id}/pin';
const pinning = createRoute({ method: 'put', path: pinPath, summary: 'Pins a request: retention leaves it alone', request: { params: byId }, responses: { 204: nothing, ...problemAnswers(404, 503) } });
const unpinning = createRoute({ method: 'delete', path: pinPath, summary: 'Unpins a request', request: { params: byId }, responses: { 204: nothing, ...problemAnswers(404, 503) } });

/** Ratings and pins of requests, and the list of all ratings. */
export const routesOfFeedback: Routes = (app, { store, keeping }) => {
  app.openapi(giving, async (context) => {
    const { id } = context.req.valid('param');
    const { rating: stars, comment = null } = context.req.valid('json');
    const { state } = await keeping.rate({ rated: { of: 'request', id }, stars, comment });
    if (state !== 'kept') return refuseKeeping(context, id, state);
    const rating = store.readRating({ of: 'request', id });
    return rating === null ? unrated(context, id) : context.json(asApiFeedback(store, id, rating), 200);
  });
  app.openapi(reading, (context) => {
    const { id } = context.req.valid('param');
    const rating = store.readRating({ of: 'request', id });
    if (rating !== null) return context.json(asApiFeedback(store, id, rating), 200);
    return store.readRows([id]).length === 0 ? unknownId(context, id) : unrated(context, id);
  });
  app.openapi(withdrawing, async (context) => {
    const { id } = context.req.valid('param');
    const { state } = await keeping.withdrawRating({ rated: { of: 'request', id } });
    return state === 'kept' ? context.body(null, 204) : refuseKeeping(context, id, state);
  });

  app.openapi(listing, (context) => {
    const { start_time: fromUs, end_time: untilUs, limit, offset, next } = context.req.valid('query');
    if (next !== undefined && !ratingPlace.test(next)) {
      const detail = `"${next}" is the place of no rating; take it from the page before`;
      return refuse(context, 'bad-parameter', `next: ${detail}`, [{ parameter: 'next', detail }]);
    }
    const { ratings, total, next: following } = store.listRatings({
      ...(fromUs === undefined ? {} : { fromUs }),
      ...(untilUs === undefined ? {} : { untilUs }),
      ...(next === undefined ? {} : { before: next }),
      limit,
      offset,
    });
    return context.json({ feedback: ratings.map(asApiRating), total, limit, offset, next: following }, 200);
  });

  app.openapi(pinning, async (context) => {
    const { id } = context.req.valid('param');
    const { state } = await keeping.pinExchange({ id, isPinned: true });
    return state === 'kept' ? context.body(null, 204) : refuseKeeping(context, id, state);
  });
  app.openapi(unpinning, async (context) => {
    const { id } = context.req.valid('param');
    const { state } = await keeping.pinExchange({ id, isPinned: false });
    return state === 'kept' ? context.body(null, 204) : refuseKeeping(context, id, state);
  });
};

function refuseKeeping(context: Context, id: string, state: Exclude<KeptView['state'], 'kept'>) {
  return state === 'unknown-id' ? unknownId(context, id) : refuse(context, 'busy', 'Another writer did not let go of the database. Nothing was changed; try again.');
}

const unrated = (context: Context, id: string) => refuse(context, 'unknown-id', `The request ${id} is not rated.`);

export function asApiRating({ rated, stars, comment, ratedAtUs }: RatingView) {
  const { of: scope } = rated;
  const [requestId, sessionId] = scope === 'request' ? [rated.id, null] : [null, rated.sessionId];
  return { scope, request_id: requestId, session_id: sessionId, turn: scope === 'turn' ? rated.turnKey : null, rating: stars, comment, rated_at: isoTime(ratedAtUs) };
}

function asApiFeedback(store: StoreReads, id: string, rating: RatingView) {
  return { ...asApiRating(rating), contexts: (store.readSources(id) ?? []).map(asApiSource) };
}
