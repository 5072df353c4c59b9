import type { InsightRange } from '../../../contract/insight-view.ts';
import { listedWindow } from '../../../domain/cost/price.ts';
import { asksForLongWindow, contextWindow, nearTheEnd, shortWindow } from '../../../domain/insight/context-window.ts';
import type { FullWindowFacts } from '../../../domain/insight/insight-facts.ts';
import { compactionTrigger } from '../../../domain/thread/auxiliary-purpose.ts';
import { headReads } from '../heads.ts';
import type { Store } from '../open-store.ts';
import { inRange, rangeValues, type TimeValues } from './range-values.ts';

interface ModelRecord {
  readonly model: string;
  readonly last_us: number;
}

type ModelValues = TimeValues & { readonly model: string; readonly least: number };

interface ConversationRecord {
  readonly conversation: string;
  readonly number: number;
  readonly highest: number;
}

interface RequestRecord {
  readonly conversation: string;
  readonly number: number;
  readonly tokens: number;
}

interface CompactionRecord extends RequestRecord {
  readonly model: string | null;
}

interface Windowed {
  requests: RequestRecord[];
  compactions: number;
}

const mostExamples = 12;
/** A header is looked at of each: of more conversations than anybody has that are so long. */
const mostConversations = 500;

const conversation = "session_key || ' ' || coalesce(thread_key, '') AS conversation";

/**
 * Requests of a range that came near the end of their context window, by model and window, the model with the most of them first. A model's window
 * is that of the price list, or the long one where the longest request of the conversation asks for it.
 */
export function fullWindowReader(store: Store): (range: InsightRange) => readonly FullWindowFacts[] {
  const listModels = store.prepare<[TimeValues], ModelRecord>(`SELECT model, max(at_us) AS last_us FROM bill WHERE ${inRange} AND model IS NOT NULL GROUP BY model`);
  // Of the columns beside max() SQLite takes those of its row.
  const listConversations = store.prepare<[ModelValues], ConversationRecord>(`
    SELECT ${conversation}, exchange_number AS number, max(prompt_tokens) AS highest
    FROM bill WHERE ${inRange} AND model = @model AND prompt_tokens >= @least GROUP BY 1 ORDER BY highest DESC LIMIT ${mostConversations}`);
  const listRequests = store.prepare<[ModelValues], RequestRecord>(`
    SELECT ${conversation}, exchange_number AS number, prompt_tokens AS tokens FROM bill
    WHERE ${inRange} AND model = @model AND prompt_tokens >= @least ORDER BY prompt_tokens DESC`);
  // One that was sent again is no other; one without output came to nothing.
  const listCompactions = store.prepare<[TimeValues], CompactionRecord>(`
    SELECT coalesce(session_id, 'host:' || host) || ' ' || coalesce(thread_key, '') AS conversation, number, coalesce(prompt_tokens, 0) AS tokens, model
    FROM (SELECT number AS compacted FROM exchange INDEXED BY exchange_facts WHERE request_started_at_us >= @fromUs AND request_started_at_us < @untilUs
      AND auxiliary_purpose = 'compaction' AND import_number IS NULL AND output_tokens IS NOT NULL AND retry_of IS NULL)
    CROSS JOIN exchange ON exchange.number = compacted ORDER BY number DESC`);
  const readHead = headReads(store);
  const readId = store.prepare<[number], string>('SELECT id FROM exchange WHERE number = ?').pluck();
  const headersOf = (number: number) => readHead(number)?.requestHeaders ?? [];
  const isAutomatic = (number: number): boolean => compactionTrigger({ method: 'POST', path: '', headers: headersOf(number) }) === 'auto';

  return (range) => {
    const values = rangeValues(range);
    const allCompactions = listCompactions.all(values);
    return listModels
      .all(values)
      .flatMap(({ model, last_us }): readonly FullWindowFacts[] => {
        const listed = listedWindow(model, last_us / 1000);
        if (listed === null) return [];
        const least = Math.ceil(nearTheEnd * Math.min(listed, shortWindow));
        const conversations = listConversations.all({ ...values, model, least });
        const long = new Set(conversations.flatMap((each) => (asksForLongWindow(headersOf(each.number), model) ? [each.conversation] : [])));
        const compactions = allCompactions.filter((each) => each.model === model);
        const isShort = (each: RequestRecord): boolean => each.tokens >= least && each.tokens <= shortWindow && !long.has(each.conversation) && isAutomatic(each.number);
        const goesBeyond = conversations.some((each) => each.highest > shortWindow && !long.has(each.conversation));
        const endsShort = listed > shortWindow && !goesBeyond && compactions.slice(0, mostConversations).some(isShort);
        const windowOf = (each: RequestRecord): number => contextWindow(listed, long.has(each.conversation), endsShort);
        const known = new Set(conversations.map((each) => each.conversation));
        const windows = new Map<number, Windowed>();
        const windowed = (tokens: number): Windowed => {
          const window = windows.get(tokens) ?? { requests: [], compactions: 0 };
          windows.set(tokens, window);
          return window;
        };
        for (const request of listRequests.all({ ...values, model, least })) {
          const window = windowOf(request);
          if (known.has(request.conversation) && request.tokens >= nearTheEnd * window) windowed(window).requests.push(request);
        }
        for (const compaction of compactions) windowed(windowOf(compaction)).compactions += 1;
        return [...windows].map(([windowTokens, { requests, compactions: compacted }]) => ({
          model,
          windowTokens,
          requests: requests.length,
          highestTokens: requests[0]?.tokens ?? 0,
          compactions: compacted,
          ids: requests.slice(0, mostExamples).flatMap(({ number }) => readId.get(number) ?? []),
        }));
      })
      .toSorted((one, other) => other.requests - one.requests || other.compactions - one.compactions || other.highestTokens - one.highestTokens);
  };
}
