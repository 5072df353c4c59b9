import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { proxyUrlProblem } from '../../contract/proxy-url.ts';
import { retentionLimits } from '../../contract/retention-view.ts';
import { apiChoice, savedFilters, upstreamProxyChoice } from '../../contract/settings-view.ts';
import { maskingRules } from '../../domain/masking/masking-rules.ts';
import { isHostName } from '../host-name.ts';

/** Hosts that can be opened; the first is open from the start. */
export const offeredHosts = ['api.anthropic.com', 'claude.ai'] as const;

const hostName = z.string().trim().toLowerCase().refine(isHostName, 'is not a host name');

const usableProxyChoice = upstreamProxyChoice.superRefine((choice, context) => {
  const problem = choice.from === 'settings' ? proxyUrlProblem(choice.url) : null;
  if (problem !== null) context.addIssue({ code: 'custom', message: problem, path: ['url'] });
});

/** Who signs in at the proxy of the settings. The password is sealed by the system's own store of secrets, as base64. */
const proxyLogin = z.object({ user: z.string().min(1), sealedPassword: z.base64().min(1) });

const fields = {
  port: z.number().int().min(0).max(65535),
  interceptHosts: z.array(hostName),
  theme: z.enum(['system', 'dark', 'light']),
  capture: z.boolean(),
  atQuit: z.enum(['standby', 'close']),
  claudeSettingsAtQuit: z.enum(['keep', 'undo']),
  whenWindowClosed: z.enum(['quit', 'stay']),
  upstreamProxy: usableProxyChoice,
  api: apiChoice,
  proxyLogin: proxyLogin.nullable(),
  maskingRulesOff: z.array(z.string()),
  retention: retentionLimits,
  savedFilters,
};
const settingsSchema = z.object(fields);
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  port: 8443,
  interceptHosts: [offeredHosts[0]],
  theme: 'system',
  capture: true,
  atQuit: 'standby',
  claudeSettingsAtQuit: 'keep',
  // On a Mac an app outlives its window.
  whenWindowClosed: process.platform === 'darwin' ? 'stay' : 'quit',
  upstreamProxy: { from: 'environment' },
  api: { on: false, port: 3001 },
  proxyLogin: null,
  maskingRulesOff: [],
  retention: { days: 30, megabytes: 2048, keepRated: true, keepPinned: true },
  savedFilters: [],
};

/**
 * Reads the settings file. A value that is not valid is named in `notices` and its default used; so is a file that cannot
 * be read. No file means the defaults.
 */
export function readSettings(file: string): { readonly settings: Settings; readonly notices: readonly string[] } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return { settings: defaultSettings, notices: [] };
    return { settings: defaultSettings, notices: [`The settings in ${file} cannot be read; the defaults are used.`] };
  }
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return { settings: defaultSettings, notices: [`The settings in ${file} are not JSON; the defaults are used.`] };
  }
  const entries = z.record(z.string(), z.unknown()).safeParse(stored);
  if (!entries.success) return { settings: defaultSettings, notices: [`The settings in ${file} are not a JSON object; the defaults are used.`] };

  const notices: string[] = [];
  const take = <Value>(name: keyof Settings, field: z.ZodType<Value>, fallback: Value): Value => {
    const value = entries.data[name];
    if (value === undefined) return fallback;
    const parsed = field.safeParse(value);
    if (parsed.success) return parsed.data;
    const said = mayHoldSecrets.has(name) ? '' : ` (${JSON.stringify(value)})`;
    notices.push(`The setting "${name}" in ${file} is not valid${said}; its default is used.`);
    return fallback;
  };
  const settings: Settings = {
    port: take('port', fields.port, defaultSettings.port),
    interceptHosts: take('interceptHosts', fields.interceptHosts, defaultSettings.interceptHosts),
    theme: take('theme', fields.theme, defaultSettings.theme),
    capture: take('capture', fields.capture, defaultSettings.capture),
    atQuit: take('atQuit', fields.atQuit, defaultSettings.atQuit),
    claudeSettingsAtQuit: take('claudeSettingsAtQuit', fields.claudeSettingsAtQuit, defaultSettings.claudeSettingsAtQuit),
    whenWindowClosed: take('whenWindowClosed', fields.whenWindowClosed, defaultSettings.whenWindowClosed),
    upstreamProxy: take('upstreamProxy', fields.upstreamProxy, defaultSettings.upstreamProxy),
    api: take('api', fields.api, defaultSettings.api),
    proxyLogin: take('proxyLogin', fields.proxyLogin, defaultSettings.proxyLogin),
    maskingRulesOff: take('maskingRulesOff', fields.maskingRulesOff, defaultSettings.maskingRulesOff),
    retention: take('retention', fields.retention, defaultSettings.retention),
    savedFilters: take('savedFilters', fields.savedFilters, defaultSettings.savedFilters),
  };
  const unknownRules = settings.maskingRulesOff.filter((id) => !isMaskingRule(id));
  for (const id of unknownRules) {
    notices.push(`There is no masking rule ${JSON.stringify(id)}, which "maskingRulesOff" in ${file} names; it is ignored.`);
  }
  return { settings: { ...settings, maskingRulesOff: settings.maskingRulesOff.filter(isMaskingRule) }, notices };
}

/**
 * Writes the settings in one step (a crash leaves the old file or the new one, never half of it) and returns them as
 * written. A value that is not valid throws a sentence that names it, and nothing is written.
 */
export function writeSettings(file: string, settings: Settings): Settings {
  const parsed = settingsSchema.safeParse(settings);
  if (!parsed.success) throw new Error(`The settings were not changed: ${z.prettifyError(parsed.error)}`);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.new`;
  writeFileSync(fresh, `${JSON.stringify(parsed.data, null, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, file);
  return parsed.data;
}

// Whoever edits the file by hand may write a password where none belongs: it must not be said again.
const mayHoldSecrets: ReadonlySet<string> = new Set(['upstreamProxy', 'proxyLogin']);

function isMaskingRule(id: string): boolean {
  return maskingRules.some((rule) => rule.id === id);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
