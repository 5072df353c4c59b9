import { createRoute, z } from '@hono/zod-openapi';
import { csvText, type CsvCell } from '../../domain/csv/csv-text.ts';
import { sourceGroup } from '../../domain/attribution/source.ts';
import { sourceOrders, type SourceFigures } from '../store/reads.ts';
import type { Routes } from './api-ground.ts';
import { isoOrNull, isoTime } from './iso-time.ts';
import { inTime, page, text } from './parameters.ts';
import { problemAnswers } from './problem.ts';
import { csvType, wants } from './wanted-type.ts';
import { apiStatus, metricsList, sessionList, sourceList } from './source-schemas.ts';

const chosen = {
  kind: text.optional().openapi({ description: 'A source kind, as mcp-result.' }),
  owner: text.optional().openapi({ description: 'Whose the sources are, as mcp/context7.' }),
};

const listing = createRoute({
  method: 'get',
  path: '/api/claude/sources',
  summary: 'Every source that was ever seen, with its tokens, its cost, how often the model was offered it and called it, and its average rating. As CSV with Accept: text/csv',
  request: {
    query: z.object({ ...chosen, sort: z.enum(sourceOrders).default('cost'), order: z.enum(['asc', 'desc']).optional(), ...page.shape }),
  },
  responses: { 200: { description: 'A page of sources.', content: { 'application/json': { schema: sourceList }, [csvType]: { schema: z.string() } } }, ...problemAnswers(400) },
});

const measuring = createRoute({
  method: 'get',
  path: '/api/claude/metrics',
  summary: 'What each source was used for over time: requests, tokens, cost, definitions, calls and ratings, by day of UTC or of all the range. As CSV with Accept: text/csv',
  request: {
    query: z.object({ ...chosen, source: text.optional().openapi({ description: 'The key of a source.' }), per: z.enum(['day', 'all']).default('day'), ...inTime.shape, ...page.shape }),
  },
  responses: { 200: { description: 'A page of metrics, the latest day first.', content: { 'application/json': { schema: metricsList }, [csvType]: { schema: z.string() } } }, ...problemAnswers(400) },
});

const listingSessions = createRoute({
  method: 'get',
  path: '/api/claude/sessions',
  summary: 'Sessions, the latest first',
  request: { query: page },
  responses: { 200: { description: 'A page of sessions.', content: { 'application/json': { schema: sessionList } } }, ...problemAnswers(400) },
});

const readingStatus = createRoute({
  method: 'get',
  path: '/api/claude/status',
  summary: 'How Whence fares',
  responses: { 200: { description: 'The status.', content: { 'application/json': { schema: apiStatus } } } },
});

const usPerDay = 86_400_000_000;

/** Figures of sources, of sessions and of Whence itself. */
export const routesOfSources: Routes = (app, { store, version, readStatus }) => {
  app.openapi(listing, (context) => {
    const { sort, order, kind, owner, limit, offset } = context.req.valid('query');
    // Names are read from A to Z, figures from the highest down.
    const ascending = order === undefined ? sort === 'name' : order === 'asc';
    const { sources, total } = store.listSources({ order: sort, ascending, ...(kind === undefined ? {} : { kind }), ...(owner === undefined ? {} : { owner }), limit, offset });
    const figures = sources.map((source) => ({ ...asApiFigures(source), last_seen: isoOrNull(source.lastSeenAtUs) }));
    if (wants(context, csvType)) return context.body(csvOfEntries(figures), 200, csvHeaders);
    return context.json({ sources: figures, total, limit, offset }, 200);
  });

  app.openapi(measuring, (context) => {
    const { per, source: key, kind, owner, start_time: fromUs, end_time: untilUs, limit, offset } = context.req.valid('query');
    const { metrics, total } = store.readSourceMetrics({
      per,
      ...(fromUs === undefined ? {} : { fromUs }),
      ...(untilUs === undefined ? {} : { untilUs }),
      ...(key === undefined ? {} : { key }),
      ...(kind === undefined ? {} : { kind }),
      ...(owner === undefined ? {} : { owner }),
      limit,
      offset,
    });
    const dated = metrics.map(({ day, ...figures }) => ({ day: day === null ? null : isoTime(day * usPerDay).slice(0, 10), ...asApiFigures(figures) }));
    if (wants(context, csvType)) return context.body(csvOfEntries(dated), 200, csvHeaders);
    return context.json({ per, metrics: dated, total, limit, offset }, 200);
  });

  app.openapi(listingSessions, (context) => {
    const { limit, offset } = context.req.valid('query');
    const all = store.listSessions();
    const sessions = all.slice(offset, offset + limit).map((session) => ({
      session_id: session.id,
      title: session.title,
      started_at: isoTime(session.startedAtUs),
      last_at: isoTime(session.lastAtUs),
      requests: session.exchanges,
      prompt_tokens: session.promptTokens,
      cost_micro_usd: session.costMicroUsd,
      subscription_micro_usd: session.subscriptionMicroUsd,
      imported: session.importNumber !== null,
    }));
    return context.json({ sessions, total: all.length, limit, offset }, 200);
  });

  app.openapi(readingStatus, (context) => {
    const { proxy, capture, exchanges, storeBytes, streaming, lost, analysisBacklog, notices } = readStatus();
    const figures = { requests: exchanges, store_bytes: storeBytes, streaming, lost, analysis_backlog: analysisBacklog };
    return context.json({ version, proxy: proxy.url, capture, ...figures, notices }, 200);
  });
};

const csvHeaders = { 'content-type': `${csvType}; charset=utf-8` };

function csvOfEntries(entries: readonly Readonly<Record<string, CsvCell>>[]): string {
  return csvText([Object.keys(entries[0] ?? {}), ...entries.map((entry) => Object.values(entry))]);
}

function asApiFigures({ key, kind, name, owner, requests, tokens, costMicroUsd, definitions, calls, ratings, averageStars, interval, ratedShare }: SourceFigures) {
  const rating = { ratings, average_rating: averageStars, rating_low: interval?.low ?? null, rating_high: interval?.high ?? null, rated_share: ratedShare };
  return { key, kind, name, owner, group: sourceGroup(kind), requests, tokens, cost_micro_usd: costMicroUsd, definitions, calls, ...rating };
}
