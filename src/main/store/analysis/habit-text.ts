import type { ResultHabit } from '../../../domain/insight/result-habit.ts';

/** A habit without the names of its figures: thousands of rows are read at once, and half of each would be names. */
type HabitColumns = readonly [
  sourceKey: string,
  subject: string | null,
  results: number,
  errors: number,
  tokens: number,
  carriedTokens: number,
  mostCarriedTokens: number,
  copies: number,
  longestRequests: number,
  longestTurns: number,
];

/** How habits are kept: JSON of `start`, as `HabitWrite` says it, and a row of columns for each. */
export function habitText(start: number, habits: readonly ResultHabit[]): string {
  return JSON.stringify({ start, habits: habits.map(columnsOf) });
}

/** Reads them back; none where the text is damaged. */
export function habitsOfText(text: string): readonly ResultHabit[] {
  try {
    const stored: unknown = JSON.parse(text);
    if (typeof stored !== 'object' || stored === null || !('habits' in stored) || !Array.isArray(stored.habits)) return [];
    const rows: readonly unknown[] = stored.habits;
    return rows.every(isColumns) ? rows.map(habitOf) : [];
  } catch {
    return [];
  }
}

function columnsOf(habit: ResultHabit): HabitColumns {
  return [habit.sourceKey, habit.subject, habit.results, habit.errors, habit.tokens, habit.carriedTokens, habit.mostCarriedTokens, habit.copies, habit.longestRequests, habit.longestTurns];
}

function habitOf([sourceKey, subject, results, errors, tokens, carriedTokens, mostCarriedTokens, copies, longestRequests, longestTurns]: HabitColumns): ResultHabit {
  return { sourceKey, subject, results, errors, tokens, carriedTokens, mostCarriedTokens, copies, longestRequests, longestTurns };
}

/** Checked by hand: a schema takes ten times as long. */
function isColumns(row: unknown): row is HabitColumns {
  if (!Array.isArray(row) || row.length !== 10) return false;
  const [sourceKey, subject, ...figures]: readonly unknown[] = row;
  return typeof sourceKey === 'string' && (subject === null || typeof subject === 'string') && figures.every((figure) => Number.isSafeInteger(figure));
}
