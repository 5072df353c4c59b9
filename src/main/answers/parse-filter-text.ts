import type { FilterClock, FilterParse } from '../../domain/filter/filter.ts';
import { parseFilter } from '../../domain/filter/parse-filter.ts';

/** The text of a filter as the window and the local API send it: what is meant, or its mistakes. Times without a zone are those of this machine. */
export function parseFilterText(text: string, now: Date): FilterParse {
  return parseFilter(text, { nowMs: now.getTime(), localMs });
}

const localMs: FilterClock['localMs'] = (year, month, day, ...time) => new Date(year, month - 1, day, ...time).getTime();
