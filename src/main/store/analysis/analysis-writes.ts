import type { Usage } from '../../../domain/anthropic/usage.ts';
import type { ThreadRecord } from '../../../domain/thread/thread-record.ts';
import type { LearntCounts } from '../../../domain/tokens/learnt-counts.ts';
import type { Store } from '../open-store.ts';
import { openForWriting } from '../open-for-writing.ts';
import type { Analysis, ExchangePlace } from '../reads.ts';
import { keptSources } from '../sources/kept-sources.ts';
import { textWriter } from '../content/text-writes.ts';
import { bodyPacking, type BodyPacking } from '../content/pack-bodies.ts';
import { habitWriter, type HabitWrite } from './habit-writes.ts';
import { packSegments } from './segment-columns.ts';
import { billWriter } from '../costs/bill-writes.ts';
import { turnRatingMover } from '../ratings/group-ratings.ts';
import { ratedWriter } from '../ratings/rated-writes.ts';
import { sourceWriter } from '../sources/source-writes.ts';
import { packThreadRecord } from './thread-record-columns.ts';

/** What is kept of one exchange. */
export interface AnalysisWrite {
  readonly id: string;
  readonly analysis: Analysis;
  /** Null, or left out, for what is in no thread. */
  readonly record?: ThreadRecord | null;
  /** What its conversation carried along; null, or left out, where it carried none. */
  readonly habit?: HabitWrite | null;
  /** What became of others by it. */
  readonly moved?: readonly MovedExchange[];
  /** All that was learnt so far with a tokenizer; left out while it need not be saved. */
  readonly learnt?: LearntSoFar | null;
}

/** A place that an exchange has now that another is known; `isStale` when it has to be analysed again for it. */
export interface MovedExchange extends Pick<ExchangePlace, 'threadKey' | 'turnKey' | 'turnNumber' | 'agentName'> {
  readonly id: string;
  readonly isStale: boolean;
}

export interface LearntSoFar {
  readonly tokenizer: string;
  readonly learnt: LearntCounts;
}

/** What the analyst writes. */
export interface AnalysisWrites extends BodyPacking {
  /** Keeps what was found out about exchanges in place of what was there, in one transaction; unknown ids are left alone. */
  saveAnalyses(analyses: readonly AnalysisWrite[]): void;
  /** Keeps what was learnt in place of what was there, also of another tokenizer. */
  saveLearnt(learnt: LearntSoFar): void;
  close(): void;
}

/** Opens the analyst's own connection; the recorder has made the file before. */
export function openAnalysisWrites(databaseFile: string): AnalysisWrites {
  return analysisWrites(openForWriting(databaseFile));
}

/** The same over a connection that others of the thread write by too; `close` ends it. */
export function analysisWrites(store: Store): AnalysisWrites {
  const save = analysisSaver(store);
  const move = mover(store);
  const saveLearnt = learntSaver(store);
  const saveAll = store.transaction((analyses: readonly AnalysisWrite[]) => {
    for (const write of analyses) {
      save(write);
      for (const moved of write.moved ?? []) move(moved);
      if (write.learnt !== undefined && write.learnt !== null) saveLearnt(write.learnt);
    }
  });
  return {
    ...bodyPacking(store),
    saveAnalyses: (analyses) => saveAll.immediate(analyses),
    saveLearnt,
    close: () => {
      store.close();
    },
  };
}

function learntSaver(store: Store): (learnt: LearntSoFar) => void {
  const put = store.prepare<[string, string]>('INSERT OR REPLACE INTO learnt_counts VALUES (1, ?, ?)');
  return ({ tokenizer, learnt }) => void put.run(tokenizer, JSON.stringify(learnt));
}

function mover(store: Store): (moved: MovedExchange) => void {
  // A version of 0 has it analysed again before all that is only out of date; its figures stay until then.
  const update = store.prepare(`
    UPDATE exchange SET thread_key = @threadKey, turn_key = @turnKey, turn_number = @turnNumber, agent_name = @agentName,
      rule_version = iif(@isStale AND content_removed_at_us IS NULL, 0, rule_version)
    WHERE number = @number`);
  const find = store.prepare<[string], number>('SELECT number FROM exchange WHERE id = ?').pluck();
  const rated = ratedWriter(store);
  const ratingOfTurn = turnRatingMover(store);
  return ({ id, isStale, ...place }) => {
    const number = find.get(id);
    if (number === undefined) return;
    const takeRatingAlong = ratingOfTurn(number);
    rated.leave(number);
    update.run({ ...place, number, isStale: isStale ? 1 : 0 });
    rated.join(number);
    takeRatingAlong();
  };
}

