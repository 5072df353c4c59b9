import { createContext } from 'react';
import { useNow } from '../../../ui/use-now.ts';

/** A moment of today: what is of today at noon is of yesterday after midnight. One for all lines. */
export const TodayContext = createContext(0);

/** A moment of today, in milliseconds; another one once the day is another. */
export function useToday(): number {
  const nowMs = useNow(true, 60_000);
  return new Date(nowMs).setHours(12, 0, 0, 0);
}
