import type { Usage } from '../../domain/anthropic/usage.ts';
import type { Store } from './open-store.ts';
import { openForWriting } from './open-for-writing.ts';
import type { Analysis } from './reads.ts';
import { bodyPacking, type BodyPacking } from './pack-bodies.ts';
import { packSegments } from './segment-columns.ts';

/** What the analyst writes. */
export interface AnalysisWrites extends BodyPacking {
  /** Keeps what was found out about an exchange in place of what was there; an unknown id is left alone. */
  saveAnalysis(id: string, analysis: Analysis): void;
  /** The same for several, in one transaction. */
  saveAnalyses(analyses: readonly { readonly id: string; readonly analysis: Analysis }[]): void;
  close(): void;
}

/** Opens the analyst's own connection; the recorder has made the file before. */
export function openAnalysisWrites(databaseFile: string): AnalysisWrites {
  const store = openForWriting(databaseFile);
  const save = analysisSaver(store);
  const saveAll = store.transaction((analyses: readonly { readonly id: string; readonly analysis: Analysis }[]) => {
    for (const { id, analysis } of analyses) save(id, analysis);
  });
  return {
    ...bodyPacking(store),
    saveAnalysis: (id, analysis) => saveAll.immediate([{ id, analysis }]),
    saveAnalyses: (analyses) => saveAll.immediate(analyses),
    close: () => {
      store.close();
    },
  };
}

function analysisSaver(store: Store): (id: string, analysis: Analysis) => void {
  const findNumber = store.prepare<[string], number>('SELECT number FROM exchange WHERE id = ?').pluck();
  // A session stated in a header is never replaced by one found in a body.
  const updateExchange = store.prepare(`
    UPDATE exchange SET rule_version = @ruleVersion, is_prompt = @isPrompt, session_id = coalesce(session_id, @sessionId),
      model = @model, title = @title, has_usage = @hasUsage, input_tokens = @inputTokens,
      cache_read_tokens = @cacheReadTokens, cache_write_5m_tokens = @cacheWrite5mTokens,
      cache_write_1h_tokens = @cacheWrite1hTokens, output_tokens = @outputTokens, prompt_tokens = @promptTokens,
      tokens_estimated = @tokensEstimated, cost_usd = @costUsd, group_tokens = @groupTokens
    WHERE number = @number`);
  const putSegments = store.prepare<[number, Uint8Array]>('INSERT OR REPLACE INTO segment_list VALUES (?, ?)');
  const dropSources = store.prepare<[number]>('DELETE FROM exchange_source WHERE exchange_number = ?');
  const findSource = store
    .prepare<[string, string, string], number>("SELECT number FROM source WHERE key = ? AND kind = ? AND coalesce(name, '') = ?")
    .pluck();
  const addSource = store.prepare<[string, string, string | null]>('INSERT INTO source (key, kind, name) VALUES (?, ?, ?)');
  const addUse = store.prepare<[number, number, number | null]>(`
    INSERT INTO exchange_source VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET tokens = coalesce(tokens, 0) + coalesce(excluded.tokens, 0)`);

  const sourceNumber = (source: Analysis['sources'][number]): number =>
    findSource.get(source.key, source.kind, source.name ?? '') ??
    Number(addSource.run(source.key, source.kind, source.name).lastInsertRowid);

  return (id, analysis) => {
    const number = findNumber.get(id);
    if (number === undefined) return;
    updateExchange.run({
      number,
      ruleVersion: analysis.ruleVersion,
      isPrompt: analysis.isPrompt ? 1 : 0,
      sessionId: analysis.sessionId,
      model: analysis.model,
      title: analysis.title,
      hasUsage: analysis.usage === null ? 0 : 1,
      ...(analysis.usage ?? noUsage),
      promptTokens: analysis.promptTokens,
      tokensEstimated: analysis.tokensEstimated ? 1 : 0,
      costUsd: analysis.costUsd,
      groupTokens: analysis.groupTokens === null ? null : JSON.stringify(analysis.groupTokens),
    });
    putSegments.run(number, packSegments(analysis.segments));
    dropSources.run(number);
    for (const source of analysis.sources) addUse.run(sourceNumber(source), number, source.tokens);
  };
}

const noUsage: Usage = {
  inputTokens: null,
  cacheReadTokens: null,
  cacheWrite5mTokens: null,
  cacheWrite1hTokens: null,
  outputTokens: null,
};
