import { z } from 'zod';

/** A line of the user's settings of Claude Code before, after, or in both; values that may be secrets are masked. `gap`: lines that stay are left out. */
const settingsLine = z.object({ kind: z.enum(['same', 'removed', 'added', 'gap']), text: z.string() });
export type SettingsLine = z.infer<typeof settingsLine>;

/** Whether Claude Code's settings lead to Whence. */
export const claudeSettingsView = z.object({
  file: z.string(),
  standing: z.discriminatedUnion('state', [
    z.object({ state: z.literal('not-set') }),
    /** Ours, as we left them; `isChanged` when something else of the file has changed since. */
    z.object({ state: z.literal('set'), isChanged: z.boolean() }),
    /** They lead here, but not by us, as far as is known. */
    z.object({ state: z.literal('set-by-hand') }),
    /** Set by us, but they lead here no longer. */
    z.object({ state: z.literal('elsewhere'), why: z.string() }),
    z.object({ state: z.literal('other-proxy'), name: z.string(), proxy: z.string() }),
    z.object({ state: z.literal('cannot-read'), why: z.string() }),
  ]),
  /** Wished for, although it is not in the file: taken out when the app was closed, it could not be put in again at the start. */
  isWanted: z.boolean(),
  /** What is in the way of it having effect, in sentences. */
  warnings: z.array(z.string()).readonly(),
});
export type ClaudeSettingsView = z.infer<typeof claudeSettingsView>;

export const claudeSettingsChange = z.enum(['set', 'undo']);
export type ClaudeSettingsChange = z.infer<typeof claudeSettingsChange>;

/** What would be written, to be seen before it is. */
export const claudeSettingsPlan = z.discriminatedUnion('planned', [
  z.object({
    planned: z.literal(true),
    /** To be given back: the plan is carried out only while it would come to the same. */
    id: z.string(),
    file: z.string(),
    /** The file is made, removed, or changed. */
    effect: z.enum(['make', 'remove', 'change', 'nothing']),
    lines: z.array(settingsLine).readonly(),
    /** In sentences: what should be thought of before, and what else comes with it. */
    warnings: z.array(z.string()).readonly(),
    notes: z.array(z.string()).readonly(),
    /** The proxy that the settings name so far, masked, where Whence could go on through it and does not yet; whether that is what most would want. */
    goOnThrough: z.object({ proxy: z.string(), isSuggested: z.boolean() }).nullable(),
  }),
  z.object({ planned: z.literal(false), message: z.string() }),
]);
export type ClaudeSettingsPlan = z.infer<typeof claudeSettingsPlan>;
