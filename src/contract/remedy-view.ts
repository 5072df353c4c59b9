import { z } from 'zod';
import { sourceGroups, sourceKinds, type SourceKind } from '../domain/attribution/source.ts';
import { insightRules } from '../domain/insight/finding.ts';
import { claudeSettingsPlan } from './claude-settings-view.ts';

/** What remedies are looked for by; the rest of a finding is for reading. */
export const remediedFinding = z.object({
  rule: z.enum(insightRules),
  subject: z.object({
    key: z.string().max(10_000),
    kind: z.custom<SourceKind>((value) => typeof value === 'string' && sourceKinds.includes(value)).nullable(),
    group: z.enum(sourceGroups).nullable(),
    name: z.string().max(10_000).nullable(),
  }),
  /** Requests that it rests on: they say which projects it is about. */
  ids: z.array(z.string().max(100)).max(500),
});
export type FindingToRemedy = z.infer<typeof remediedFinding>;

/** How a remedy is carried out. */
const remedyWay = z.discriminatedUnion('way', [
  /** As this user's shell reads it. */
  z.object({ way: z.literal('command'), command: z.string() }),
  /** `appliedId`: Whence has written it, and it is still there. */
  z.object({ way: z.literal('settings'), file: z.string(), appliedId: z.string().nullable() }),
  z.object({ way: z.literal('path'), path: z.string() }),
  z.object({ way: z.literal('advice') }),
]);

export const remedyView = z.object({
  id: z.string(),
  /** Plain text; names in it are captured. */
  does: z.string(),
  loses: z.string().nullable(),
  onlyIn: z.string().nullable(),
  how: remedyWay,
});
export type RemedyView = z.infer<typeof remedyView>;

/** What is best first. */
export const remediesView = z.array(remedyView).readonly();

export const remedyOf = z.object({ finding: remediedFinding, remedyId: z.string().max(10_000) });
export type RemedyOf = z.infer<typeof remedyOf>;

/** What would be written, as with Claude Code's settings for the proxy. */
export const remedyPlan = claudeSettingsPlan;
export type RemedyPlan = z.infer<typeof remedyPlan>;

export const remedyOutcome = z.discriminatedUnion('done', [
  /** `marker`: what a point in time at which it was done could be called. */
  z.object({ done: z.literal(true), message: z.string(), marker: z.string().nullable() }),
  z.object({ done: z.literal(false), message: z.string() }),
]);
export type RemedyOutcome = z.infer<typeof remedyOutcome>;

export const appliedRemedy = z.object({
  id: z.string(),
  /** What was done, in a few words, and the sentence of the remedy. */
  what: z.string(),
  does: z.string(),
  file: z.string(),
  onlyIn: z.string().nullable(),
  appliedAtMs: z.number(),
  standing: z.discriminatedUnion('state', [
    z.object({ state: z.literal('in-effect') }),
    /** Somebody else took it out, or wrote something else there. */
    z.object({ state: z.literal('gone') }),
    z.object({ state: z.literal('cannot-read'), why: z.string() }),
  ]),
});
export type AppliedRemedy = z.infer<typeof appliedRemedy>;

/** The latest first; `trouble` says why what was applied is not known. */
export const appliedRemediesView = z.object({ applied: z.array(appliedRemedy).readonly(), trouble: z.string().nullable() });
export type AppliedRemediesView = z.infer<typeof appliedRemediesView>;
