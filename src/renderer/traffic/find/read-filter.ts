import type { FilterClock, FilterParse } from '../../../domain/filter/filter.ts';
import { parseFilter } from '../../../domain/filter/parse-filter.ts';

/** What the text of a filter means, read in the window: what is half written need not be asked of the main process. */
export function readFilter(text: string, nowMs: number): FilterParse {
  return parseFilter(text, { nowMs, localMs });
}

const localMs: FilterClock['localMs'] = (year, month, day, ...time) => new Date(year, month - 1, day, ...time).getTime();
