import type { SourceRange } from '../../contract/source-view.ts';
import { usePlace } from '../navigation/use-place.ts';
import { useNow } from '../ui/use-now.ts';
import type { RangeName } from '../navigation/range-choices.ts';
import { boundsOf, rangeNamed, startOfToday } from './source-range.ts';

/** The range that the place names, when today began, and the way to another. It moves on with the day. */
export function useRange(): { readonly name: RangeName; readonly bounds: SourceRange; readonly todayMs: number; readonly choose: (name: RangeName) => void } {
  const [place, go] = usePlace();
  const todayMs = startOfToday(useNow(true, 60_000));
  const name = rangeNamed(place.range);
  return { name, bounds: boundsOf(name, todayMs), todayMs, choose: (range) => go({ range: range === 'all' ? null : range }) };
}
