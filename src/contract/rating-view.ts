import { z } from 'zod';

export const longestCommentChars = 10_000;

export const stars = z.number().int().min(1).max(5);
export const comment = z.string().max(longestCommentChars);

/** What can be rated. A session by the key that it is listed under; a turn is all that one prompt set off, subagents included. */
export const rated = z.discriminatedUnion('of', [
  z.object({ of: z.literal('request'), id: z.string() }),
  z.object({ of: z.literal('turn'), sessionId: z.string(), turnKey: z.string().min(1) }),
  z.object({ of: z.literal('session'), sessionId: z.string() }),
]);
export type Rated = z.infer<typeof rated>;

export const ratedScopes = ['request', 'turn', 'session'] as const satisfies readonly Rated['of'][];

/** What the user said of something; credentials in the comment are masked. */
export const ratingView = z.object({
  rated,
  stars,
  comment: z.string().nullable(),
  ratedAtUs: z.number().int(),
});
export type RatingView = z.infer<typeof ratingView>;

/** Ratings, the latest first, and how many there are in all. */
export const ratingList = z.object({ ratings: z.array(ratingView).readonly(), total: z.number().int().nonnegative() });

/** What became of a rating or a pin. `busy`: the database did not come free in time; nothing was changed, and it may be tried again. */
export const keptView = z.object({ state: z.enum(['kept', 'unknown-id', 'busy']) });
export type KeptView = z.infer<typeof keptView>;
