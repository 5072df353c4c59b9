import { useMemo } from 'react';
import { boundsOf, rangeOf, rangeWord, type ChosenRange, type DayBounds, type RangeName } from '../navigation/chosen-days.ts';
import { usePlace } from '../navigation/use-place.ts';
import { useNow } from '../ui/use-now.ts';

/** The range that the place names, or what the screen begins with; its bounds, when today began, and the way to another. It moves on with the day. */
export function useRange(first: RangeName = 'all'): { readonly range: ChosenRange; readonly bounds: DayBounds; readonly todayMs: number; readonly choose: (range: ChosenRange) => void } {
  const [place, go] = usePlace();
  const todayMs = new Date(useNow(true, 60_000)).setHours(0, 0, 0, 0);
  const range = useMemo(() => rangeOf(place.range, first), [place.range, first]);
  return { range, bounds: useMemo(() => boundsOf(range, todayMs), [range, todayMs]), todayMs, choose: (next) => go({ range: rangeWord(next) }) };
}
