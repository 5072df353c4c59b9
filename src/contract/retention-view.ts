import { z } from 'zod';

/** What is kept, and for how long. 0 is no limit. */
export const retentionLimits = z.object({
  /** Of older exchanges the content goes: bodies, heads, segments. Their rows and figures stay. */
  days: z.number().int().min(0).max(36_500),
  /** When the store is larger the oldest content goes, and when there is none left the oldest rows. */
  megabytes: z.number().int().min(0).max(100_000_000),
  /** Whether rated and pinned exchanges keep their content, whatever the limits say. */
  keepRated: z.boolean(),
  keepPinned: z.boolean(),
});
export type RetentionLimits = z.infer<typeof retentionLimits>;

/** What the store takes, and when a limit is reached. */
export const storeUseView = z.object({
  /** The limits in use: the command line may override the settings. */
  limits: retentionLimits,
  isOverridden: z.boolean(),
  /** The database and its log, without space that is free in them. */
  usedBytes: z.number().int(),
  exchanges: z.number().int(),
  /** Of those, how many have their content still. */
  withContent: z.number().int(),
  /** When the oldest of all began, and the oldest that has its content; microseconds since the epoch. */
  oldestUs: z.number().int().nullable(),
  oldestContentUs: z.number().int().nullable(),
  /** At the rate of the last seven days; null without a limit, or where nothing grows. */
  daysUntilFull: z.number().nullable(),
});
export type StoreUseView = z.infer<typeof storeUseView>;
