import { readRequestBody } from '../../domain/anthropic/request.ts';
import { readResponse } from '../../domain/anthropic/stream.ts';
import { billedInputTokens } from '../../domain/anthropic/usage.ts';
import { attribute } from '../../domain/attribution/attribute.ts';
import type { CountedSegment } from '../../domain/attribution/segment.ts';
import { sourceGroup } from '../../domain/attribution/source.ts';
import type { SourceGroup } from '../../domain/attribution/source.ts';
import { sourceKey } from '../../domain/attribution/source-key.ts';
import { sourceName } from '../../domain/attribution/source-name.ts';
import { priceUsd } from '../../domain/cost/price.ts';
import { countSegments } from '../../domain/tokens/count.ts';
import type { TokenCache } from '../../domain/tokens/count.ts';
import { exactUtf8Text } from '../../domain/octets/octets-as-text.ts';
import { reconcile } from '../../domain/tokens/reconcile.ts';
import { decodeBody } from '../store/decoded-body.ts';
import type { Analysis, StoredBody } from '../store/reads.ts';

/** An exchange as the analyst takes it from the store. */
export interface AnalysableExchange {
  readonly startedAtUs: number;
  readonly sessionId: string | null;
  readonly requestHeaders: readonly (readonly [string, string])[];
  readonly request: StoredBody | null;
  readonly response: StoredBody | null;
}

export interface Counting {
  readonly encoder: (text: string) => number;
  readonly cache: TokenCache;
}

/** Splits, attributes, counts, reconciles and prices one exchange: a function of what is stored and the rule version. */
export async function analyseExchange(exchange: AnalysableExchange, counting: Counting): Promise<Analysis> {
  const body = exchange.request === null ? new Uint8Array(0) : (await decodeBody(exchange.request)).octets;
  const { segments, isPrompt, ruleVersion } = attribute(body, exchange.requestHeaders);
  const request = readRequestBody(exactUtf8Text(body));
  const usage = await usageOf(exchange.response);
  const model = request.model;

  const billed = usage === null ? null : billedInputTokens(usage);
  const counted = isPrompt ? reconcile(countSegments(body, segments, counting.encoder, counting.cache), billed) : uncounted(segments);
  return {
    ruleVersion,
    isPrompt,
    sessionId: exchange.sessionId ?? request.sessionId,
    model,
    title: request.title,
    usage,
    promptTokens: isPrompt ? (billed ?? sumOf(counted)) : null,
    tokensEstimated: billed === null,
    costUsd: usage === null || model === null ? null : priceUsd(usage, model, exchange.startedAtUs / 1000),
    groupTokens: isPrompt ? tokensByGroup(counted) : null,
    segments: counted,
    sources: isPrompt ? tokensBySource(counted) : [],
  };
}

async function usageOf(response: StoredBody | null) {
  if (response === null) return null;
  const { octets } = await decodeBody(response);
  return readResponse(octets, response.contentType).usage;
}

function uncounted(segments: ReturnType<typeof attribute>['segments']): readonly CountedSegment[] {
  return segments.map((segment) => ({ ...segment, tokens: null }));
}

// A sum with an unknown part is unknown.
function sumOf(segments: readonly CountedSegment[]): number | null {
  let sum = 0;
  for (const { tokens } of segments) {
    if (tokens === null) return null;
    sum += tokens;
  }
  return sum;
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
