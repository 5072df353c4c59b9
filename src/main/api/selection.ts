import { z } from '@hono/zod-openapi';
import { rowOrders } from '../../contract/filter-view.ts';
import { longestFilter } from '../../domain/filter/parse-filter.ts';
import { parseFilterText } from '../answers/parse-filter-text.ts';
import type { RowQuery } from '../store/reads.ts';
import { inTime, text } from './parameters.ts';
import type { Mistake } from './problem.ts';

/** The parameters that choose requests. All conditions that are given must hold. */
export const selection = {
  ...inTime.shape,
  context_source: text.optional().openapi({ description: 'The name of an MCP server, skill, tool or memory file, or a source kind.' }),
  session_id: text.optional(),
  filter: z.string().max(longestFilter).optional().openapi({ description: 'As in the window: `source:mcp:context7 model:opus status:>=400 "some text"`.' }),
};

/** The order that requests come in. */
export const ordering = {
  sort: z.enum(rowOrders).default('time').openapi({ description: 'What has no value comes last either way.' }),
  order: z.enum(['asc', 'desc']).default('desc'),
};

type Selection = { readonly [Name in keyof typeof selection]?: z.infer<(typeof selection)[Name]> | undefined };

/** What the parameters choose, as the store is asked for it, or where the filter is mistaken. */
export function rowQueryOf({ start_time, end_time, context_source, session_id, filter = '' }: Selection): Omit<RowQuery, 'limit'> | { readonly mistakes: readonly Mistake[] } {
  const parse = parseFilterText(filter, new Date());
  if (!parse.parsed) {
    return { mistakes: parse.mistakes.map(({ message, start, end, found, expected, nearest }) => ({ detail: message, parameter: 'filter', start, end, found, expected, nearest })) };
  }
  return {
    ...(start_time === undefined ? {} : { fromUs: start_time }),
    ...(end_time === undefined ? {} : { untilUs: end_time }),
    ...(context_source === undefined ? {} : { contextSource: context_source }),
    ...(session_id === undefined ? {} : { sessionId: session_id }),
    ...(parse.filter.terms.length === 0 ? {} : { filter: parse.filter }),
  };
}
