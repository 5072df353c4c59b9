import type { ExchangeRow } from '../../contract/exchange-view.ts';
import { isTrouble, rowMood } from './row-facts.ts';

/** The number of each turn in its thread, by the id of the row. */
export type TurnNumbers = ReadonlyMap<string, number>;

/**
 * Which turn of its thread (a session's main thread, or one of its agents) each prompt is, counted from 1 over the rows given,
 * newest first. A turn that went wrong and the one that was sent in its place have the same number. Prompts that name no
 * session have none.
 */
export function turnNumbers(rows: readonly ExchangeRow[]): TurnNumbers {
  const numbers = new Map<string, number>();
  const answered = new Map<string, number>();
  for (const row of rows.toReversed()) {
    if (row.sessionId === null || (row.requestClass !== 'main' && row.requestClass !== 'subagent')) continue;
    const thread = `${row.sessionId} ${row.requestClass} ${row.agentId ?? ''}`;
    const number = (answered.get(thread) ?? 0) + 1;
    numbers.set(row.id, number);
    if (!isTrouble(rowMood(row))) answered.set(thread, number);
  }
  return numbers;
}