function analysisSaver(store: Store): (write: AnalysisWrite) => void {
  const findNumber = store.prepare<[string], number>('SELECT number FROM exchange WHERE id = ?').pluck();
  // A session stated in a header is never replaced by one found in a body.
  const updateExchange = store.prepare(`
    UPDATE exchange SET rule_version = @ruleVersion, is_prompt = @isPrompt, session_id = coalesce(session_id, @sessionId),
      model = @model, title = @title, has_usage = @hasUsage, input_tokens = @inputTokens,
      cache_read_tokens = @cacheReadTokens, cache_write_5m_tokens = @cacheWrite5mTokens,
      cache_write_1h_tokens = @cacheWrite1hTokens, output_tokens = @outputTokens, web_search_requests = @webSearchRequests,
      prompt_tokens = @promptTokens, tokens_estimated = @tokensEstimated, estimate_basis = @estimateBasis,
      estimated_tokens = @estimatedTokens, cost_micro_usd = @costMicroUsd, output_micro_usd = @outputMicroUsd,
      web_search_micro_usd = @webSearchMicroUsd, billing = @billing, cli_version = @cliVersion,
      project_directory = @projectDirectory, auxiliary_purpose = @auxiliaryPurpose, agent_name = @agentName,
      thread_key = @threadKey, turn_key = @turnKey, turn_number = @turnNumber, retry_of = @retryOf,
      predecessor_id = @predecessorId, cache_verdict = @cacheVerdict, group_tokens = @groupTokens
    WHERE number = @number`);
  const putSegments = store.prepare<[number, Uint8Array, string | null, string | null]>(
    'INSERT OR REPLACE INTO segment_list (exchange_number, columns, output, cache_verdict, shape) VALUES (?, ?, ?, ?, 2)',
  );
  const putRecord = store.prepare<[number, Uint8Array, Uint8Array, Uint8Array]>(
    "INSERT OR REPLACE INTO thread_record (exchange_number, record, packed, texts, digests) VALUES (?, '', ?, ?, ?)",
  );
  const dropRecord = store.prepare<[number]>('DELETE FROM thread_record WHERE exchange_number = ?');
  const writeSources = sourceWriter(store);
  const writeBill = billWriter(store);
  const writeHabit = habitWriter(store);
  const kept = keptSources(store);
  const texts = textWriter(store);
  const ratingOfTurn = turnRatingMover(store);

  return ({ id, analysis, record, habit = null }) => {
    const number = findNumber.get(id);
    if (number === undefined) return;
    const { isPrompt, tokensEstimated, usage, groupTokens, segments, sources, output, cacheVerdict, ...columns } = analysis;
    const takeRatingAlong = ratingOfTurn(number);
    writeSources.leaveSums(number);
    updateExchange.run({
      ...columns,
      number,
      isPrompt: isPrompt ? 1 : 0,
      hasUsage: usage === null ? 0 : 1,
      ...(usage ?? noUsage),
      webSearchRequests: usage?.webSearchRequests ?? null,
      tokensEstimated: tokensEstimated ? 1 : 0,
      cacheVerdict: cacheVerdict?.verdict ?? null,
      groupTokens: jsonOrNull(groupTokens),
    });
    putSegments.run(number, packSegments(segments, kept), jsonOrNull(output), jsonOrNull(cacheVerdict));
    writeSources.put(number, sources, usage !== null);
    takeRatingAlong();
    writeBill(number);
    writeHabit(number, habit);
    if (record === undefined || record === null) dropRecord.run(number);
    else {
      const { packed, shared, digests } = packThreadRecord(record);
      putRecord.run(number, packed, texts.share(number, shared), digests);
    }
  };
}

function jsonOrNull(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

const noUsage: Usage = {
  inputTokens: null,
  cacheReadTokens: null,
  cacheWrite5mTokens: null,
  cacheWrite1hTokens: null,
  outputTokens: null,
};
