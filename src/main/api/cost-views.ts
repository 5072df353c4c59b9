import type { SegmentView } from '../../contract/context-view.ts';
import type { CostEntry, CostFigures, CostsView } from '../../contract/cost-view.ts';
import type { ComparisonView } from '../../contract/comparison-view.ts';
import type { ThreadsView } from '../../contract/threads-view.ts';
import type { CacheVerdict } from '../../domain/comparison/explain-cache.ts';
import type { TokensByState } from '../../domain/cost/cache-state.ts';
import type { AssembledThread } from '../../domain/thread/assembled-session.ts';
import type { AnalysedSource } from '../store/reads.ts';
import type { ApiThread } from './finding-schemas.ts';
import { isoTime } from './iso-time.ts';

/** Tokens of a prompt by how they were billed. */
export function asApiTokens(tokens: TokensByState | null) {
  if (tokens === null) return null;
  return { read: tokens.read, written_1h: tokens['written-1h'], written_5m: tokens['written-5m'], plain: tokens.plain };
}

/** A segment with what it was billed as; what attribution says of it stays as the domain names it. */
export function asApiSegment({ tokensByState, costMicroUsd, ...segment }: SegmentView) {
  return { ...segment, tokens_by_cache_state: asApiTokens(tokensByState), cost_micro_usd: costMicroUsd };
}

export function asApiSource({ key, kind, name, tokens, tokensByState, costMicroUsd }: AnalysedSource) {
  return { key, kind, name, tokens, tokens_by_cache_state: asApiTokens(tokensByState), cost_micro_usd: costMicroUsd };
}

export function asApiCosts({ by, entries, entryCount, total: { subscriptionMicroUsd, ...total } }: CostsView) {
  return {
    by,
    entries: entries.map(asApiEntry),
    entry_count: entryCount,
    total: { ...asApiFigures(total), subscription_micro_usd: subscriptionMicroUsd },
  };
}

function asApiEntry({ key, sessionId, name, kind, group, firstUs, lastUs, ...figures }: CostEntry) {
  return { key, session_id: sessionId, name, kind, group, first_at: firstUs === null ? null : isoTime(firstUs), last_at: lastUs === null ? null : isoTime(lastUs), ...asApiFigures(figures) };
}

function asApiFigures({ exchanges, promptTokens, tokensByState, outputTokens, costMicroUsd, withoutPrice, readSavedMicroUsd, writeExtraMicroUsd }: CostFigures) {
  return {
    requests: exchanges,
    prompt_tokens: promptTokens,
    tokens_by_cache_state: asApiTokens(tokensByState),
    output_tokens: outputTokens,
    cost_micro_usd: costMicroUsd,
    without_price: withoutPrice,
    cache_read_saved_micro_usd: readSavedMicroUsd,
    cache_write_extra_micro_usd: writeExtraMicroUsd,
  };
}

export function asApiThreads({ sessionId, main, others, unplaced }: ThreadsView) {
  return { session_id: sessionId, main: asApiThread(main), others, unplaced };
}

function asApiThread({ key, kind, agentId, name, call, turns, auxiliaries, subagents }: AssembledThread): ApiThread {
  return {
    thread: key,
    kind,
    agent_id: agentId,
    agent_name: name,
    call: call === null ? null : { request_id: call.exchangeId, tool_use_id: call.toolUseId, background: call.isBackground },
    turns: turns.map(({ key: turn, promptId, exchanges, auxiliaries: ofTurn }, index) => {
      return { turn, number: index + 1, prompt_id: promptId, requests: exchanges, auxiliaries: ofTurn };
    }),
    auxiliaries,
    subagents: subagents.map(asApiThread),
  };
}

export function asApiComparison(view: ComparisonView) {
  if (view.state !== 'compared') return { state: view.state, reason: view.reason };
  const { entries, growth, tokensBefore, tokensAfter, counts } = view.comparison;
  return {
    state: view.state,
    request_id: view.afterId,
    other_id: view.beforeId,
    tokens_before: tokensBefore,
    tokens_after: tokensAfter,
    counts,
    entries: entries.map((entry) => ({
      kind: entry.kind,
      source: entry.source,
      before_index: 'beforeIndex' in entry ? entry.beforeIndex : null,
      after_index: 'afterIndex' in entry ? entry.afterIndex : null,
      tokens_before: 'tokensBefore' in entry ? entry.tokensBefore : null,
      tokens_after: 'tokensAfter' in entry ? entry.tokensAfter : null,
    })),
    growth: growth.map(({ key, source, tokensBefore: before, tokensAfter: after, growth: tokens }) => {
      return { key, source, tokens_before: before, tokens_after: after, growth: tokens };
    }),
  };
}

/** A verdict in snake case; its cause may be about a source, which stays as the domain names it. */
export function asApiVerdict(verdict: CacheVerdict) {
  if (verdict.verdict === 'no-cache-expected') return { verdict: verdict.verdict };
  if (verdict.verdict === 'read-as-expected') return { verdict: verdict.verdict, read_tokens: verdict.readTokens };
  return {
    verdict: verdict.verdict,
    read_tokens: verdict.readTokens,
    cause: { ...snakeCased(verdict.cause), cause: verdict.cause.cause },
    again_tokens: verdict.againTokens,
    again_written_tokens: verdict.againWrittenTokens,
    extra_micro_usd: verdict.extraMicroUsd,
  };
}

function snakeCased(fields: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]));
}
