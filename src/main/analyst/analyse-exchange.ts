import type { ExchangeRow } from '../../contract/exchange-view.ts';
import { cliVersionOf } from '../../domain/anthropic/cli-version.ts';
import { readRequestBody } from '../../domain/anthropic/request.ts';
import { readResponse } from '../../domain/anthropic/stream.ts';
import { billedInputTokens } from '../../domain/anthropic/usage.ts';
import { ruleVersion as currentRuleVersion } from '../../domain/attribution/rules.ts';
import type { CountedSegment } from '../../domain/attribution/segment.ts';
import { sourceGroup, type SourceGroup } from '../../domain/attribution/source.ts';
import { billingOf } from '../../domain/cost/billing.ts';
import type { HeaderList } from '../../domain/http/header-list.ts';
import { scanJson } from '../../domain/json/scan-json.ts';
import { readThreadRecord, type ThreadRecord } from '../../domain/thread/thread-record.ts';
import { readCountObservation } from '../../domain/tokens/count-observation.ts';
import { countPrompt } from '../../domain/tokens/count-prompt.ts';
import type { TokenCache } from '../../domain/tokens/count.ts';
import type { TokenEncoder } from '../../domain/tokens/count-text.ts';
import type { LearntCounts, Observation } from '../../domain/tokens/learnt-counts.ts';
import type { MovedExchange } from '../store/analysis/analysis-writes.ts';
import { decodeBody } from '../store/bodies/decoded-body.ts';
import type { Analysis, StoredBody } from '../store/reads.ts';
import type { HabitWrite } from '../store/analysis/habit-writes.ts';
import { conversationHabits } from './conversation-habits.ts';
import { judgeCache } from './judge-cache.ts';
import { noPlace, placeExchange } from './place-exchange.ts';
import { priceExchange } from './price-exchange.ts';
import type { SessionAround } from './session-neighbours.ts';

/** An exchange as the analyst takes it from the store. */
export interface AnalysableExchange {
  readonly id: string;
  readonly startedAtUs: number;
  readonly responseStartedAtUs: number | null;
  readonly sessionId: string | null;
  readonly method: string;
  readonly path: string;
  readonly requestHeaders: HeaderList;
  readonly responseHeaders: HeaderList;
  /** A key of the request's body as it was on the wire; null where not all of it was seen. */
  readonly bodyHash: string | null;
  readonly request: StoredBody | null;
  readonly response: StoredBody | null;
}

export interface Counting {
  readonly encoder: TokenEncoder;
  readonly cache: TokenCache;
  /** What was learnt so far. */
  readonly learnt: LearntCounts;
}

/** What comes of one exchange: what is found out about it, and what it means for others. */
export interface AnalysedExchange {
  readonly analysis: Analysis;
  readonly record: ThreadRecord;
  readonly habit: HabitWrite | null;
  readonly moved: readonly MovedExchange[];
  readonly lessons: readonly Observation[];
}

/** A request of 130 kB has two or three thousand. Each value of a list can become a segment: a few megabytes of `{},` would fill the memory. */
const mostValues = 300_000;

/** The body is no request that anybody wrote; it is kept, and said to be of unknown sources. */
export class TooManyValues extends Error {
  override readonly name = 'TooManyValues';
}

/**
 * Splits, attributes, counts, reconciles and prices one exchange, and finds its place: a function of what is stored of it and of its
 * session, of what was learnt, and of the rule version.
 */
export async function analyseExchange(exchange: AnalysableExchange, around: SessionAround, counting: Counting): Promise<AnalysedExchange> {
  const { requestHeaders, startedAtUs } = exchange;
  const body = exchange.request === null ? new Uint8Array(0) : (await decodeBody(exchange.request)).octets;
  const answer = exchange.response === null ? null : (await decodeBody(exchange.response)).octets;
  const message = answer === null ? null : readResponse(answer, exchange.response?.contentType ?? null);
  const usage = message?.usage ?? null;
  const tree = scanJson(body);
  if (tree.nodeCount > mostValues) throw new TooManyValues('a body has more values than are attributed');
  const request = readRequestBody(tree);
  const thread = readThreadRecord(
    {
      id: exchange.id,
      startedAtUs,
      head: { method: exchange.method, path: exchange.path, headers: requestHeaders },
      body,
      bodyHash: exchange.bodyHash,
      response: message === null ? null : { headers: exchange.responseHeaders, message },
    },
    tree,
  );
  const sessionId = exchange.sessionId ?? thread.facts.sessionId;
  const record: ThreadRecord = { ...thread, facts: { ...thread.facts, sessionId } };
  const { facts } = record;
  const { encoder, cache, learnt } = counting;
  const prompt = countPrompt(body, requestHeaders, usage === null ? null : billedInputTokens(usage), encoder, cache, { learnt, requestKey: exchange.id }, tree);
  const { isPrompt, segments } = prompt;
  const isCount = facts.requestClass === 'count-tokens' && answer !== null;
  const counted = isCount ? readCountObservation(body, answer, encoder) : null;
  const neighbourhood = around.neighboursOf(record);
  const placed = placeExchange(record, neighbourhood);
  const { place, predecessor, moved } = placed;
  const atMs = startedAtUs / 1000;
  const analysed = { body, segments, usage, model: request.model, atMs: (exchange.responseStartedAtUs ?? startedAtUs) / 1000 };
  const analysis: Analysis = {
    ...place,
    ruleVersion: prompt.ruleVersion,
    isPrompt,
    sessionId,
    model: request.model,
    title: request.title,
    usage,
    promptTokens: prompt.tokens,
    tokensEstimated: prompt.tokensEstimated,
    estimateBasis: prompt.estimateBasis,
    estimatedTokens: prompt.estimatedTokens,
    billing: billingOf(requestHeaders),
    cliVersion: cliVersionOf(requestHeaders, facts.billing),
    projectDirectory: facts.projectDirectory,
    auxiliaryPurpose: facts.auxiliary,
    groupTokens: isPrompt ? tokensByGroup(segments) : null,
    ...priceExchange({ isPrompt, segments, message, model: request.model, atMs }, encoder, learnt),
    cacheVerdict: isPrompt ? await judgeCache(facts, predecessor?.id ?? null, analysed, around) : null,
  };
  const habit = isPrompt ? conversationHabits({ record, placed, neighbourhood, tree, segments, isBilled: usage !== null }, around) : null;
  return { analysis, record, habit, moved, lessons: counted === null ? prompt.lessons : [...prompt.lessons, counted] };
}

/** What stands in for the analysis of an exchange that could not be analysed: one segment of unknown source. */
export function unanalysable({ sessionId, requestBytes: end }: Pick<ExchangeRow, 'sessionId' | 'requestBytes'>): Analysis {
  return {
    ...noPlace,
    ruleVersion: currentRuleVersion,
    isPrompt: false,
    sessionId,
    model: null,
    title: null,
    usage: null,
    promptTokens: null,
    tokensEstimated: true,
    estimateBasis: 'tokenizer',
    estimatedTokens: null,
    costMicroUsd: null,
    outputMicroUsd: null,
    webSearchMicroUsd: null,
    billing: null,
    cliVersion: null,
    projectDirectory: null,
    auxiliaryPurpose: null,
    groupTokens: null,
    segments: end === 0 ? [] : [{ start: 0, end, path: '', source: { kind: 'unknown' }, confidence: 'certain', tokens: null, costMicroUsd: null }],
    sources: [],
    output: null,
    cacheVerdict: null,
  };
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
