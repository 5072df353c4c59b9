import Database from 'better-sqlite3';
import { z } from 'zod';
import type { CacheVerdict } from '../../../domain/comparison/explain-cache.ts';
import type { TokensByState } from '../../../domain/cost/cache-state.ts';
import type { OutputSource } from '../../../domain/tokens/split-output.ts';
import { groupTokensOf, placeOf, usageOf, type PlaceRecord, type UsageRecord } from '../exchange-record.ts';
import type { Store } from '../open-store.ts';
import type { AnalysedSegment, AnalysedSource, Analysis, StoreReads } from '../reads.ts';
import { unpackFirstSegments } from './first-segment-columns.ts';
import { keptSources } from '../sources/kept-sources.ts';
import { unpackSegments } from './segment-columns.ts';

interface AnalysisRecord extends UsageRecord, PlaceRecord {
  readonly number: number;
  readonly rule_version: number;
  readonly is_prompt: number;
  readonly session_id: string | null;
  readonly model: string | null;
  readonly title: string | null;
  readonly prompt_tokens: number | null;
  readonly tokens_estimated: number;
  readonly estimate_basis: Analysis['estimateBasis'];
  readonly estimated_tokens: number | null;
  readonly cost_micro_usd: number | null;
  readonly output_micro_usd: number | null;
  readonly web_search_micro_usd: number | null;
  readonly billing: Analysis['billing'];
  readonly cli_version: string | null;
  readonly project_directory: string | null;
  readonly auxiliary_purpose: Analysis['auxiliaryPurpose'];
  readonly group_tokens: string | null;
  readonly columns: Uint8Array;
  readonly shape: number;
  readonly output: string | null;
  readonly verdict: string | null;
}

interface SourceRecord {
  readonly key: string;
  /** As the analyst wrote it. */
  readonly kind: AnalysedSource['kind'];
  readonly name: string | null;
  readonly tokens: number | null;
  readonly read_tokens: number | null;
  readonly written_1h_tokens: number | null;
  readonly written_5m_tokens: number | null;
  readonly plain_tokens: number | null;
  readonly cost_micro_usd: number | null;
  readonly calls: number | null;
}

type AnalysisReads = Pick<
  StoreReads,
  'readAnalysis' | 'readSources' | 'listUnanalysed' | 'countUnanalysed' | 'listOutdated' | 'countOutdated' | 'readLearnt'
>;

