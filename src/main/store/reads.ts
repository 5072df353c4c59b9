import type { ImportView } from '../../contract/archive-view.ts';
import type { BeforeAfterView } from '../../contract/before-after-view.ts';
import type { RowSort } from '../../contract/filter-view.ts';
import type { CostDimension, CostGrouping, CostRange, CostSummaryView, CostsView, CostTrendView } from '../../contract/cost-view.ts';
import type { GapView } from '../../contract/gap-view.ts';
import type { InsightRange } from '../../contract/insight-view.ts';
import type { MarkerView } from '../../contract/marker-view.ts';
import type { UnknownHarnessView } from '../../contract/threads-view.ts';
import type { CacheVerdict } from '../../domain/comparison/explain-cache.ts';
import type { WhatIfFacts } from '../../domain/insight/what-if-facts.ts';
import type { Billing } from '../../domain/cost/billing.ts';
import type { TokensByState } from '../../domain/cost/cache-state.ts';
import type { InsightFacts } from '../../domain/insight/insight-facts.ts';
import type { AverageRating } from '../../domain/rating/average-rating.ts';
import type { Arrival } from '../../domain/http/arrivals.ts';
import type { HeaderList } from '../../domain/http/header-list.ts';
import type { AuxiliaryPurpose } from '../../domain/thread/auxiliary-purpose.ts';
import type { ThreadRecord } from '../../domain/thread/thread-record.ts';
import type { CountedPrompt } from '../../domain/tokens/count-prompt.ts';
import type { OutputSource } from '../../domain/tokens/split-output.ts';
import type { Usage } from '../../domain/anthropic/usage.ts';
import type { KnownNames } from '../../domain/filter/complete-filter.ts';
import type { Filter } from '../../domain/filter/filter.ts';
import type { CountedSegment } from '../../domain/attribution/segment.ts';
import type { SourceGroup, SourceKind } from '../../domain/attribution/source.ts';
import type { ExchangeDetail, ExchangeRow, SessionView } from '../../contract/exchange-view.ts';
import type { Rated, RatingView } from '../../contract/rating-view.ts';
import type { SourcePage, SourceRange, SourceRatings, SourcesView, WithAndWithoutView } from '../../contract/source-view.ts';
import type { StoreUse } from './retention/store-use-reads.ts';
import type { TextSearch } from './content/text-search.ts';

export type BodySide = 'request' | 'response';

/** Which rows, by default newest first. All conditions given must hold. */
export interface RowQuery {
  /** None but these: each is looked up, whatever else is asked. */
  readonly ids?: readonly string[];
  readonly sessionId?: string;
  /** Bounds on the start of the request, microseconds; `fromUs` inclusive, `untilUs` exclusive. */
  readonly fromUs?: number;
  readonly untilUs?: number;
  /** The name of an MCP server, skill, tool or memory file, or a source kind, that the request's prompt holds. */
  readonly contextSource?: string;
  readonly filter?: Filter;
  readonly sort?: RowSort;
  /** The id of the last row of the page before: the page begins after it. */
  readonly before?: string;
  readonly offset?: number;
  readonly limit: number;
}

/** A page, and how many rows there are in all. */
export interface RowList {
  readonly rows: readonly ExchangeRow[];
  readonly total: number;
}

/** Where in time an exchange stands in the session of this key. */
export interface SessionPlace {
  readonly sessionKey: string;
  readonly id: string;
}

/** Which costs, added up by what; no more than `limit` entries. */
export interface CostQuery extends CostRange {
  readonly by: CostGrouping;
  readonly limit: number;
}

/** Which costs over time: by local days or hours, told apart by what, with a series for each of the `top` dearest. */
export interface CostTrendQuery extends CostRange {
  readonly by: CostDimension;
  readonly per: 'day' | 'hour';
  readonly top: number;
}

/**
 * A body as stored: transfer coding taken off, credentials masked at their length. A content coding is left on, unless there was
 * a credential under it.
 */
