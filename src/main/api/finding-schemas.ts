import { z } from '@hono/zod-openapi';
import { costGroupings } from '../../contract/cost-view.ts';
import { sourceGroups } from '../../domain/attribution/source.ts';
import { auxiliaryPurposes } from '../../domain/thread/auxiliary-purpose.ts';
import { apiSourceOf, attribution, count, countOrNull, isoTimeText, listOf, microUsdOrNull, textOrNull, tokensByCacheState } from './request-schemas.ts';

export const contextSource = z
  .strictObject({
    key: z.string(),
    kind: z.string(),
    name: textOrNull,
    tokens: countOrNull,
    tokens_by_cache_state: tokensByCacheState.nullable(),
    cost_micro_usd: microUsdOrNull,
  })
  .openapi('ContextSource');

const outputPart = z.strictObject({ source: apiSourceOf, tokens: countOrNull, cost_micro_usd: microUsdOrNull });

export const contexts = z
  .strictObject({
    request_id: z.string(),
    timestamp: isoTimeText,
    tokens_estimated: z.boolean(),
    estimate_basis: z.enum(['billed', 'learnt', 'tokenizer']),
    estimated_tokens: countOrNull,
    tokens_by_cache_state: tokensByCacheState.nullable(),
    costs: z.strictObject({
      prompt_micro_usd: microUsdOrNull,
      output_micro_usd: microUsdOrNull,
      web_search_micro_usd: microUsdOrNull,
      unattributed_micro_usd: microUsdOrNull,
      total_micro_usd: microUsdOrNull,
    }),
    output: z.strictObject({ tokens: countOrNull, tokens_estimated: z.boolean(), cost_micro_usd: microUsdOrNull, parts: listOf(outputPart) }).nullable(),
    contexts: listOf(contextSource),
    attributions: listOf(attribution),
  })
  .openapi('Contexts');

const folded = { id: z.string(), retries: listOf(z.string()) };
const auxiliary = z.strictObject({ ...folded, purpose: z.enum(auxiliaryPurposes) });
const turn = z.strictObject({
  turn: z.string(),
  number: z.int(),
  prompt_id: textOrNull,
  requests: listOf(z.strictObject(folded)),
  auxiliaries: listOf(auxiliary),
});

const threadFields = z.strictObject({
  thread: z.string(),
  kind: z.enum(['main', 'subagent', 'fork', 'skill']),
  agent_id: textOrNull,
  agent_name: textOrNull,
  call: z.strictObject({ request_id: z.string(), tool_use_id: z.string(), background: z.boolean().nullable() }).nullable(),
  turns: listOf(turn),
  auxiliaries: listOf(auxiliary),
});
export type ApiThread = z.infer<typeof threadFields> & { readonly subagents: readonly ApiThread[] };
const thread: z.ZodType<ApiThread> = threadFields.extend({ subagents: listOf(z.lazy(() => thread)) }).openapi('Thread');

export const threads = z
  .strictObject({ session_id: z.string(), main: thread, others: listOf(z.string()), unplaced: listOf(z.string()) })
  .openapi('Threads');

const figures = {
  requests: count,
  prompt_tokens: count,
  tokens_by_cache_state: tokensByCacheState.nullable(),
  output_tokens: count,
  cost_micro_usd: microUsdOrNull,
  without_price: count,
  cache_read_saved_micro_usd: microUsdOrNull,
  cache_write_extra_micro_usd: microUsdOrNull,
};
const costEntry = z
  .strictObject({ key: z.string(), session_id: textOrNull, name: textOrNull, kind: textOrNull, group: z.enum(sourceGroups).nullable(), first_at: isoTimeText.nullable(), last_at: isoTimeText.nullable(), ...figures })
  .openapi('CostEntry');

export const costs = z
  .strictObject({
    by: z.enum(costGroupings),
    entries: listOf(costEntry),
    entry_count: count,
    total: z.strictObject({ ...figures, subscription_micro_usd: microUsdOrNull }),
  })
  .openapi('Costs');

const index = z.int().nonnegative().nullable();
const comparisonEntry = z.strictObject({
  kind: z.enum(['kept', 'changed', 'moved', 'added', 'removed']),
  source: apiSourceOf,
  before_index: index,
  after_index: index,
  tokens_before: countOrNull,
  tokens_after: countOrNull,
});
const growth = z.strictObject({ key: z.string(), source: apiSourceOf, tokens_before: countOrNull, tokens_after: countOrNull, growth: z.int().nullable() });

export const comparison = z
  .discriminatedUnion('state', [
    z.strictObject({
      state: z.literal('compared'),
      request_id: z.string(),
      other_id: z.string(),
      tokens_before: countOrNull,
      tokens_after: countOrNull,
      counts: z.strictObject({ kept: count, changed: count, moved: count, added: count, removed: count }),
      entries: listOf(comparisonEntry),
      growth: listOf(growth),
    }),
    z.strictObject({ state: z.literal('not-compared'), reason: z.enum(['no-predecessor', 'not-analysed', 'not-stored', 'too-large']) }),
  ])
  .openapi('Comparison');

/** A verdict, and with one that is `partial` or `miss` its cause (what more there is depends on it) and what it cost. */
const verdict = z.strictObject({
  verdict: z.enum(['no-cache-expected', 'read-as-expected', 'partial', 'miss']),
  read_tokens: count.optional(),
  cause: z.looseObject({ cause: z.string() }).optional(),
  again_tokens: countOrNull.optional(),
  again_written_tokens: countOrNull.optional(),
  extra_micro_usd: microUsdOrNull.optional(),
});

export const cacheVerdict = z
  .strictObject({ request_id: z.string(), previous_request_id: textOrNull, sentence: textOrNull, verdict: verdict.nullable() })
  .openapi('CacheVerdict');