/** What the analyst found out, and what it has still to look at. */
export function analysisReads(store: Store): AnalysisReads {
  const readRecord = store.prepare<[string], AnalysisRecord>(`
    SELECT number, rule_version, is_prompt, session_id, model, title, has_usage, input_tokens, cache_read_tokens,
      cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, web_search_requests, prompt_tokens, tokens_estimated,
      estimate_basis, estimated_tokens, cost_micro_usd, output_micro_usd, web_search_micro_usd, billing, cli_version,
      project_directory, auxiliary_purpose, agent_name, thread_key, turn_key, turn_number, retry_of, predecessor_id, group_tokens,
      columns, shape, output, segment_list.cache_verdict AS verdict
    FROM exchange JOIN segment_list ON exchange_number = number WHERE id = ?`);
  const analysedNumber = store.prepare<[string], number>('SELECT number FROM exchange WHERE id = ? AND rule_version > 0').pluck();
  const readSources = store.prepare<[number], SourceRecord>(`
    SELECT key, kind, name, tokens, read_tokens, written_1h_tokens, written_5m_tokens, plain_tokens, cost_micro_usd, calls
    FROM exchange_source JOIN source ON number = source_number WHERE exchange_number = ? ORDER BY source_number`);
  // What has no content any more keeps its figures. With the hints the work that is left is found by its index alone, in the order of the numbers where the version is one.
  const finished = "FROM exchange INDEXED BY exchange_to_analyse WHERE state <> 'open' AND content_removed_at_us IS NULL";
  const kept = keptSources(store);
  const listNew = store.prepare<[number], string>(`SELECT id ${finished} AND rule_version = 0 ORDER BY number LIMIT ?`).pluck();
  const countNew = store.prepare<[], number>(`SELECT count(*) ${finished} AND rule_version = 0`).pluck();
  const oldestVersion = store.prepare<[number], number | null>(`SELECT min(rule_version) ${finished} AND rule_version > 0 AND rule_version < ?`).pluck();
  const newestOf = store.prepare<[number], string>(`SELECT session_key ${finished} AND rule_version = ? ORDER BY number DESC LIMIT 1`).pluck();
  const listOld = store
    .prepare<[string, number, number], string>(
      `SELECT id FROM exchange WHERE session_key = ? AND rule_version > 0 AND rule_version < ? AND state <> 'open' AND content_removed_at_us IS NULL
      ORDER BY request_started_at_us, number LIMIT ?`,
    )
    .pluck();
  const countOld = store.prepare<[number], number>(`SELECT count(*) ${finished} AND rule_version > 0 AND rule_version < ?`).pluck();
  const readLearnt = store.prepare<[string], string>('SELECT learnt FROM learnt_counts WHERE number = 1 AND tokenizer = ?').pluck();
  return {
    readAnalysis: (id) => {
      const record = readRecord.get(id);
      if (record === undefined) return null;
      try {
        const segments = record.shape === 1 ? unpackFirstSegments(record.columns) : unpackSegments(record.columns, kept);
        return analysisOf(record, segments, readSources.all(record.number).map(sourceOf));
      } catch (error) {
        // A list that is damaged is as none; what the database cannot do is another matter.
        if (error instanceof Database.SqliteError) throw error;
        return null;
      }
    },
    readSources: (id) => {
      const number = analysedNumber.get(id);
      return number === undefined ? null : readSources.all(number).map(sourceOf);
    },
    listUnanalysed: (limit) => listNew.all(limit),
    countUnanalysed: () => countNew.get() ?? 0,
    listOutdated: (ruleVersion, limit) => {
      const version = oldestVersion.get(ruleVersion) ?? null;
      const sessionKey = version === null ? undefined : newestOf.get(version);
      return sessionKey === undefined ? [] : listOld.all(sessionKey, ruleVersion, limit);
    },
    countOutdated: (ruleVersion) => ({ left: countOld.get(ruleVersion) ?? 0, total: countOld.get(Number.MAX_SAFE_INTEGER) ?? 0 }),
    readLearnt: (tokenizer) => {
      const learnt = readLearnt.get(tokenizer);
      return learnt === undefined ? null : JSON.parse(learnt);
    },
  };
}

function analysisOf(record: AnalysisRecord, segments: readonly AnalysedSegment[], sources: readonly AnalysedSource[]): Analysis {
  return {
    ...placeOf(record),
    ruleVersion: record.rule_version,
    isPrompt: record.is_prompt !== 0,
    sessionId: record.session_id,
    model: record.model,
    title: record.title,
    usage: usageOf(record),
    promptTokens: record.prompt_tokens,
    tokensEstimated: record.tokens_estimated !== 0,
    estimateBasis: record.estimate_basis,
    estimatedTokens: record.estimated_tokens,
    costMicroUsd: record.cost_micro_usd,
    outputMicroUsd: record.output_micro_usd,
    webSearchMicroUsd: record.web_search_micro_usd,
    billing: record.billing,
    cliVersion: record.cli_version,
    projectDirectory: record.project_directory,
    auxiliaryPurpose: record.auxiliary_purpose,
    groupTokens: groupTokensOf(record.group_tokens),
    segments,
    sources,
    output: record.output === null ? null : storedOutput.parse(JSON.parse(record.output)),
    cacheVerdict: record.verdict === null ? null : storedVerdict.parse(JSON.parse(record.verdict)),
  };
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
const figure = z.number().nullable();
const storedOutput = z.object({
  tokens: figure,
  tokensEstimated: z.boolean(),
  parts: z.array(z.object({ source: z.custom<OutputSource>(isObject), tokens: figure, costMicroUsd: figure })),
});
const storedVerdict = z.custom<CacheVerdict>((value) => typeof value === 'object' && value !== null && 'verdict' in value);

function sourceOf({ key, kind, name, tokens, cost_micro_usd: costMicroUsd, calls, ...states }: SourceRecord): AnalysedSource {
  return { key, kind, name, tokens, tokensByState: statesOf(states), costMicroUsd, calls };
}

function statesOf(
  states: Pick<SourceRecord, 'read_tokens' | 'written_1h_tokens' | 'written_5m_tokens' | 'plain_tokens'>,
): TokensByState | null {
  const { read_tokens: read, written_1h_tokens: written1h, written_5m_tokens: written5m, plain_tokens: plain } = states;
  if (read === null || written1h === null || written5m === null || plain === null) return null;
  return { read, 'written-1h': written1h, 'written-5m': written5m, plain };
}
