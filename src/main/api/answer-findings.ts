import { z } from 'zod';
import { costGroupings } from '../../contract/cost-view.ts';
import { compareStoredRequests } from '../answers/compare-stored-requests.ts';
import { readCacheVerdict } from '../answers/read-cache-verdict.ts';
import { readContext } from '../answers/read-context.ts';
import { readThreads } from '../answers/read-threads.ts';
import type { StoreReads } from '../store/reads.ts';
import { asApiComparison, asApiCosts, asApiSegment, asApiSource, asApiThreads, asApiTokens, asApiVerdict } from './cost-views.ts';
import { json, sentenceOf, time, unknownId, wholeNumber, type ApiAnswer } from './api-answer.ts';
import { isoTime } from './iso-time.ts';

const costParameters = z.object({
  by: z.enum(costGroupings),
  session_id: z.string().min(1).optional(),
  start_time: time.optional(),
  end_time: time.optional(),
  limit: wholeNumber(1, 5000, 500),
});

/** The sources of one request with what they cost. */
export function listContexts(store: StoreReads, url: URL): ApiAnswer {
  const id = url.searchParams.get('request_id');
  if (id === null || id === '') return json(400, { error: 'Name the request: /api/claude/contexts?request_id=ID' });
  const [row] = store.readRows([id]);
  const context = readContext(store, id);
  if (row === undefined || context === null) return unknownId(id);
  return json(200, {
    request_id: id,
    timestamp: isoTime(row.timing.requestStartedAtUs),
    tokens_estimated: row.tokensEstimated,
    estimate_basis: context.estimateBasis,
    estimated_tokens: context.estimatedTokens,
    tokens_by_cache_state: asApiTokens(context.tokensByState),
    costs: {
      prompt_micro_usd: context.costs.promptMicroUsd,
      output_micro_usd: context.costs.outputMicroUsd,
      web_search_micro_usd: context.costs.webSearchMicroUsd,
      unattributed_micro_usd: context.costs.unattributedMicroUsd,
      total_micro_usd: context.costs.totalMicroUsd,
    },
    output:
      context.output === null
        ? null
        : {
            tokens: context.output.tokens,
            tokens_estimated: context.output.tokensEstimated,
            cost_micro_usd: context.output.costMicroUsd,
            parts: context.output.parts.map(({ source, tokens, costMicroUsd }) => ({ source, tokens, cost_micro_usd: costMicroUsd })),
          },
    contexts: (store.readAnalysis(id)?.sources ?? []).map(asApiSource),
    attributions: context.segments.map(asApiSegment),
  });
}

export function listThreads(store: StoreReads, url: URL): ApiAnswer {
  const sessionId = url.searchParams.get('session_id');
  if (sessionId === null || sessionId === '') return json(400, { error: 'Name the session: /api/claude/threads?session_id=ID' });
  const threads = readThreads(store, sessionId);
  return threads === null ? json(404, { error: `No session with the id ${sessionId} is stored.` }) : json(200, asApiThreads(threads));
}

export function listCosts(store: StoreReads, url: URL): ApiAnswer {
  const parsed = costParameters.safeParse(Object.fromEntries(url.searchParams));
  if (!parsed.success) return json(400, { error: sentenceOf(parsed.error) });
  const { by, session_id: sessionId, start_time: fromUs, end_time: untilUs, limit } = parsed.data;
  return json(200, asApiCosts(store.readCosts({ by, limit, sessionId, fromUs, untilUs })));
}

export async function compare(store: StoreReads, url: URL): Promise<ApiAnswer> {
  const id = url.searchParams.get('request_id');
  if (id === null || id === '') return json(400, { error: 'Name the request: /api/claude/compare?request_id=ID&other_id=ID' });
  const otherId = url.searchParams.get('other_id') ?? undefined;
  if (otherId !== undefined && store.readRows([otherId]).length === 0) return unknownId(otherId);
  const view = await compareStoredRequests(store, id, otherId);
  return view === null ? unknownId(id) : json(200, asApiComparison(view));
}

export function readCache(store: StoreReads, id: string): ApiAnswer {
  const view = readCacheVerdict(store, id);
  if (view === null) return unknownId(id);
  return json(200, { request_id: id, previous_request_id: view.predecessorId, sentence: view.sentence, verdict: view.verdict === null ? null : asApiVerdict(view.verdict) });
}
