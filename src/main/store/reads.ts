import type { Usage } from '../../domain/anthropic/usage.ts';
import type { CountedSegment } from '../../domain/attribution/segment.ts';
import type { SourceGroup } from '../../domain/attribution/source.ts';
import type { ExchangeDetail, ExchangeRow, SessionView } from '../../contract/exchange-view.ts';

export type BodySide = 'request' | 'response';

/** Which rows, newest first. All conditions given must hold. */
export interface RowQuery {
  readonly sessionId?: string;
  /** Bounds on the start of the request, microseconds; `fromUs` inclusive, `untilUs` exclusive. */
  readonly fromUs?: number;
  readonly untilUs?: number;
  /** The name of an MCP server, skill, tool or memory file, or a source kind, that the request's prompt holds. */
  readonly contextSource?: string;
  /** The id of the last row of the page before: the page begins after it. */
  readonly before?: string;
  readonly offset?: number;
  readonly limit: number;
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

/** What the analyst found out about one exchange. */
export interface Analysis {
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
  readonly costUsd: number | null;
  readonly groupTokens: Readonly<Partial<Record<SourceGroup, number>>> | null;
  readonly segments: readonly CountedSegment[];
  /** Tokens by source, for queries. `key` is the source's stable key; `name` the server, skill, file or tool. */
  readonly sources: readonly { readonly key: string; readonly kind: string; readonly name: string | null; readonly tokens: number | null }[];
}

/** Everything that is read from the store. Synchronous: each call is a few indexed look-ups. */
export interface StoreReads {
  listSessions(): readonly SessionView[];
  listRows(query: RowQuery): { readonly rows: readonly ExchangeRow[]; readonly total: number };
  readRows(ids: readonly string[]): readonly ExchangeRow[];
  readDetail(id: string): ExchangeDetail | null;
  readBody(id: string, side: BodySide): StoredBody | null;
  readAnalysis(id: string): Analysis | null;
  /** Ids of finished exchanges, oldest first, that have no analysis or one of an older rule version. */
  listUnanalysed(ruleVersion: number, limit: number): readonly string[];
  countUnanalysed(ruleVersion: number): number;
  /** Ids of a session's exchanges, oldest first. */
  listSessionExchanges(sessionId: string): readonly string[];
  readFigures(): { readonly exchanges: number; readonly storeBytes: number };
}
