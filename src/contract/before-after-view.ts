import { z } from 'zod';
import type { Measure } from '../domain/insight/before-after.ts';
import { sourceGroups } from '../domain/attribution/source.ts';
import { markerView } from './marker-view.ts';

const count = z.number().int().nonnegative();

/** A marker by its number, how many days on either side, and requests of which project; of all where it is left out. */
export const beforeAfterInput = z.object({ number: z.number().int(), days: z.number().int().min(1).max(365), project: z.string().optional() });

const span = z.object({
  fromUs: z.number().int(),
  untilUs: z.number().int(),
  requests: count,
  turns: count,
  tokens: count,
  /** It ends at another marker. */
  isCut: z.boolean(),
});
export type ComparedSpan = z.infer<typeof span>;

/** Tokens a request on either side. */
const part = { before: z.number(), after: z.number() };

/** What turns and requests took before a marker and after it. Imports are in none of it. */
export const beforeAfterView = z.object({
  marker: markerView,
  before: span,
  after: span,
  /** How many turns were under way then, and are on neither side. */
  acrossTurns: count,
  measures: z.array(z.custom<Measure>((value) => typeof value === 'object' && value !== null)).readonly(),
  groups: z.array(z.object({ group: z.enum(sourceGroups), ...part })).readonly(),
  /** The sources whose tokens changed the most, by owner. */
  owners: z.array(z.object({ key: z.string(), group: z.enum(sourceGroups).nullable(), name: z.string().nullable(), ...part })).readonly(),
  /** From how many of the requests `owners` were taken, where one project has too many to look at all; else null. */
  sampled: z.object({ before: count, after: count }).nullable(),
  /** Projects with requests on either side, those with the most first; an empty name is none. */
  projects: z.array(z.object({ project: z.string(), before: count, after: count })).readonly(),
});
export type BeforeAfterView = z.infer<typeof beforeAfterView>;
