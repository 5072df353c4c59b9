import { groupTokensOf, usageOf } from './exchange-record.ts';
import type { UsageRecord } from './exchange-record.ts';
import type { Store } from './open-store.ts';
import type { Analysis, StoreReads } from './reads.ts';
import { unpackSegments } from './segment-columns.ts';

interface AnalysisRecord extends UsageRecord {
  readonly number: number;
  readonly rule_version: number;
  readonly is_prompt: number;
  readonly session_id: string | null;
  readonly model: string | null;
  readonly title: string | null;
  readonly prompt_tokens: number | null;
  readonly tokens_estimated: number;
  readonly cost_usd: number | null;
  readonly group_tokens: string | null;
  readonly columns: Uint8Array;
}

type AnalysisReads = Pick<StoreReads, 'readAnalysis' | 'listUnanalysed' | 'countUnanalysed'>;

/** What the analyst found out, and what it has still to look at. */
export function analysisReads(store: Store): AnalysisReads {
  const readRecord = store.prepare<[string], AnalysisRecord>(`
    SELECT number, rule_version, is_prompt, session_id, model, title, has_usage, input_tokens, cache_read_tokens,
      cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, prompt_tokens, tokens_estimated, cost_usd, group_tokens,
      columns
    FROM exchange JOIN segment_list ON exchange_number = number WHERE id = ?`);
  const readSources = store.prepare<[number], Analysis['sources'][number]>(`
    SELECT key, kind, name, tokens FROM exchange_source JOIN source ON number = source_number
    WHERE exchange_number = ? ORDER BY source_number`);
  // Without the hint all rows are gone through in the order of their numbers, although few are outstanding.
  const outstanding = "FROM exchange INDEXED BY exchange_to_analyse WHERE state <> 'open' AND rule_version < ?";
  const listIds = store.prepare<[number, number], string>(`SELECT id ${outstanding} ORDER BY number LIMIT ?`).pluck();
  const count = store.prepare<[number], number>(`SELECT count(*) ${outstanding}`).pluck();
  return {
    readAnalysis: (id) => {
      const record = readRecord.get(id);
      return record === undefined ? null : analysisOf(record, readSources.all(record.number));
    },
    listUnanalysed: (ruleVersion, limit) => listIds.all(ruleVersion, limit),
    countUnanalysed: (ruleVersion) => count.get(ruleVersion) ?? 0,
  };
}

function analysisOf(record: AnalysisRecord, sources: Analysis['sources']): Analysis {
  return {
    ruleVersion: record.rule_version,
    isPrompt: record.is_prompt !== 0,
    sessionId: record.session_id,
    model: record.model,
    title: record.title,
    usage: usageOf(record),
    promptTokens: record.prompt_tokens,
    tokensEstimated: record.tokens_estimated !== 0,
    costUsd: record.cost_usd,
    groupTokens: groupTokensOf(record.group_tokens),
    segments: unpackSegments(record.columns),
    sources,
  };
}
