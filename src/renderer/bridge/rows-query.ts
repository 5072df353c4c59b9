import type { FilterClock, FilterMistake } from '../../domain/filter/filter.ts';
import { parseFilter } from '../../domain/filter/parse-filter.ts';
import { writeFilter } from '../../domain/filter/write-filter.ts';

/** Which rows a list has. */
export interface RowsQuery {
  /** The session, or null for all of them. */
  readonly session: string | null;
  /** A thread by its key, or null for all of them. */
  readonly thread: string | null;
  /** A filter as the user writes it; empty without one. */
  readonly filter: string;
}

/** The filter that rows are asked for by, null without one; or the mistakes in what the user wrote, with their places there. */
export type AskedFilter = { readonly asked: string | null } | { readonly mistakes: readonly FilterMistake[] };

/**
 * The user's filter, with the thread as a term before it. Times such as `after:2h` are counted back from `nowMs` and written out, so that all pages of
 * a list, and what comes in later, are measured by the same moment.
 */
export function askedFilter({ thread, filter }: RowsQuery, nowMs: number): AskedFilter {
  const parse = parseFilter(filter, { nowMs, localMs });
  if (!parse.parsed) return { mistakes: parse.mistakes };
  const ofThread = thread === null ? [] : [{ negated: false, field: 'thread', anyOf: [{ is: 'word', word: thread }] } as const];
  const asked = writeFilter({ terms: [...ofThread, ...parse.filter.terms] });
  return { asked: asked === '' ? null : asked };
}

/** The same for the same rows. */
export function queryKey({ session, thread, filter }: RowsQuery): string {
  return JSON.stringify([session, thread, filter.trim()]);
}

const localMs: FilterClock['localMs'] = (year, month, day, ...time) => new Date(year, month - 1, day, ...time).getTime();