export interface StoredBody {
  readonly octets: Uint8Array;
  readonly contentType: string | null;
  /** The coding that is on the octets; transfer codings other than `chunked` are among them. */
  readonly contentEncoding: string | null;
  /** The coding that was on them when they came, and is off. */
  readonly decodedFrom: string | null;
  /** False when the body ended early or was not recorded whole. */
  readonly complete: boolean;
}

/** What is kept of a body besides its octets. Hashes are SHA-256 in hexadecimal, null where not all of it was seen; masks are in bytes. */
export interface ArchivedBody {
  readonly storedBytes: number;
  readonly complete: boolean;
  readonly masks: readonly (readonly [start: number, length: number])[];
  readonly wireSha256: string | null;
  readonly storedSha256: string | null;
  readonly decodedFrom: string | null;
  /** As `packArrivals` says it; null where it is not known. */
  readonly arrivals: Uint8Array | null;
}

/** What an archive holds of an exchange besides its row, its heads and its octets. */
export interface ArchivedFacts {
  readonly promptId: string | null;
  readonly rating: { readonly stars: number; readonly comment: string | null; readonly ratedAtUs: number } | null;
  readonly interimHeads: readonly { readonly statusLine: string; readonly headers: HeaderList }[];
  readonly bodies: Readonly<Record<BodySide, ArchivedBody | null>>;
}

/** A segment with its part of the exchange's price, in whole micro-dollars; null where that could not be shared out. */
export interface AnalysedSegment extends CountedSegment {
  readonly costMicroUsd: number | null;
}

/** What one source had in a prompt. `key` is its stable key; `name` the server, skill, file or tool. */
export interface AnalysedSource {
  readonly key: string;
  readonly kind: SourceKind;
  readonly name: string | null;
  readonly tokens: number | null;
  /** Null without a bill. */
  readonly tokensByState: TokensByState | null;
  readonly costMicroUsd: number | null;
  /** Of a definition: how often the response called what it offers. Null of all else, and where that is not known. */
  readonly calls: number | null;
}

/** What the response wrote, and what each part of it cost. */
export interface AnalysedOutput {
  readonly tokens: number | null;
  readonly tokensEstimated: boolean;
  readonly parts: readonly { readonly source: OutputSource; readonly tokens: number | null; readonly costMicroUsd: number | null }[];
}

/** Where an exchange belongs. Null, all of it, where it is none of the Messages API or could not be read. */
export interface ExchangePlace {
  readonly threadKey: string | null;
  readonly turnKey: string | null;
  readonly turnNumber: number | null;
  readonly agentName: string | null;
  readonly predecessorId: string | null;
  readonly retryOf: string | null;
}

/** What the analyst found out about one exchange. */
export interface Analysis extends ExchangePlace {
  readonly ruleVersion: number;
  /** False for what is no prompt: a GET, a body that is not JSON. */
  readonly isPrompt: boolean;
  readonly sessionId: string | null;
  readonly model: string | null;
  /** The user's words of the latest prompt in this request, for naming the session; null when there are none. */
  readonly title: string | null;
  readonly usage: Usage | null;
  readonly promptTokens: number | null;
  readonly tokensEstimated: boolean;
  readonly estimateBasis: EstimateBasis;
  readonly estimatedTokens: number | null;
  /** Whole micro-dollars. Segments, output, searches sum to it, unless it could not be shared out: then these are null. */
  readonly costMicroUsd: number | null;
  readonly outputMicroUsd: number | null;
  readonly webSearchMicroUsd: number | null;
  readonly billing: Billing | null;
  /** The version of Claude Code that asked, as `2.1.330`. */
  readonly cliVersion: string | null;
  readonly projectDirectory: string | null;
  readonly auxiliaryPurpose: AuxiliaryPurpose | null;
  readonly groupTokens: Readonly<Partial<Record<SourceGroup, number>>> | null;
  readonly segments: readonly AnalysedSegment[];
  /** Tokens and costs by source, for queries. */
  readonly sources: readonly AnalysedSource[];
  readonly output: AnalysedOutput | null;
  readonly cacheVerdict: CacheVerdict | null;
}

