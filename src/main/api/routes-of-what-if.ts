import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { longestLabelChars } from '../../contract/marker-view.ts';
import type { KeptView } from '../../contract/rating-view.ts';
import { itemsCalled, whatIfOwners } from '../../domain/insight/what-if-items.ts';
import { whatIf } from '../../domain/insight/what-if.ts';
import type { Routes } from './api-ground.ts';
import { beforeAfterAnswer, markerAnswer, markerList, whatIfAnswer } from './insight-schemas.ts';
import { asApiBeforeAfter, asApiMarker, asApiWhatIf } from './insight-views.ts';
import { inTime, text, time, wholeNumber } from './parameters.ts';
import { problemAnswers, refuse } from './problem.ts';

const keys = z
  .union([text, z.array(text)])
  .optional()
  .transform((given) => (given === undefined ? [] : [given].flat()))
  .openapi({ type: 'array', items: { type: 'string' }, description: 'Sources or owners by their keys, as they stand in sources; each can be given again and again.' });

const asking = createRoute({
  method: 'get',
  path: '/api/claude/what-if',
  summary: 'What requests would have come to without some sources: by themselves, and with what their use brought',
  request: { query: z.object({ source: keys, ...inTime.shape }) },
  responses: { 200: { description: 'The figures.', content: { 'application/json': { schema: whatIfAnswer } } }, ...problemAnswers(400) },
});

const path = '/api/claude/markers';
const one = `${path}/{number}` as const;
const byNumber = z.object({ number: z.coerce.number().int().min(1) });
const label = z.string().trim().min(1).max(longestLabelChars);
const at = time;

const listing = createRoute({ method: 'get', path, summary: 'Points in time that were marked, the latest first', responses: { 200: { description: 'The markers.', content: { 'application/json': { schema: markerList } } } } });
const adding = createRoute({
  method: 'post',
  path,
  summary: 'Marks a point in time, by default now; credentials in the label are masked',
  request: { body: { required: true, content: { 'application/json': { schema: z.strictObject({ label, at: at.optional() }) } } } },
  responses: { 200: { description: 'The marker.', content: { 'application/json': { schema: markerAnswer } } }, ...problemAnswers(400, 415, 503) },
});
const nothing = { description: 'Done.' };
const changing = createRoute({
  method: 'post',
  path: one,
  summary: 'Names a marker otherwise, or moves it',
  request: { params: byNumber, body: { required: true, content: { 'application/json': { schema: z.strictObject({ label: label.optional(), at: at.optional() }) } } } },
  responses: { 204: nothing, ...problemAnswers(400, 404, 415, 503) },
});
const removing = createRoute({ method: 'delete', path: one, summary: 'Removes a marker', request: { params: byNumber }, responses: { 204: nothing, ...problemAnswers(400, 404, 503) } });

const comparing = createRoute({
  method: 'get',
  path: `${one}/before-after`,
  summary: 'What turns and requests took before a marker and after it, up to its neighbours',
  request: { params: byNumber, query: z.object({ days: wholeNumber(1, 365, 7), project: z.string().optional() }) },
  responses: { 200: { description: 'The comparison.', content: { 'application/json': { schema: beforeAfterAnswer } } }, ...problemAnswers(400, 404) },
});

const nowUs = () => Date.now() * 1000;

/** What if, and before and after. */
export const routesOfWhatIf: Routes = (app, { store, markers }) => {
  app.openapi(asking, (context) => {
    const { source: wanted, start_time: fromUs, end_time: untilUs } = context.req.valid('query');
    const facts = store.readWhatIf({ ...(fromUs === undefined ? {} : { fromUs }), ...(untilUs === undefined ? {} : { untilUs }) });
    const owners = whatIfOwners(facts.sources);
    const found = wanted.map((key) => ({ key, items: itemsCalled(key, owners, facts.sources) }));
    const unknown = found.find(({ items }) => items.length === 0);
    if (unknown !== undefined) {
      const detail = `"${unknown.key}" was in none of these requests, or cannot be switched off`;
      return refuse(context, 'bad-parameter', `source: ${detail}`, [{ parameter: 'source', detail }]);
    }
    const off = [...new Set(found.flatMap(({ items }) => items))];
    return context.json(asApiWhatIf(facts, whatIf(facts, owners, new Set(off)), off), 200);
  });

  app.openapi(listing, (context) => context.json({ markers: store.listMarkers().map(asApiMarker) }, 200));
  app.openapi(adding, async (context) => {
    const { label: words, at: atUs = nowUs() } = context.req.valid('json');
    const added = await markers.add({ atUs, label: words });
    return added.state === 'kept' ? context.json(asApiMarker(added.marker), 200) : refuseBusy(context);
  });
  app.openapi(changing, async (context) => {
    const { number } = context.req.valid('param');
    const { label: words, at: atUs } = context.req.valid('json');
    const { state } = await markers.change({ number, label: words, atUs });
    return state === 'kept' ? context.body(null, 204) : refuseKeeping(context, number, state);
  });
  app.openapi(removing, async (context) => {
    const { number } = context.req.valid('param');
    const { state } = await markers.remove(number);
    return state === 'kept' ? context.body(null, 204) : refuseKeeping(context, number, state);
  });

  app.openapi(comparing, (context) => {
    const { number } = context.req.valid('param');
    const view = store.readBeforeAfter({ number, ...context.req.valid('query'), nowUs: nowUs() });
    return view === null ? unknownMarker(context, number) : context.json(asApiBeforeAfter(view), 200);
  });
};

function refuseKeeping(context: Context, number: number, state: Exclude<KeptView['state'], 'kept'>) {
  return state === 'unknown-id' ? unknownMarker(context, number) : refuseBusy(context);
}

const unknownMarker = (context: Context, number: number) => refuse(context, 'unknown-id', `There is no marker ${number}.`);
const refuseBusy = (context: Context) => refuse(context, 'busy', 'Another writer did not let go of the database. Nothing was changed; try again.');
