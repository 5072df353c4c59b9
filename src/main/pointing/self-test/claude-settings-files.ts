import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parse, type ParseError } from 'jsonc-parser';

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that decide where Claude Code's requests go and what it trusts. No other is read, since there may be keys among them. */
const decidingNames = [
  'https_proxy',
  'HTTPS_PROXY',
  'http_proxy',
  'HTTP_PROXY',
  'no_proxy',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
  'ANTHROPIC_BASE_URL',
  'CLAUDE_CODE_USE_BEDROCK',
  'CLAUDE_CODE_USE_VERTEX',
] as const;
export type Deciding = Partial<Record<(typeof decidingNames)[number], string>>;

/** What a settings file of Claude Code says of its environment, as far as it decides where requests go. */
export type ClaudeSettingsFile = { readonly file: string } & ({ readonly readable: true; readonly variables: Deciding } | { readonly readable: false; readonly problem: string });

/** Those variables of an environment. */
export function decidingOf(environment: Readonly<Record<string, unknown>>): Deciding {
  const deciding: Deciding = {};
  for (const name of decidingNames) {
    const value = environment[name];
    if (typeof value === 'string' && value.trim() !== '') deciding[name] = value;
  }
  return deciding;
}

/** The files that hold for all of this user's Claude Code, those that are there: the user's own, and the one of who manages this machine. */
export function readClaudeSettings(environment: Environment, platform: NodeJS.Platform = process.platform): readonly ClaudeSettingsFile[] {
  const own = environment['CLAUDE_CONFIG_DIR'];
  const folder = own === undefined || own === '' ? join(homedir(), '.claude') : own;
  return [join(folder, 'settings.json'), managedFile(platform)].flatMap((file) => readOne(file) ?? []);
}

function managedFile(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return '/Library/Application Support/ClaudeCode/managed-settings.json';
  return platform === 'win32' ? String.raw`C:\Program Files\ClaudeCode\managed-settings.json` : '/etc/claude-code/managed-settings.json';
}

function readOne(file: string): ClaudeSettingsFile | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : { file, readable: false, problem: `it cannot be read (${code})` };
  }
  const mistakes: ParseError[] = [];
  const parsed: unknown = parse(text, mistakes);
  if (mistakes.length > 0 || typeof parsed !== 'object' || parsed === null) return { file, readable: false, problem: 'it is not JSON' };
  const variables: unknown = 'env' in parsed ? parsed.env : {};
  return { file, readable: true, variables: decidingOf(typeof variables === 'object' && variables !== null ? { ...variables } : {}) };
}
