import { z } from 'zod';

/** Whether the standby is started when the user signs in, as the system says it. */
export const loginItemView = z.object({
  /** `elsewhere`: an item of ours is there, and starts something else than this Whence would (a checkout that moved, another port). */
  state: z.enum(['on', 'off', 'elsewhere', 'cannot-tell']),
  message: z.string(),
});
export type LoginItemView = z.infer<typeof loginItemView>;
