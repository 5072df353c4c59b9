import { z } from 'zod';
import { requestClasses } from '../domain/anthropic/request.ts';
import type { CacheVerdict } from '../domain/comparison/explain-cache.ts';
import { sourceGroups } from '../domain/attribution/source.ts';
import type { HeaderList } from '../domain/http/header-list.ts';
import { auxiliaryPurposes } from '../domain/thread/auxiliary-purpose.ts';
import { microUsd } from './cost-view.ts';

/** Microseconds since the Unix epoch. */
const atUs = z.number().int();
const tokens = z.number().int().nonnegative();

/** `uncaptured`: it passed through unseen; its error says why, its bytes are those of the connection. */
const exchangeState = z.enum(['open', 'complete', 'interrupted', 'failed', 'uncaptured']);
export type ExchangeState = z.infer<typeof exchangeState>;

/** What went wrong with an exchange: a closed code, and a sentence that says what happened and what to do. */
const exchangeError = z.object({ code: z.string(), message: z.string() });

/** The five timestamps of an exchange. `requestStartedAtUs` is when its first byte was read. */
const exchangeTiming = z.object({
  requestStartedAtUs: atUs,
  requestReceivedAtUs: atUs.nullable(),
  requestForwardedAtUs: atUs.nullable(),
  responseStartedAtUs: atUs.nullable(),
  responseDeliveredAtUs: atUs.nullable(),
});
export type ExchangeTiming = z.infer<typeof exchangeTiming>;

/** The domain's `Usage`. */
const usage = z.object({
  inputTokens: tokens.nullable(),
  cacheReadTokens: tokens.nullable(),
  cacheWrite5mTokens: tokens.nullable(),
  cacheWrite1hTokens: tokens.nullable(),
  outputTokens: tokens.nullable(),
});

const cacheVerdicts = ['no-cache-expected', 'read-as-expected', 'partial', 'miss'] as const satisfies readonly CacheVerdict['verdict'][];

/** One row of the timeline. */
export const exchangeRow = z.object({
  id: z.string(),
  state: exchangeState,
  error: exchangeError.nullable(),
  sessionId: z.string().nullable(),
  agentId: z.string().nullable(),
  /** What the subagent, or the skill that runs as one, is called; null for the main thread, and while no call or header says. */
  agentName: z.string().nullable(),
  requestClass: z.enum(requestClasses),
  /** Why Claude Code asked this for itself; null for round trips of a conversation. */
  auxiliaryPurpose: z.enum(auxiliaryPurposes).nullable(),
  /** The thread and the turn it is in, as `readThreads` names them; null until analysed, and for what is no message. */
  threadKey: z.string().nullable(),
  turnKey: z.string().nullable(),
  /** Which turn of its thread that is, from 1. */
  turnNumber: z.number().int().nullable(),
  /** The id of the first attempt that this one repeats. */
  retryOf: z.string().nullable(),
  /** The id of the request that this one goes on from. */
  predecessorId: z.string().nullable(),
  /** What became of the cache since the predecessor; `readCacheVerdict` says why. */
  cacheVerdict: z.enum(cacheVerdicts).nullable(),
  projectDirectory: z.string().nullable(),
  /** How it was asked for; an uncaptured connection to port 80 counts as http, all others as https. */
  scheme: z.enum(['https', 'http']),
  host: z.string(),
  port: z.number().int(),
  method: z.string(),
  path: z.string(),
  model: z.string().nullable(),
  status: z.number().int().nullable(),
  timing: exchangeTiming,
  requestBytes: z.number().int(),
  responseBytes: z.number().int(),
  /** The prompt as billed, or as estimated while `tokensEstimated`. */
  promptTokens: tokens.nullable(),
  tokensEstimated: z.boolean(),
  usage: usage.nullable(),
  costMicroUsd: microUsd,
  /** The same in dollars, for showing. Sums are made of micro-dollars. */
  costUsd: z.number().nullable(),
  /** Who pays: with a subscription the cost is API-equivalent. Null where the request does not say. */
  billing: z.enum(['subscription', 'api-key']).nullable(),
  /** 1 to 5 stars; null while not rated. */
  stars: z.number().int().min(1).max(5).nullable(),
  /** Retention leaves it alone. */
  isPinned: z.boolean(),
  /** When retention removed its bodies and heads; null while they are here. The figures stay. */
  contentRemovedAtUs: atUs.nullable(),
  /** The import it came with; null for what was captured here. */
  importNumber: z.number().int().nullable(),
  /** Prompt tokens by group; null until analysed. */
  groupTokens: z.partialRecord(z.enum(sourceGroups), tokens).nullable(),
});
export type ExchangeRow = z.infer<typeof exchangeRow>;

/** Rows as one text, for the way into the page: `packRows` makes it, `unpackRows` reads it. */
export const packedRows = z.string();

/** Raw headers, in order and case. Credential values are masked with as many characters as they had. */
export const rawHeaders = z.array(z.tuple([z.string(), z.string()]).readonly()).readonly() satisfies z.ZodType<HeaderList>;

export const exchangeDetail = z.object({
  row: exchangeRow,
  requestLine: z.string().nullable(),
  requestHeaders: rawHeaders,
  statusLine: z.string().nullable(),
  responseHeaders: rawHeaders,
  requestTrailers: rawHeaders,
  responseTrailers: rawHeaders,
  requestContentType: z.string().nullable(),
  responseContentType: z.string().nullable(),
});
export type ExchangeDetail = z.infer<typeof exchangeDetail>;

/** A body for reading: text when it is text (decoded from any content encoding), else only its size. */
export const bodyView = z.object({
  /** As stored. */
  bytes: z.number().int(),
  /** The coding it came in. */
  contentEncoding: z.string().nullable(),
  text: z.string().nullable(),
  /** Set when `text` was cut: how many characters there are in all. */
  totalChars: z.number().int().nullable(),
});
export type BodyView = z.infer<typeof bodyView>;

/** The response put together from its stream; `complete` is false when it ended early. */
export const messageView = z.object({
  /** What the body was: an event stream, one JSON message, one JSON error, or none of these. */
  kind: z.enum(['stream', 'message', 'error', 'other']),
  id: z.string().nullable(),
  model: z.string().nullable(),
  stopReason: z.string().nullable(),
  complete: z.boolean(),
  error: z.object({ type: z.string(), message: z.string() }).nullable(),
  blocks: z
    .array(
      z.object({
        type: z.string(),
        /** Text, thinking, or a tool call's input as JSON. */
        text: z.string(),
        tool: z.string().nullable(),
      }),
    )
    .readonly(),
});
export type MessageView = z.infer<typeof messageView>;

/** One session: all exchanges that named it, or those that named none, by host. */
export const sessionView = z.object({
  id: z.string(),
  /** The first words of the user in it, if any were seen. */
  title: z.string().nullable(),
  /** Where it began; null until a request that says so is analysed. A session does not move when it changes the directory. */
  projectDirectory: z.string().nullable(),
  startedAtUs: atUs,
  lastAtUs: atUs,
  exchanges: z.number().int(),
  promptTokens: tokens,
  costMicroUsd: microUsd,
  /** The same in dollars, for showing. */
  costUsd: z.number().nullable(),
  /** The part of it that a subscription covers; null when none. */
  subscriptionMicroUsd: microUsd,
  /** The import it came with, which it can be read from alone; null for what was captured here. */
  importNumber: z.number().int().nullable(),
});
export type SessionView = z.infer<typeof sessionView>;
