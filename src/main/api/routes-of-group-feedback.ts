import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { KeptView, Rated } from '../../contract/rating-view.ts';
import type { ApiGround, Routes } from './api-ground.ts';
import { text } from './parameters.ts';
import { problemAnswers, refuse } from './problem.ts';
import { asApiRating, ratingBody } from './routes-of-feedback.ts';
import { feedbackEntry } from './source-schemas.ts';

type Group = Exclude<Rated, { readonly of: 'request' }>;

const given = { description: 'The rating.', content: { 'application/json': { schema: feedbackEntry } } };

const ofSession = { path: '/api/claude/sessions/{session_id}/feedback', what: 'a session', params: z.object({ session_id: text }) } as const;
const ofTurn = { path: '/api/claude/sessions/{session_id}/turns/{turn}/feedback', what: 'a turn, which a request names as its `turn`', params: z.object({ session_id: text, turn: text }) } as const;

/** Ratings of sessions and turns. */
export const routesOfGroupFeedback: Routes = (app, ground) => {
  const session = describe(ofSession);
  app.openapi(session.giving, (context) => give(context, ground, sessionOf(context.req.valid('param')), context.req.valid('json')));
  app.openapi(session.reading, (context) => read(context, ground, sessionOf(context.req.valid('param'))));
  app.openapi(session.withdrawing, (context) => withdraw(context, ground, sessionOf(context.req.valid('param'))));
  const turn = describe(ofTurn);
  app.openapi(turn.giving, (context) => give(context, ground, turnOf(context.req.valid('param')), context.req.valid('json')));
  app.openapi(turn.reading, (context) => read(context, ground, turnOf(context.req.valid('param'))));
  app.openapi(turn.withdrawing, (context) => withdraw(context, ground, turnOf(context.req.valid('param'))));
};

function describe<Path extends string, Params extends z.ZodObject>({ path, what, params }: { readonly path: Path; readonly what: string; readonly params: Params }) {
  return {
    giving: createRoute({
      method: 'post',
      path,
      summary: `Rates ${what}, in the place of the rating it had: it counts for all of its requests that have none of their own`,
      request: { params, body: ratingBody },
      responses: { 200: given, ...problemAnswers(400, 404, 415, 503) },
    }),
    reading: createRoute({ method: 'get', path, summary: `The rating of ${what}`, request: { params }, responses: { 200: given, ...problemAnswers(404) } }),
    withdrawing: createRoute({ method: 'delete', path, summary: `Takes the rating of ${what} back`, request: { params }, responses: { 204: { description: 'Done.' }, ...problemAnswers(404, 503) } }),
  };
}

const sessionOf = ({ session_id: sessionId }: { readonly session_id: string }): Group => ({ of: 'session', sessionId });
const turnOf = ({ session_id: sessionId, turn: turnKey }: { readonly session_id: string; readonly turn: string }): Group => ({ of: 'turn', sessionId, turnKey });

async function give(context: Context, { store, keeping }: ApiGround, group: Group, { rating: stars, comment = null }: { readonly rating: number; readonly comment?: string | null | undefined }) {
  const { state } = await keeping.rate({ rated: group, stars, comment });
  if (state !== 'kept') return refuseKeeping(context, group, state);
  return read(context, { store }, group);
}

function read(context: Context, { store }: Pick<ApiGround, 'store'>, group: Group) {
  const rating = store.readRating(group);
  return rating === null ? refuse(context, 'unknown-id', `The ${named(group)} is not rated.`) : context.json(asApiRating(rating), 200);
}

async function withdraw(context: Context, { keeping }: ApiGround, group: Group) {
  const { state } = await keeping.withdrawRating({ rated: group });
  return state === 'kept' ? context.body(null, 204) : refuseKeeping(context, group, state);
}

function refuseKeeping(context: Context, group: Group, state: Exclude<KeptView['state'], 'kept'>) {
  return state === 'unknown-id'
    ? refuse(context, 'unknown-id', `No request of the ${named(group)} is stored.`)
    : refuse(context, 'busy', 'Another writer did not let go of the database. Nothing was changed; try again.');
}

function named(group: Group): string {
  return group.of === 'session' ? `session ${group.sessionId}` : `turn ${group.turnKey} of the session ${group.sessionId}`;
}
