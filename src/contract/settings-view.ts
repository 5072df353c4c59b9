import { z } from 'zod';
import { retentionLimits } from './retention-view.ts';

/** The proxy on the way to the upstream: the environment's (`HTTPS_PROXY` …), none, or the one of this URL, which holds no password. */
export const upstreamProxyChoice = z.discriminatedUnion('from', [
  z.object({ from: z.literal('environment') }),
  z.object({ from: z.literal('none') }),
  z.object({ from: z.literal('settings'), url: z.string(), noProxy: z.string() }),
]);
export type UpstreamProxyChoice = z.infer<typeof upstreamProxyChoice>;

/** What the user's own proxy comes to. No credential is in it: passwords go one way, into the main process. */
export const upstreamProxyView = z.object({
  /** The variables of the app's environment that name proxies, without their credentials; `inUse` for those that count. */
  variables: z.array(z.object({ name: z.string(), value: z.string(), inUse: z.boolean() })).readonly(),
  /** The user name that is kept, with a password, for the proxy of the settings. */
  user: z.string().nullable(),
  /** Why no password can be kept on this system, and what to do instead; null where it can. */
  cannotKeep: z.string().nullable(),
});
export type UpstreamProxyView = z.infer<typeof upstreamProxyView>;

/** Whether the local API is served, and on which port of 127.0.0.1 (0: any that is free). */
export const apiChoice = z.object({ on: z.boolean(), port: z.number().int().min(0).max(65535) });
export type ApiChoice = z.infer<typeof apiChoice>;

/** A filter that the user gave a name, in the order of the list. */
export const savedFilter = z.object({ name: z.string().trim().min(1).max(60), filter: z.string().min(1).max(10_000) });
export type SavedFilter = z.infer<typeof savedFilter>;
export const savedFilters = z.array(savedFilter).max(200);

/** What can be chosen. */
const settingsChoices = z.object({
  port: z.number().int().min(0).max(65535),
  interceptHosts: z.array(z.string()),
  theme: z.enum(['system', 'dark', 'light']),
  /** Whether the traffic of listed hosts is recorded. */
  capture: z.boolean(),
  /** What becomes of the port at quit: the standby keeps it, so that Claude Code goes on, or it closes. */
  atQuit: z.enum(['standby', 'close']),
  /** What becomes of our variables in Claude Code's settings at quit: they stay, or are taken out until the next start. */
  claudeSettingsAtQuit: z.enum(['keep', 'undo']),
  /** What becomes of the app when its window is closed: it quits, or stays, in the tray where there is one. */
  whenWindowClosed: z.enum(['quit', 'stay']),
  upstreamProxy: upstreamProxyChoice,
  retention: retentionLimits,
  api: apiChoice,
  /** The ids of masking rules that are off. */
  maskingRulesOff: z.array(z.string()),
  savedFilters,
});

export const settingsView = settingsChoices.extend({
  /** All hosts the settings show: those Whence offers, and those that are listed. */
  offeredHosts: z.array(z.string()),
  maskingRules: z.array(z.object({ id: z.string(), label: z.string() })).readonly(),
  defaults: settingsChoices,
  /** What in the settings file could not be used when it was read last, in sentences. */
  problems: z.array(z.string()).readonly(),
});
export const settingsChange = settingsChoices.partial();
export type SettingsChange = z.infer<typeof settingsChange>;
export type SettingsView = z.infer<typeof settingsView>;
