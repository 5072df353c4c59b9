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
export const costGroupings = ['source', 'owner', 'group', 'turn', 'thread', 'session', 'project', 'day', 'model'] as const;
export type CostGrouping = (typeof costGroupings)[number];

/** What is shown of costs, by one of the things they are told apart by: all but some values of it, or these alone. */
export const costFilter = z.object({ by: z.enum(['group', 'model', 'project']), keys: z.array(z.string()).max(500).readonly(), isOnly: z.boolean() });
export type CostFilter = z.infer<typeof costFilter>;

/** Which exchanges: those of a session, those that began from `fromUs` on and before `untilUs`, or all. */
export const costRange = z.object({ sessionId: z.string().optional(), fromUs: z.number().int().optional(), untilUs: z.number().int().optional(), filter: costFilter.optional() });
export type CostRange = z.infer<typeof costRange>;

const costFigures = z.object({
  exchanges: count,
  /** As billed, or as estimated where there is no bill. */
  promptTokens: count,
  /** Null where it is not known how: of groups of sources. */
  tokensByState: tokensByState.nullable(),
  outputTokens: count,
  /** The sum of what has a price; null when nothing has. */
  costMicroUsd: microUsd,
  /** How many of the exchanges have a bill and no price: what they cost is in no sum. */
  withoutPrice: count,
  /** What reading from the cache saved and what writing to it cost more, against the same prompts without it. Null where that is not known: without a price, and of sources. */
  readSavedMicroUsd: microUsd,
  writeExtraMicroUsd: microUsd,
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
   * sources `unattributed`; what is known of no more than its day, because its rows were removed, is `removed`. Null otherwise.
   */
  kind: z.string().nullable(),
  /** The group of a source or an owner. */
  group: z.enum(sourceGroups).nullable(),
  /** When the first and the last of the exchanges began, of turns, threads, sessions, projects and models; null otherwise. */
  firstUs: z.number().int().nullable(),
  lastUs: z.number().int().nullable(),
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

/** The part of a stack of the series. */
export const costDimensions = ['group', 'model', 'project', 'owner'] as const;
export type CostDimension = (typeof costDimensions)[number];

/**
 * One series of costs over time: a group, a model, a project or an owner by its key, or one of `output`, `web-search`, `unattributed`
 * and `removed` (see `costEntry`), or the `rest` of those that have no series of their own.
 */
const costSeries = z.object({
  key: z.string(),
  kind: z.enum(['value', 'output', 'web-search', 'unattributed', 'removed', 'rest']),
  name: z.string().nullable(),
  group: z.enum(sourceGroups).nullable(),
  /** For the rest: how many there are in it. */
  members: count,
});
export type CostSeries = z.infer<typeof costSeries>;

const costSlot = costFigures.extend({
  /** When the day or hour begins; of removed exchanges only the day is known, of UTC. */
  key: z.string(),
  /** How many of the exchanges are no longer stored. */
  removed: count,
  /** In the order of the series. */
  costsMicroUsd: z.array(microUsd).readonly(),
  tokens: z.array(count).readonly(),
});
export type CostSlot = z.infer<typeof costSlot>;

/** Costs over time, in the order of time: days as `2026-10-31`, or hours as `2026-10-31T14+01:00`, both local. Those without a bill are left out. The series of each sum to its cost and its tokens. */
export const costTrendView = z.object({ by: z.enum(costDimensions), per: z.enum(['day', 'hour']), series: z.array(costSeries).readonly(), slots: z.array(costSlot).readonly() });
export type CostTrendView = z.infer<typeof costTrendView>;

/** What all of a range came to. */
export const costSummaryView = z.object({
  total: costsView.shape.total,
  sessions: count,
  turns: count,
  /** Local days with a bill. */
  days: count,
  /** The first and the last that has a bill; null without one. */
  firstUs: z.number().int().nullable(),
  lastUs: z.number().int().nullable(),
  /** How many exchanges of the total are no longer stored, and what they cost. */
  removed: z.object({ exchanges: count, costMicroUsd: microUsd }),
  /** Why less was read from the cache than could have been, the dearest first. What it cost more is an estimate. */
  misses: z.array(z.object({ cause: z.string(), exchanges: count, extraMicroUsd: microUsd })).readonly(),
  /** Which models have bills and no price. */
  unpriced: z.array(z.object({ model: z.string().nullable(), exchanges: count })).readonly(),
});
export type CostSummaryView = z.infer<typeof costSummaryView>;
