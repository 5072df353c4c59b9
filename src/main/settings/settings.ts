import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { proxyUrlProblem } from '../../contract/proxy-url.ts';
import { retentionLimits } from '../../contract/retention-view.ts';
import { apiChoice, savedFilters, upstreamProxyChoice } from '../../contract/settings-view.ts';
import { maskingRules } from '../../domain/masking/masking-rules.ts';
import { errorMessage } from '../error-message.ts';
import { writeWhole } from '../write-whole.ts';
import { isHostName } from '../../contract/host-name.ts';

/** Hosts that can be opened; the first is open from the start. */
export const offeredHosts = ['api.anthropic.com', 'claude.ai'] as const;

const hostName = z.string().trim().toLowerCase().refine(isHostName, 'is not a host name');

const usableProxyChoice = upstreamProxyChoice.superRefine((choice, context) => {
  const problem = choice.from === 'settings' ? proxyUrlProblem(choice.url) : null;
  if (problem !== null) context.addIssue({ code: 'custom', message: problem, path: ['url'] });
});

/** Who signs in at the proxy of the settings, and at which it is: no other is told it. The password is sealed by the system's own store of secrets, as base64. */
const proxyLogin = z.object({ user: z.string().min(1), sealedPassword: z.base64().min(1), at: z.string().optional() });

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

/** More than any settings come to. */
const mostBytes = 1_000_000;

export interface ReadSettings {
  readonly settings: Settings;
  /** Sentences about what of the file could not be used. */
  readonly notices: readonly string[];
  /** What is in the file that this version does not know. It is written back as it is: it may be of a newer one. */
  readonly unknown: Readonly<Record<string, unknown>>;
  /** The file as it was read; null where there was none, or it could not be read. */
  readonly text: string | null;
  /** False where nothing of the file could be used, so that the next writing would lose it. */
  readonly isReadable: boolean;
}

/**
 * Reads the settings file. A value that is not valid is named in `notices` and what stands in `instead` is used, at the start its default; so is a
 * file that cannot be read. No file means the defaults.
 */
export function readSettings(file: string, instead: Settings = defaultSettings): ReadSettings {
  const unusable = (why: string, text: string | null = null): ReadSettings => ({
    settings: instead,
    notices: [`The settings in ${file} ${why}; ${instead === defaultSettings ? 'the defaults are used' : 'those before stay in use'}.`],
    unknown: {},
    text,
    isReadable: false,
  });
  let text: string;
  try {
    if (statSync(file).size > mostBytes) return unusable('are larger than 1 MB, which no settings are');
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return { settings: instead, notices: [], unknown: {}, text: null, isReadable: true };
    return unusable('cannot be read');
  }
  let stored: unknown;
  try {
    // Some editors write a byte order mark.
    stored = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return unusable('are not JSON', text);
  }
  const entries = z.record(z.string(), z.unknown()).safeParse(stored);
  if (!entries.success) return unusable('are not a JSON object', text);

  const notices: string[] = [];
  const use = instead === defaultSettings ? 'its default is used' : 'the one before stays in use';
  const take = <Name extends keyof Settings>(name: Name, field: z.ZodType<Settings[Name]>): Settings[Name] => {
    const value = entries.data[name];
    if (value === undefined) return defaultSettings[name];
    const parsed = field.safeParse(value);
    if (parsed.success) return parsed.data;
    const said = mayHoldSecrets.has(name) ? '' : ` (${shortened(JSON.stringify(value))})`;
    notices.push(`The setting "${name}" in ${file} is not valid${said}; ${use}.`);
    return instead[name];
  };
  const settings: Settings = {
    port: take('port', fields.port),
    interceptHosts: take('interceptHosts', fields.interceptHosts),
    theme: take('theme', fields.theme),
    capture: take('capture', fields.capture),
    atQuit: take('atQuit', fields.atQuit),
    claudeSettingsAtQuit: take('claudeSettingsAtQuit', fields.claudeSettingsAtQuit),
    whenWindowClosed: take('whenWindowClosed', fields.whenWindowClosed),
    upstreamProxy: take('upstreamProxy', fields.upstreamProxy),
    api: take('api', fields.api),
    proxyLogin: take('proxyLogin', fields.proxyLogin),
    maskingRulesOff: take('maskingRulesOff', fields.maskingRulesOff),
    retention: take('retention', fields.retention),
    savedFilters: take('savedFilters', fields.savedFilters),
  };
  const unknownRules = settings.maskingRulesOff.filter((id) => !isMaskingRule(id));
  for (const id of unknownRules) {
    notices.push(`There is no masking rule ${JSON.stringify(id)}, which "maskingRulesOff" in ${file} names; it is ignored.`);
  }
  const unknown = Object.fromEntries(Object.entries(entries.data).filter(([name]) => !Object.hasOwn(fields, name)));
  const names = Object.keys(unknown).map((name) => JSON.stringify(shortened(name)));
  if (names.length > 0) notices.push(`${file} holds what this Whence does not know: ${names.slice(0, 10).join(', ')}${names.length > 10 ? ' and more' : ''}. It is left there and has no effect.`);
  return { settings: { ...settings, maskingRulesOff: settings.maskingRulesOff.filter(isMaskingRule) }, notices, unknown, text, isReadable: true };
}

/**
 * Writes the settings in one step (a crash leaves the old file or the new one, never half of it), with what else is to stand in the file, and returns
 * them as written. A value that is not valid throws a sentence that names it, and nothing is written.
 */
export function writeSettings(file: string, settings: Settings, unknown: ReadSettings['unknown'] = {}): Settings {
  const parsed = settingsSchema.safeParse(settings);
  if (!parsed.success) throw new Error(`The settings were not changed: ${z.prettifyError(parsed.error)}`);
  try {
    writeWhole(file, `${JSON.stringify({ ...parsed.data, ...unknown }, null, 2)}\n`);
  } catch (error) {
    throw new Error(`The settings were not changed: ${file} could not be written (${errorMessage(error)}).`, { cause: error });
  }
  return parsed.data;
}

// Whoever edits the file by hand may write a password where none belongs: it must not be said again.
const mayHoldSecrets: ReadonlySet<string> = new Set(['upstreamProxy', 'proxyLogin']);

function isMaskingRule(id: string): boolean {
  return maskingRules.some((rule) => rule.id === id);
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
