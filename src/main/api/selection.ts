import type { z } from '@hono/zod-openapi';
import type { RowQuery } from '../store/reads.ts';
import { inTime, text } from './parameters.ts';
import type { Mistake } from './problem.ts';

/** The parameters that choose requests. All that are given must hold. */
export const selection = {
  ...inTime.shape,
  context_source: text.optional().openapi({ description: 'The name of an MCP server, skill, tool or memory file, or a source kind.' }),
  session_id: text.optional(),
};

type Selection = { readonly [Name in keyof typeof selection]?: z.infer<(typeof selection)[Name]> };

/** What the parameters choose, as the store is asked for it, or which of them is mistaken. */
export function rowQueryOf({ start_time, end_time, context_source, session_id }: Selection): Omit<RowQuery, 'limit'> | { readonly mistake: Mistake } {
  return {
    ...(start_time === undefined ? {} : { fromUs: start_time }),
    ...(end_time === undefined ? {} : { untilUs: end_time }),
    ...(context_source === undefined ? {} : { contextSource: context_source }),
    ...(session_id === undefined ? {} : { sessionId: session_id }),
  };
}
