import { z } from 'zod';

export const longestCommentChars = 10_000;

export const stars = z.number().int().min(1).max(5);
export const comment = z.string().max(longestCommentChars);

/** What the user said of an exchange; credentials in the comment are masked. */
export const ratingView = z.object({
  id: z.string(),
  stars,
  comment: z.string().nullable(),
  ratedAtUs: z.number().int(),
});

/** What became of a rating or a pin. `busy`: the database did not come free in time; nothing was changed, and it may be tried again. */
export const keptView = z.object({ state: z.enum(['kept', 'unknown-id', 'busy']) });
export type KeptView = z.infer<typeof keptView>;
