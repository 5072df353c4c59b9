import { z } from 'zod';
import type { AssembledThread } from '../domain/thread/assembled-session.ts';

/** A session with its exchanges in their places. Costs and tokens of its threads and turns: `readCosts`, by the same keys. */
export const threadsView = z.object({
  sessionId: z.string(),
  /** The main conversation with all subagents below it: turns, their exchanges with retries, and auxiliaries. It may be empty. */
  main: z.custom<AssembledThread>((value) => typeof value === 'object' && value !== null),
  /** Ids of exchanges that are not of the Messages API. */
  others: z.array(z.string()).readonly(),
  /** Ids of exchanges that the analyst has not placed yet. */
  unplaced: z.array(z.string()).readonly(),
});
export type ThreadsView = z.infer<typeof threadsView>;

/** Prompts that hold text no rule knows, by the version of Claude Code that sent them: a new version shows here first. */
export const unknownHarnessView = z.array(
  z.object({
    /** As `2.1.330`; null where the request does not say. */
    cliVersion: z.string().nullable(),
    /** How many exchanges hold such text, of how many of this version. */
    exchanges: z.number().int(),
    ofExchanges: z.number().int(),
    /** Tokens of text that the harness wrote and no rule knows, and of what could not be told at all. */
    unknownHarnessTokens: z.number().int(),
    unknownTokens: z.number().int(),
    /** The ids of the newest of them. */
    examples: z.array(z.string()).readonly(),
  }),
).readonly();
export type UnknownHarnessView = z.infer<typeof unknownHarnessView>;
