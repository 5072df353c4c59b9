import type { ResultHabit } from '../../../domain/insight/result-habit.ts';
import type { Store } from '../open-store.ts';
import { habitText } from './habit-text.ts';

/** The results that a conversation carried along, as its last request tells. */
export interface HabitWrite {
  /** What is told by another row already ends before this message. */
  readonly start: number;
  /** The request whose row this one takes the place of; null where it is of none. */
  readonly takenFrom: string | null;
  /** Null where another request, which goes on from this one, has them already. */
  readonly habits: readonly ResultHabit[] | null;
}

/** Keeps the habits of an exchange, and drops those that they take the place of; null: it has none. */
export function habitWriter(store: Store): (exchangeNumber: number, write: HabitWrite | null) => void {
  const put = store.prepare<[number, string]>('INSERT OR REPLACE INTO result_habit (exchange_number, habits) VALUES (?, ?)');
  const drop = store.prepare<[number]>('DELETE FROM result_habit WHERE exchange_number = ?');
  const dropOf = store.prepare<[string]>('DELETE FROM result_habit WHERE exchange_number = (SELECT number FROM exchange WHERE id = ?)');
  return (exchangeNumber, write) => {
    const { start, habits, takenFrom } = write ?? nothing;
    if (habits === null) drop.run(exchangeNumber);
    else put.run(exchangeNumber, habitText(start, habits));
    if (takenFrom !== null) dropOf.run(takenFrom);
  };
}

const nothing: HabitWrite = { start: 0, takenFrom: null, habits: null };
