import { useMemo } from 'react';
import { usePlace } from '../navigation/use-place.ts';
import { useNow } from '../ui/use-now.ts';
import { boundsOf, rangeBefore, rangeOf, rangeWord, type ChosenRange } from '../navigation/chosen-days.ts';

/** The range of the place with its bounds and that before it, and the way to another. It moves on with the day. */
export function useCostRange() {
  const [place, go] = usePlace();
  const todayMs = new Date(useNow(true, 60_000)).setHours(0, 0, 0, 0);
  const range = useMemo(() => rangeOf(place.range, '30-days'), [place.range]);
  return {
    range,
    todayMs,
    bounds: useMemo(() => boundsOf(range, todayMs), [range, todayMs]),
    before: useMemo(() => rangeBefore(range, todayMs), [range, todayMs]),
    choose: (next: ChosenRange) => go({ range: rangeWord(next) }),
  };
}
