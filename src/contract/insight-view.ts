import { z } from 'zod';
import type { Finding } from '../domain/insight/finding.ts';

/** What the insights are of: all that was captured from `fromUs` on and before `untilUs`. */
export const insightRange = z.object({ fromUs: z.number().int().optional(), untilUs: z.number().int().optional() });
export type InsightRange = z.infer<typeof insightRange>;

/** The findings, the dearest a day first; none where nothing was billed. */
export const insightsView = z.object({
  days: z.number().int().nonnegative(),
  requests: z.number().int().nonnegative(),
  sessions: z.number().int().nonnegative(),
  promptTokens: z.number().int().nonnegative(),
  costMicroUsd: z.number().int().nullable(),
  findings: z.array(z.custom<Finding>((value) => typeof value === 'object' && value !== null)).readonly(),
});
export type InsightsView = z.infer<typeof insightsView>;