/** Which ratings, by what they are of and when they were given. `before` is the `next` of the page before. */
export interface RatingQuery {
  readonly scopes?: readonly Rated['of'][];
  readonly fromUs?: number;
  readonly untilUs?: number;
  readonly before?: string;
  readonly offset?: number;
  readonly limit: number;
}

/** Figures of a source. Tokens and cost are sums of what is known; the cost is null when none is. Ratings: see `averageRating`. */
export interface SourceFigures extends AverageRating {
  /** How much of the rated prompts it was, on average, from 0 to 1; null where that is not known. */
  readonly ratedShare: number | null;
  readonly key: string;
  readonly kind: SourceKind;
  readonly name: string | null;
  readonly owner: string | null;
  /** How many requests held it. */
  readonly requests: number;
  readonly tokens: number;
  readonly costMicroUsd: number | null;
  /** How many requests offered it to the model; null for what offers nothing to call. */
  readonly definitions: number | null;
  /** How often the model called it, as far as that is known; null where it is not. */
  readonly calls: number | null;
}

/** A request that held a source. */
export interface SourceHolder {
  readonly id: string;
  readonly startedAtUs: number;
  readonly tokens: number | null;
  readonly isContentRemoved: boolean;
}

export const sourceOrders = ['cost', 'tokens', 'requests', 'definitions', 'calls', 'last_seen', 'rating', 'name'] as const;

export interface SourceQuery {
  readonly order: (typeof sourceOrders)[number];
  readonly ascending: boolean;
  readonly kind?: string;
  readonly owner?: string;
  readonly offset: number;
  readonly limit: number;
}

/** Which figures of sources over time: of requests that began from `fromUs` on and before `untilUs`. */
export interface SourceMetricsQuery {
  readonly per: 'day' | 'all';
  readonly fromUs?: number;
  readonly untilUs?: number;
  /** A source's key, an owner's key, a kind. All that are given must hold. */
  readonly key?: string;
  readonly owner?: string;
  readonly kind?: string;
  readonly offset: number;
  readonly limit: number;
}

/** `day` is a day of UTC since the epoch; null where all of the range is one. */
export interface SourceMetrics extends SourceFigures {
  readonly day: number | null;
}

export type EstimateBasis = CountedPrompt['estimateBasis'];

/** An exchange that has a thread record, with where it was put. */
export interface PlacedExchange extends ExchangePlace {
  readonly id: string;
  readonly ruleVersion: number;
}

/** What of a session has a record, and what has none yet or is none of the Messages API. */
export interface SessionRecords {
  readonly records: readonly ThreadRecord[];
  readonly unplaced: readonly string[];
}

/** Which turns are compared: those of so many days on either side of a marker, up to its neighbours and to now; of one project or of all. */
export interface BeforeAfterQuery {
  readonly number: number;
  readonly days: number;
  readonly project?: string | undefined;
  readonly nowUs: number;
}

