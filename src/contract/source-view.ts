import { z } from 'zod';
import { sourceGroups, type SourceKind } from '../domain/attribution/source.ts';
import { microUsd } from './cost-view.ts';
import { ratingView } from './rating-view.ts';

const count = z.number().int().nonnegative();

/** Which requests: those that began from `fromUs` on and before `untilUs`, or all. */
export const sourceRange = z.object({ fromUs: z.number().int().optional(), untilUs: z.number().int().optional() });
export type SourceRange = z.infer<typeof sourceRange>;

/** From `low` to `high`, in stars. */
const starInterval = z.object({ low: z.number(), high: z.number() });
const difference = z.object({ stars: z.number(), interval: starInterval });

const ratingFigures = {
  /** How many ratings it has a part in, of requests, turns and sessions, and their average; each counted by the tokens of the source in what was rated. */
  ratings: count,
  averageStars: z.number().nullable(),
  /** Where the average lies with 95 % certainty: the fewer ratings, the wider. Null without one. */
  interval: starInterval.nullable(),
};

/**
 * What requests that have a bill had of a source, or of all sources of an owner. Of what was in none of these, but in others (which failed, or only asked
 * for a count), no more is said than how many held it. Imports are in none of it.
 */
const useFigures = z.object({
  /** How many requests held it. */
  requests: count,
  /** Null where none of them has a bill. */
  tokens: count.nullable(),
  /** The sum of what has a price; null when nothing has. */
  costMicroUsd: microUsd,
  /** How many requests offered it to the model; null for what offers nothing to call. */
  definitions: count.nullable(),
  /** Of how many of these it is known what the model called. */
  answered: count,
  /** How often the model called it in these; null when none is known. */
  calls: count.nullable(),
  ...ratingFigures,
  /** How much of the rated prompts it was, on average, from 0 to 1; null where that is not known. */
  ratedShare: z.number().nullable(),
  /** The average of what was rated with it less that of what was rated without it, each rating counted once; null where nothing was rated without it, or with it. */
  difference: difference.nullable(),
});
export type UseFigures = z.infer<typeof useFigures>;

const kind = z.custom<SourceKind>((value) => typeof value === 'string');

export const sourceLine = useFigures.extend({
  /** As `sourceKey` makes it. */
  key: z.string(),
  kind,
  name: z.string().nullable(),
  /** When the latest request that held it began, whatever the range is; null where that was before it was written down. */
  lastSeenAtUs: z.number().int().nullable(),
});
export type SourceLine = z.infer<typeof sourceLine>;

/** An MCP server, a skill, a memory file, a tool, or a source of another kind, with all that it brought. */
export const ownerLine = useFigures.extend({
  key: z.string(),
  group: z.enum(sourceGroups),
  /** A kind of its sources, by which it is called where it has no name. */
  kind,
  name: z.string().nullable(),
  lastSeenAtUs: z.number().int().nullable(),
  sources: z.array(sourceLine).readonly(),
});
export type OwnerLine = z.infer<typeof ownerLine>;

/** All that was in the prompts of a range that have a bill. The owners' costs, and what is beside them, sum to the bill to the micro-dollar. */
export const sourcesView = z.object({
  owners: z.array(ownerLine).readonly(),
  /** How many requests the figures are of. */
  billed: count,
  /** How many prompts have no bill, because they failed, or only asked for a count: of what they held that was in no other, they are counted. */
  unbilled: count,
  bill: z.object({
    totalMicroUsd: microUsd,
    outputMicroUsd: microUsd,
    webSearchMicroUsd: microUsd,
    /** What could not be shared out over sources. */
    unattributedMicroUsd: microUsd,
    subscriptionMicroUsd: microUsd,
    /** Of how many billed requests no price is known. */
    withoutPrice: count,
  }),
  /** Requests that are in no figure here: those of imports. */
  imported: count,
  /** How many ratings there are, of requests that began in the range. */
  rated: count,
});
export type SourcesView = z.infer<typeof sourcesView>;

/** A day of this machine's clock, as `2026-10-31`. */
const sourceDay = useFigures.omit({ ratedShare: true, difference: true }).extend({ day: z.string() });
export type SourceDay = z.infer<typeof sourceDay>;

/** A source or an owner by its key, with the days on which it was seen in a range, the earliest first; null for one that was in no request of it. */
export const sourcePage = z.object({
  owner: ownerLine,
  /** Which of the owner's sources is meant; null for the owner as a whole. */
  source: sourceLine.nullable(),
  days: z.array(sourceDay).readonly(),
});
export type SourcePage = z.infer<typeof sourcePage>;

/** What was rated, each rating counted once, whatever the source had in it. */
const plainRating = z.object(ratingFigures);

/** What requests and turns took as a whole. */
const wholeFigures = z.object({
  requests: count,
  promptTokens: count,
  outputTokens: count,
  /** Of what has a price; null where nothing has. */
  costMicroUsd: microUsd,
  withoutPrice: count,
  turns: count,
  turnPromptTokens: count,
  turnOutputTokens: count,
  /** Of turns whose every request has a price. */
  turnCostMicroUsd: microUsd,
  turnsWithoutPrice: count,
});

/**
 * What held a source beside what did not: what it was rated, and what its requests and turns took as a whole. A turn is with it where one of its requests
 * is. Imports, and requests whose rows are removed, are in none.
 */
export const withAndWithoutView = z.object({
  with: wholeFigures.extend({ rating: plainRating }),
  without: wholeFigures.extend({ rating: plainRating }),
  /** The average with it less that without; null where there is no rating of one of them. */
  difference: difference.nullable(),
});
export type WithAndWithoutView = z.infer<typeof withAndWithoutView>;
export type WholeFigures = WithAndWithoutView['with'];

/** The user's word on a request, a turn or a session that held a source. */
const sourceRating = ratingView.extend({
  /** How many requests it is in force for, and when the first of them began. */
  requests: count,
  startedAtUs: z.number().int(),
  /** What the source had in these. */
  tokens: count.nullable(),
});
export const sourceRatings = z.object({ ratings: z.array(sourceRating).readonly(), total: count });
export type SourceRatings = z.infer<typeof sourceRatings>;

/** What can be chosen, by how well it was rated, as the texts of files: how many sources they list, and of how many they say to use them first or last. */
export const preferencesView = z.object({ json: z.string(), markdown: z.string(), sources: count, recommended: count });
export type PreferencesView = z.infer<typeof preferencesView>;

/** A text that a source had, by a request that holds it. */
const sourceText = z.object({
  /** Where it was seen first and last among the requests that were looked at. */
  firstId: z.string(),
  firstSeenAtUs: z.number().int(),
  lastId: z.string(),
  lastSeenAtUs: z.number().int(),
  bytes: count,
  tokens: count.nullable(),
});
export type SourceText = z.infer<typeof sourceText>;

/**
 * The texts that a source had over time, the latest first. `versions`: one text at a time, which changes now and then; `samples`: another each time,
 * of which these are the latest.
 */
export const sourceTexts = z.object({
  state: z.enum(['versions', 'samples']),
  texts: z.array(sourceText).readonly(),
  /** How many requests hold it, how many of them have lost their content, and how many were looked at. */
  requests: count,
  withoutContent: count,
  lookedAt: count,
});
export type SourceTexts = z.infer<typeof sourceTexts>;
