import { useMemo } from 'react';
import { useRange } from '../evidence/use-range.ts';
import { rangeBefore } from '../navigation/chosen-days.ts';

/** The range of the place with its bounds and that before it, and the way to another. */
export function useCostRange() {
  const chosen = useRange('30-days');
  const { range, todayMs } = chosen;
  return { ...chosen, before: useMemo(() => rangeBefore(range, todayMs), [range, todayMs]) };
}
