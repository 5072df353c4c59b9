import { z } from 'zod';

const offset = z.number().int().nonnegative();

/** A text that says what was looked for. */
const textHit = z.object({
  /** The first exchange that holds it, and in which of its bodies. */
  exchangeId: z.string(),
  side: z.enum(['request', 'response']),
  /** How many exchanges hold it: a conversation is sent again with each turn. There are more where not all are counted. */
  exchanges: z.number().int().positive(),
  areAllCounted: z.boolean(),
  excerpt: z.object({
    /** A part of the text on one line: never markup. */
    text: z.string(),
    /** UTF-16 offsets in it. */
    matches: z.array(z.object({ start: offset, end: offset })).readonly(),
    isCutBefore: z.boolean(),
    isCutAfter: z.boolean(),
  }),
});

/** The newest texts first; `next` is `before` of the following page. */
export const searchView = z.object({ hits: z.array(textHit).readonly(), next: z.number().int().nullable() });

/** Each phrase has to stand in the text; a `*` at the end of one has its last word go on. */
export const searchInput = z.object({
  phrases: z.array(z.string().max(1000)).min(1).max(20),
  limit: z.number().int().min(1).max(200),
  before: z.number().int().optional(),
});
