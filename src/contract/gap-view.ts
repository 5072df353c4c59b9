import { z } from 'zod';

/** A stretch of time in which capture failed. Each of its exchanges has its row, of the state `uncaptured` or `interrupted`, with the same code. */
export const gapView = z.object({
  /** Microseconds since the Unix epoch: when the first of them began and the last ended. */
  fromUs: z.number().int(),
  untilUs: z.number().int(),
  /**
   * `recorder-behind`: the disk was too slow, or full. `recorder-failed`: recording broke down. `app-stopped`: the app ended, or was killed, while
   * they were under way. `app-away`: nobody recorded, and the standby passed them through.
   */
  code: z.enum(['recorder-behind', 'recorder-failed', 'app-stopped', 'app-away']),
  /** Exchanges that are not whole, and connections of which nothing was seen. */
  exchanges: z.number().int(),
  /** What passed of them in all, as far as it was counted. */
  requestBytes: z.number().int(),
  responseBytes: z.number().int(),
});
export type GapView = z.infer<typeof gapView>;
