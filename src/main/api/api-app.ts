import { OpenAPIHono, type z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ApiApp, ApiGround } from './api-ground.ts';
import { refuse, type Mistake } from './problem.ts';
import { routesOfArchives } from './routes-of-archives.ts';
import { routesOfFeedback } from './routes-of-feedback.ts';
import { routesOfFindings } from './routes-of-findings.ts';
import { routesOfGroupFeedback } from './routes-of-group-feedback.ts';
import { routesOfInsights } from './routes-of-insights.ts';
import { routesOfPreferences } from './routes-of-preferences.ts';
import { routesOfRequests } from './routes-of-requests.ts';
import { routesOfSearch } from './routes-of-search.ts';
import { routesOfSources } from './routes-of-sources.ts';
import { routesOfWhatIf } from './routes-of-what-if.ts';
import { safeHeaders } from './safe-headers.ts';

export const documentPath = '/api/openapi.json';

/**
 * All routes of the local API. Parameters and bodies are checked by the schemas that also describe them in the OpenAPI document; a mistake is
 * a problem that points at it. What fails here is told without a word of why: an error may quote what was captured.
 */
export function apiApp(ground: ApiGround): ApiApp {
  const app: ApiApp = new OpenAPIHono({
    strict: true,
    defaultHook: (result, context) => (result.success ? undefined : refuseInput(context, result.target, result.error)),
  });
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(safeHeaders)) context.res.headers.set(name, value);
  });
  app.use(async (context, next) => {
    if (context.req.method !== 'POST' || isJson(context.req.header('content-type'))) return next();
    return refuse(context, 'not-json', 'Send JSON, with "Content-Type: application/json".');
  });
  for (const addRoutes of [routesOfRequests, routesOfFindings, routesOfInsights, routesOfWhatIf, routesOfSources, routesOfPreferences, routesOfFeedback, routesOfGroupFeedback, routesOfSearch, routesOfArchives]) addRoutes(app, ground);

  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  app.doc31(documentPath, {
    openapi: '3.1.0',
    info: { title: 'Whence', version: ground.version, description: 'What Whence captured of Claude Code. Costs are whole micro-dollars; null is unknown; times are ISO 8601.' },
    security: [{ token: [] }],
  });
  app.notFound((context) => refuse(context, 'unknown-address', `There is nothing at ${context.req.path}.`));
  app.onError((error, context) =>
    error instanceof HTTPException && error.status === 400
      ? refuse(context, 'bad-body', 'The body is not well-formed JSON.', [{ detail: 'not well-formed JSON', pointer: '' }])
      : refuse(context, 'failed', 'The request could not be answered.'),
  );
  return app;
}

function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(contentType);
}

function refuseInput(context: Context, target: string, error: z.ZodError) {
  const inBody = target === 'json';
  const mistakes = error.issues.map(({ path, message }): Mistake => {
    const place = path.map(String);
    return { detail: message, ...(inBody ? { pointer: place.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('') } : { parameter: place.join('.') }) };
  });
  const detail = error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; ');
  return refuse(context, inBody ? 'bad-body' : 'bad-parameter', detail, mistakes);
}
