import type { ExchangeDetail } from '../../contract/exchange-view.ts';
import { ruleVersion } from '../../domain/attribution/rules.ts';
import type { TokenEncoder } from '../../domain/tokens/count-text.ts';
import type { AnalysisWrite, AnalysisWrites } from '../store/analysis/analysis-writes.ts';
import type { StoreReads } from '../store/reads.ts';
import { analyseExchange, TooManyValues, unanalysable } from './analyse-exchange.ts';
import { BoundedCache } from './bounded-cache.ts';
import { LearntState } from './learnt-state.ts';
import { StoredSessions } from './session-neighbours.ts';
import { createTokenEncoder, tokenizer } from './token-encoder.ts';

/** The texts whose counts are remembered: those of some hundred long conversations, in about 20 MB. */
const cachedTexts = 200_000;
/** Twice what the API takes in one request; larger bodies are kept, but not taken into memory whole to be looked through or compared. */
const analysedBytes = 64 * 1024 * 1024;

/** What became of one analysis. */
export interface AnalysisOutcome {
  /** The exchange, and others whose places are new by it. */
  readonly changed: readonly string[];
  /** Why it could not be analysed, in a sentence; null where it was. */
  readonly trouble: string | null;
}

/** Analyses stored exchanges, one at a time, and keeps what it finds and learns. */
export class StoreAnalyst {
  readonly #reads: StoreReads;
  readonly #writes: AnalysisWrites;
  readonly #counting: { readonly encoder: TokenEncoder; readonly cache: BoundedCache<number> };
  readonly #learnt: LearntState;
  readonly #sessions: StoredSessions;

  constructor(reads: StoreReads, writes: AnalysisWrites, encoder: TokenEncoder = createTokenEncoder()) {
    this.#counting = { encoder, cache: new BoundedCache<number>(cachedTexts) };
    this.#reads = reads;
    this.#writes = writes;
    this.#learnt = new LearntState(tokenizer, reads.readLearnt(tokenizer));
    this.#sessions = new StoredSessions(reads, ruleVersion, analysedBytes);
  }

  /** Analyses an exchange; with `gaveUp` only says that it is not. Null for an id that is not stored. Throws when it cannot be saved. */
  async analyse(id: string, gaveUp: boolean): Promise<AnalysisOutcome | null> {
    const detail = this.#reads.readDetail(id);
    if (detail === null) return null;
    const { write, trouble } = gaveUp ? { write: { id, analysis: unanalysable(detail.row) }, trouble: null } : await this.#analysisOf(id, detail);
    const learnt = this.#learnt.toSave(performance.now());
    try {
      this.#writes.saveAnalyses([{ ...write, learnt }]);
    } catch (error) {
      if (isPassing(error)) throw error;
      // What the database refuses it refuses again: the others must not wait for it.
      this.#writes.saveAnalyses([{ id, analysis: unanalysable(detail.row) }]);
      return { changed: [id], trouble: troubleWith(id, error) };
    }
    if (learnt !== null) this.#learnt.markSaved(performance.now());
    return { changed: [id, ...(write.moved ?? []).map((moved) => moved.id)], trouble };
  }

  /** Saves what was learnt since it was saved last. */
  saveLearnt(): void {
    const unsaved = this.#learnt.unsaved();
    if (unsaved === null) return;
    this.#writes.saveLearnt(unsaved);
    this.#learnt.markSaved(performance.now());
  }

  async #analysisOf(id: string, { row, requestHeaders, responseHeaders }: ExchangeDetail): Promise<{ write: AnalysisWrite; trouble: string | null }> {
    if (row.requestBytes > analysedBytes) return { write: { id, analysis: unanalysable(row) }, trouble: null };
    try {
      const exchange = {
        id,
        startedAtUs: row.timing.requestStartedAtUs,
        responseStartedAtUs: row.timing.responseStartedAtUs,
        sessionId: row.sessionId,
        method: row.method,
        path: row.path,
        requestHeaders,
        responseHeaders,
        bodyHash: this.#reads.readBodyHash(id),
        request: this.#reads.readBody(id, 'request'),
        response: row.responseBytes > analysedBytes ? null : this.#reads.readBody(id, 'response'),
      };
      const counting = { ...this.#counting, learnt: this.#learnt.learnt };
      const { analysis, record, habit, moved, lessons } = await analyseExchange(exchange, this.#sessions.around(row.host, row.importNumber), counting);
      // What a file says of bills teaches nothing: anybody may have written it.
      if (row.importNumber === null) this.#learnt.learn(lessons);
      return { write: { id, analysis, record: record.facts.requestClass === 'other' ? null : record, habit, moved }, trouble: null };
    } catch (error) {
      if (error instanceof TooManyValues) return { write: { id, analysis: unanalysable(row) }, trouble: null };
      // A mistake of ours over one request must not keep the others waiting.
      return { write: { id, analysis: unanalysable(row) }, trouble: troubleWith(id, error) };
    }
  }
}

/** The request's text may be in the message: only the error's name is said. */
function troubleWith(id: string, error: unknown): string {
  const name = error instanceof Error ? error.name : 'unknown error';
  return `Request ${id} could not be analysed (${name}): its sources are shown as unknown. Please report this.`;
}

/** What is over when it is tried again later: a busy database, a full or failing disk (SQLite's result codes). */
const passingCodes = /^SQLITE_(?:BUSY|LOCKED|FULL|IOERR|NOMEM|READONLY|CANTOPEN|PROTOCOL|INTERRUPT)/;

function isPassing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && passingCodes.test(error.code);
}
