import { z } from 'zod';
import { sourceGroups } from '../domain/attribution/source.ts';
import type { TokensByState } from '../domain/cost/cache-state.ts';

const count = z.number().int().nonnegative();

/** Whole micro-dollars, so that sums are exact; null where the price is unknown. */
export const microUsd = z.number().int().nullable();

/** Tokens of a prompt by how they were billed; of what has no bill yet there are none. */
export const tokensByState = z.object({
  read: count,
  'written-1h': count,
  'written-5m': count,
  plain: count,
}) satisfies z.ZodType<TokensByState>;

/** What costs are added up by. Owners are MCP servers, skills, memory files and tools with all that they brought; days are local ones. */
export const costGroupings = ['source', 'owner', 'turn', 'thread', 'session', 'day', 'model'] as const;
export type CostGrouping = (typeof costGroupings)[number];

/** Which exchanges: those of a session, those that began from `fromUs` on and before `untilUs`, or all. */
export const costRange = z.object({ sessionId: z.string().optional(), fromUs: z.number().int().optional(), untilUs: z.number().int().optional() });
export type CostRange = z.infer<typeof costRange>;

const costFigures = z.object({
  exchanges: count,
  /** As billed, or as estimated where there is no bill. */
  promptTokens: count,
  tokensByState,
  outputTokens: count,
  /** The sum of what has a price; null when nothing has. */
  costMicroUsd: microUsd,
  /** How many of the exchanges have a bill and no price: what they cost is in no sum. */
  withoutPrice: count,
});
export type CostFigures = z.infer<typeof costFigures>;

/** One line of a breakdown. With its session its key is unique in it. */
export const costEntry = costFigures.extend({
  /** A source's or an owner's key, the key of a turn or thread, a session's id, `2026-10-31`, or a model. Empty where none is known. */
  key: z.string(),
  /** The session of a turn or thread; null otherwise. */
  sessionId: z.string().nullable(),
  /** The server, skill, file or tool; the agent of a thread; the user's words of a turn or session. */
  name: z.string().nullable(),
  /**
   * The kind of a source. What the response wrote is `output`, what the API searched `web-search`, and what could not be shared out over
   * sources `unattributed`. Null otherwise.
   */
  kind: z.string().nullable(),
  /** The group of a source or an owner. */
  group: z.enum(sourceGroups).nullable(),
});
export type CostEntry = z.infer<typeof costEntry>;

/** Costs by one of the groupings, the dearest first. The entries, those left off included, sum to the total exactly. */
export const costsView = z.object({
  by: z.enum(costGroupings),
  entries: z.array(costEntry).readonly(),
  /** How many entries there are with those that were left off. */
  entryCount: count,
  total: costFigures.extend({
    /** The part of the cost that a subscription covers: API-equivalent, and no bill. */
    subscriptionMicroUsd: microUsd,
  }),
});
export type CostsView = z.infer<typeof costsView>;
