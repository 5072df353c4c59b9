import type { InsightRange } from '../../../contract/insight-view.ts';
import { listedWindow } from '../../../domain/cost/price.ts';
import { asksForLongWindow, contextWindow, longWindow, nearTheEnd, shortWindow } from '../../../domain/insight/context-window.ts';
import type { FullWindowFacts } from '../../../domain/insight/insight-facts.ts';
import { compactionTrigger } from '../../../domain/thread/auxiliary-purpose.ts';
import { headReads } from '../heads.ts';
import type { Store } from '../open-store.ts';
import { inRange, rangeValues, type TimeValues } from './range-values.ts';

interface RequestRecord {
  readonly conversation: string;
  readonly number: number;
  readonly model: string;
  readonly at_us: number;
  readonly tokens: number;
}

interface Windowed {
  readonly near: RequestRecord[];
  highest: number;
  compactions: number;
}

const mostExamples = 12;
/** The headers of so many are looked at, the longest first: nobody has more that are so long. What is beyond is left out. */
const mostConversations = 500;
/** Shorter prompts are near the end of no window that there is today. */
const least = nearTheEnd * shortWindow;

const conversation = "session_key || ' ' || coalesce(thread_key, '') || ' ' || model AS conversation";

/**
 * Requests of a range that came near the end of their context window, by model and window, the model with the most of them first. A model's window
 * is that of the price list, or the long one where the longest request of the conversation asks for it.
 */
export function fullWindowReader(store: Store): (range: InsightRange) => readonly FullWindowFacts[] {
  const listLong = store.prepare<[TimeValues], RequestRecord>(`
    SELECT ${conversation}, exchange_number AS number, model, at_us, prompt_tokens AS tokens FROM bill
    WHERE ${inRange} AND prompt_tokens >= ${least} AND model IS NOT NULL ORDER BY prompt_tokens DESC, at_us DESC`);
  // One that was sent again is no other; one without output came to nothing.
  const listCompactions = store.prepare<[TimeValues], RequestRecord>(`
    SELECT ${conversation}, number, model, request_started_at_us AS at_us, coalesce(prompt_tokens, 0) AS tokens
    FROM (SELECT number AS compacted FROM exchange INDEXED BY exchange_facts WHERE request_started_at_us >= @fromUs AND request_started_at_us < @untilUs
      AND auxiliary_purpose = 'compaction' AND import_number IS NULL AND output_tokens IS NOT NULL AND retry_of IS NULL AND model IS NOT NULL)
    CROSS JOIN exchange ON exchange.number = compacted ORDER BY number DESC`);
  const readHead = headReads(store);
  const readId = store.prepare<[number], string>('SELECT id FROM exchange WHERE number = ?').pluck();
  // Without its header its length says it.
  const isLong = ({ number, model, tokens }: RequestRecord): boolean => {
    const head = readHead(number);
    return head === null ? tokens > shortWindow : asksForLongWindow(head.requestHeaders, model);
  };
  const isAutomatic = ({ number }: RequestRecord): boolean => compactionTrigger({ method: 'POST', path: '', headers: readHead(number)?.requestHeaders ?? [] }) === 'auto';

  return (range) => {
    const values = rangeValues(range);
    const requests = listLong.all(values);
    const compactions = listCompactions.all(values);
    // The longest of each, which comes first.
    const longest = new Map(requests.toReversed().map((request) => [request.conversation, request]));
    const lookedAt = new Set([...longest.keys()].toReversed().slice(0, mostConversations));
    const listed = new Map<string, number | null>();
    const listedOf = ({ model, at_us }: RequestRecord): number | null => {
      const tokens = listed.has(model) ? (listed.get(model) ?? null) : listedWindow(model, at_us / 1000);
      listed.set(model, tokens);
      return tokens;
    };
    // To read a header takes longer than all else here: it is read where the window turns on it.
    const asked = new Map<string, boolean>();
    const isLongOf = (key: string): boolean => {
      const known = asked.get(key);
      if (known !== undefined) return known;
      const request = longest.get(key);
      const answer = request !== undefined && lookedAt.has(key) && isLong(request);
      asked.set(key, answer);
      return answer;
    };
    const atShortEnd = compactions
      .filter((compaction) => compaction.tokens >= least && compaction.tokens <= shortWindow && lookedAt.has(compaction.conversation) && (listedOf(compaction) ?? 0) > shortWindow && !isLongOf(compaction.conversation))
      .slice(0, mostConversations);
    const ofCompacted = new Set(atShortEnd.map(({ model }) => model));
    const isBeyond = (model: string): boolean => [...longest.values()].some((request) => request.model === model && request.tokens > shortWindow && lookedAt.has(request.conversation) && !isLongOf(request.conversation));
    const endingShort = new Set([...ofCompacted].filter((model) => !isBeyond(model) && atShortEnd.some((compaction) => compaction.model === model && isAutomatic(compaction))));

    const windows = new Map<string, Windowed & Pick<FullWindowFacts, 'model' | 'windowTokens'>>();
    const windowed = (model: string, windowTokens: number): Windowed => {
      const key = `${windowTokens} ${model}`;
      const window = windows.get(key) ?? { model, windowTokens, near: [], highest: 0, compactions: 0 };
      windows.set(key, window);
      return window;
    };
    const windowOf = (request: RequestRecord): number | null => {
      const tokens = listedOf(request);
      // A model that takes as much by itself has the same window with the beta, but where Claude Code keeps to the short one.
      const turnsOnHeader = tokens !== null && (tokens < longWindow || endingShort.has(request.model));
      return tokens === null ? null : contextWindow(tokens, turnsOnHeader && isLongOf(request.conversation), endingShort.has(request.model));
    };
    for (const request of requests) {
      const windowTokens = windowOf(request);
      if (windowTokens === null || !lookedAt.has(request.conversation)) continue;
      const window = windowed(request.model, windowTokens);
      window.highest = Math.max(window.highest, request.tokens);
      if (request.tokens >= nearTheEnd * windowTokens) window.near.push(request);
    }
    for (const compaction of compactions) {
      const windowTokens = windowOf(compaction);
      if (windowTokens === null) continue;
      const window = windowed(compaction.model, windowTokens);
      window.highest = Math.max(window.highest, compaction.tokens);
      window.compactions += 1;
    }
    return [...windows.values()]
      .filter(({ near, compactions: compacted }) => near.length > 0 || compacted > 0)
      .map(({ model, windowTokens, near, highest, compactions: compacted }) => ({
        model,
        windowTokens,
        requests: near.length,
        highestTokens: highest,
        compactions: compacted,
        ids: near.slice(0, mostExamples).flatMap(({ number }) => readId.get(number) ?? []),
      }))
      .toSorted((one, other) => other.requests - one.requests || other.compactions - one.compactions || (one.model < other.model ? -1 : 1));
  };
}
