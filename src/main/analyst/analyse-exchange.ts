import type { ExchangeRow } from '../../contract/exchange-view.ts';
import { readRequestBody } from '../../domain/anthropic/request.ts';
import { readResponse } from '../../domain/anthropic/stream.ts';
import { billedInputTokens } from '../../domain/anthropic/usage.ts';
import { ruleVersion as currentRuleVersion } from '../../domain/attribution/rules.ts';
import type { CountedSegment } from '../../domain/attribution/segment.ts';
import { sourceGroup, type SourceGroup } from '../../domain/attribution/source.ts';
import { sourceKey } from '../../domain/attribution/source-key.ts';
import { sourceName } from '../../domain/attribution/source-name.ts';
import { priceUsd } from '../../domain/cost/price.ts';
import type { HeaderList } from '../../domain/http/header-list.ts';
import { countPrompt } from '../../domain/tokens/count-prompt.ts';
import type { TokenCache } from '../../domain/tokens/count.ts';
import type { TokenEncoder } from '../../domain/tokens/count-text.ts';
import { exactUtf8Text } from '../../domain/octets/octets-as-text.ts';
import { decodeBody } from '../store/decoded-body.ts';
import type { Analysis, StoredBody } from '../store/reads.ts';

/** An exchange as the analyst takes it from the store. */
export interface AnalysableExchange {
  readonly startedAtUs: number;
  readonly sessionId: string | null;
  readonly requestHeaders: HeaderList;
  readonly request: StoredBody | null;
  readonly response: StoredBody | null;
}

export interface Counting {
  readonly encoder: TokenEncoder;
  readonly cache: TokenCache;
}

/** Splits, attributes, counts, reconciles and prices one exchange: a function of what is stored and the rule version. */
export async function analyseExchange(exchange: AnalysableExchange, counting: Counting): Promise<Analysis> {
  const body = exchange.request === null ? new Uint8Array(0) : (await decodeBody(exchange.request)).octets;
  const request = readRequestBody(exactUtf8Text(body));
  const usage = await usageOf(exchange.response);
  const billed = usage === null ? null : billedInputTokens(usage);
  const prompt = countPrompt(body, exchange.requestHeaders, billed, counting.encoder, counting.cache);
  const { ruleVersion, isPrompt, segments } = prompt;
  return {
    ruleVersion,
    isPrompt,
    sessionId: exchange.sessionId ?? request.sessionId,
    model: request.model,
    title: request.title,
    usage,
    promptTokens: prompt.tokens,
    tokensEstimated: prompt.tokensEstimated,
    costUsd: usage === null || request.model === null ? null : priceUsd(usage, request.model, exchange.startedAtUs / 1000),
    groupTokens: isPrompt ? tokensByGroup(segments) : null,
    segments,
    sources: isPrompt ? tokensBySource(segments) : [],
  };
}

/** What stands in for the analysis of an exchange that could not be analysed: one segment of unknown source. */
export function unanalysable({ sessionId, requestBytes: end }: Pick<ExchangeRow, 'sessionId' | 'requestBytes'>): Analysis {
  return {
    ruleVersion: currentRuleVersion,
    isPrompt: false,
    sessionId,
    model: null,
    title: null,
    usage: null,
    promptTokens: null,
    tokensEstimated: true,
    costUsd: null,
    groupTokens: null,
    segments: end === 0 ? [] : [{ start: 0, end, path: '', source: { kind: 'unknown' }, confidence: 'certain', tokens: null }],
    sources: [],
  };
}

async function usageOf(response: StoredBody | null) {
  if (response === null) return null;
  const { octets } = await decodeBody(response);
  return readResponse(octets, response.contentType).usage;
}

function tokensByGroup(segments: readonly CountedSegment[]): Partial<Record<SourceGroup, number>> {
  const sums: Partial<Record<SourceGroup, number>> = {};
  for (const { source, tokens } of segments) {
    if (tokens === null || tokens === 0) continue;
    const group = sourceGroup(source.kind);
    sums[group] = (sums[group] ?? 0) + tokens;
  }
  return sums;
}

function tokensBySource(segments: readonly CountedSegment[]): Analysis['sources'] {
  const bySource = new Map<string, Analysis['sources'][number]>();
  for (const { source, tokens } of segments) {
    const key = sourceKey(source);
    const known = bySource.get(key);
    bySource.set(key, {
      key,
      kind: source.kind,
      name: sourceName(source),
      tokens: known === undefined ? tokens : addTokens(known.tokens, tokens),
    });
  }
  return [...bySource.values()];
}

const addTokens = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : one + other;
