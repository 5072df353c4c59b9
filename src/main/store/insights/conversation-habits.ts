import type { InsightRange } from '../../../contract/insight-view.ts';
import type { ConversationHabits } from '../../../domain/insight/insight-facts.ts';
import { habitsOfText } from '../analysis/habit-text.ts';
import type { Store } from '../open-store.ts';
import { rangeValues, type TimeValues } from './range-values.ts';

interface HabitRecord {
  readonly id: string;
  readonly at_us: number;
  readonly session_key: string;
  readonly number: number;
  readonly is_subagent: number;
}

/** More than anybody has in a few months; then the earlier ones are left out. */
const mostConversations = 5000;
const mostChars = 32 * 1024 * 1024;

/** The conversations whose last request is in a range, the latest first. */
export function conversationReader(store: Store): (range: InsightRange) => readonly ConversationHabits[] {
  // One row a conversation: they are fewer than the requests of a range.
  const list = store.prepare<[TimeValues], HabitRecord>(`
    SELECT id, number, request_started_at_us AS at_us, session_key, thread_key IS NOT NULL AND thread_key <> 'main' AS is_subagent
    FROM result_habit CROSS JOIN exchange ON exchange.number = result_habit.exchange_number
    WHERE request_started_at_us >= @fromUs AND request_started_at_us < @untilUs AND import_number IS NULL AND has_usage = 1
    ORDER BY request_started_at_us DESC, number DESC LIMIT ${mostConversations}`);
  // To sort the texts with their rows takes as long as to read them.
  const readText = store.prepare<[number], string>('SELECT habits FROM result_habit WHERE exchange_number = ?').pluck();
  return (range) => {
    const conversations: ConversationHabits[] = [];
    let chars = 0;
    for (const record of list.all(rangeValues(range))) {
      const text = readText.get(record.number) ?? '';
      chars += text.length;
      if (chars > mostChars) break;
      const habits = habitsOfText(text);
      if (habits.length === 0) continue;
      conversations.push({ id: record.id, atUs: record.at_us, sessionId: record.session_key, isSubagent: record.is_subagent === 1, habits });
    }
    return conversations;
  };
}

/** From which message on the habits are told that are kept with an exchange. */
export function habitStartReader(store: Store): (id: string) => number | null {
  const read = store
    .prepare<[string], number | null>(
      "SELECT iif(json_valid(habits), json_extract(habits, '$.start'), 0) FROM exchange CROSS JOIN result_habit ON exchange_number = number WHERE id = ?",
    )
    .pluck();
  return (id) => read.get(id) ?? null;
}