/** Everything that is read from the store. Synchronous: each call is a few indexed look-ups. */
export interface StoreReads extends TextSearch {
  listSessions(): readonly SessionView[];
  listRows(query: RowQuery): RowList;
  readRows(ids: readonly string[]): readonly ExchangeRow[];
  /** Names that recent exchanges and sources have, for completing filters: up to a few hundred of each. */
  readKnownNames(): KnownNames;
  readDetail(id: string): ExchangeDetail | null;
  readBody(id: string, side: BodySide): StoredBody | null;
  /** When the stored octets of the response came; none where nobody wrote it down. */
  readArrivals(id: string): readonly Arrival[];
  readAnalysis(id: string): Analysis | null;
  /** What each source had in an analysed exchange, also when its content was removed; null for one that was never analysed. */
  readSources(id: string): readonly AnalysedSource[] | null;
  /** Ids of finished exchanges that were never analysed, oldest first. */
  listUnanalysed(limit: number): readonly string[];
  countUnanalysed(): number;
  /** Ids of exchanges with an analysis of an older rule version: those of the session whose newest is the newest, oldest first. */
  listOutdated(ruleVersion: number, limit: number): readonly string[];
  /** How many exchanges have an analysis of an older rule version, and how many have any. */
  countOutdated(ruleVersion: number): { readonly left: number; readonly total: number };
  /**
   * Up to `limit` exchanges of a session that have a record, in the order they began: the last before the one given,
   * counts of tokens left out.
   */
  listPlacedBefore(place: SessionPlace, limit: number): readonly PlacedExchange[];
  /** The same of the `limit` exchanges after it, as far as their analysis is of this rule version, or was before it got stale. */
  listPlacedAfter(place: SessionPlace, ruleVersion: number, limit: number): readonly PlacedExchange[];
  readThreadRecord(id: string): ThreadRecord | null;
  /** The highest number of a turn of a thread before that place; 0 where it has none. */
  readLastTurnNumber(place: SessionPlace, threadKey: string): number;
  /** The records of a session, in the order of their exchanges; null for a session that is not stored. */
  readSessionRecords(sessionId: string): SessionRecords | null;
  /** A key of the request's body as it was on the wire; null where not all of it was seen. */
  readBodyHash(id: string): string | null;
  /** What was learnt with this tokenizer, as it was saved; null where nothing was. */
  readLearnt(tokenizer: string): unknown;
  readCosts(query: CostQuery): CostsView;
  readCostTrend(query: CostTrendQuery): CostTrendView;
  readCostSummary(range: CostRange): CostSummaryView;
  readUnknownHarness(): UnknownHarnessView;
  readRating(rated: Rated): RatingView | null;
  /** `next`: where the page ends; null behind the last one. */
  listRatings(query: RatingQuery): { readonly ratings: readonly RatingView[]; readonly total: number; readonly next: string | null };
  /** Every source that any stored request held; `lastSeenAtUs`: the start of the last one. */
  listSources(query: SourceQuery): { readonly sources: readonly (SourceFigures & { readonly lastSeenAtUs: number | null })[]; readonly total: number };
  /** By day, the latest first, and the dearest first. */
  readSourceMetrics(query: SourceMetricsQuery): { readonly metrics: readonly SourceMetrics[]; readonly total: number };
  /** Every source of a range below its owner, with the bill that they sum to. */
  readSourceTable(range: SourceRange): SourcesView;
  /** An owner or a source by its key; null for one that no request of the range held. */
  readSourcePage(query: SourceRange & { readonly key: string }): SourcePage | null;
  /** What held a source, or the sources of an owner, beside what did not, by its key; null for one that nothing ever held. */
  readWithAndWithout(query: SourceRange & { readonly key: string }): WithAndWithoutView | null;
  /** The latest requests that held the sources of an owner, or a source, by its key. */
  listSourceHolders(key: string, limit: number): readonly SourceHolder[];
  /** Those of them that were rated, the latest rating first. */
  listSourceRatings(key: string, limit: number): SourceRatings;
  /**
   * What insights are made of, but for the texts of memory files. Of a conversation the habits are those of its last request, where that is in the range.
   */
  readInsightFacts(range: InsightRange): Omit<InsightFacts, 'memory'>;
  /** From which message on the habits that are kept with an exchange are told; null where none are. */
  readHabitStart(id: string): number | null;
  /** What the requests of a range would come to without some of their sources is reckoned from this. */
  readWhatIf(range: InsightRange): WhatIfFacts;
  /** Null for a marker that there is not. */
  readBeforeAfter(query: BeforeAfterQuery): BeforeAfterView | null;
  /** The latest first. */
  listMarkers(): readonly MarkerView[];
  /** Ids of a session's exchanges, oldest first. */
  listSessionExchanges(sessionId: string): readonly string[];
  /** Stretches of time in which capture failed, the latest first. Bounds as in `RowQuery`. */
  listGaps(query: { readonly fromUs?: number; readonly untilUs?: number; readonly limit: number }): readonly GapView[];
  /** What the store takes; `sinceUs`: from when on captured exchanges are counted for its rate. */
  readStoreUse(sinceUs: number): StoreUse;
  readArchived(id: string): ArchivedFacts | null;
  /** What was imported, the latest first. */
  listImports(): readonly ImportView[];
  readFigures(): { readonly exchanges: number; readonly storeBytes: number };
}
