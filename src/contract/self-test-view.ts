import { z } from 'zod';

/** What is looked at, in the order it is shown. */
export const selfTestChecks = ['port', 'certificate', 'system-trust', 'environment', 'claude-settings', 'clients', 'upstream', 'recording', 'standby'] as const;
export type SelfTestCheckId = (typeof selfTestChecks)[number];

const selfTestCheck = z.object({
  id: z.enum(selfTestChecks),
  /** `warning`: Claude Code is captured all the same, or perhaps; `skipped`: it is not needed, or could not be looked at. */
  state: z.enum(['waiting', 'passed', 'failed', 'warning', 'skipped']),
  /** What is looked at. */
  what: z.string(),
  /** What was found; empty while it is waited for. */
  sentence: z.string(),
  /** What to do. */
  remedy: z.string().nullable(),
  /** A line for a terminal that does it. */
  command: z.string().nullable(),
});
export type SelfTestCheck = z.infer<typeof selfTestCheck>;

/** A test of the connection, under way or over. */
export const selfTestView = z.object({
  /** Null while it runs. */
  endedAtMs: z.number().nullable(),
  checks: z.array(selfTestCheck).readonly(),
});
export type SelfTestView = z.infer<typeof selfTestView>;
