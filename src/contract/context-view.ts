import { z } from 'zod';
import type { ContextNode } from '../domain/attribution/context-tree.ts';
import type { CountedSegment } from '../domain/attribution/segment.ts';

/** A segment as the window gets it: the domain's, with the sources' own schema left to the domain. */
const segmentView = z.custom<CountedSegment>((value) => typeof value === 'object' && value !== null);

export type { ContextNode };
const contextNode = z.custom<ContextNode>((value) => typeof value === 'object' && value !== null);

/** Where the prompt of one request came from. */
export const contextView = z.object({
  state: z.enum(['pending', 'done', 'not-a-prompt']),
  segments: z.array(segmentView).readonly(),
  tree: z.array(contextNode).readonly(),
  totalTokens: z.number().int().nullable(),
  tokensEstimated: z.boolean(),
  ruleVersion: z.number().int(),
});
export type ContextView = z.infer<typeof contextView>;
