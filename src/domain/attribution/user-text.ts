import { splitMcpName } from './mcp-names.ts';
import type { RequestIndex } from './request-index.ts';
import { splitSections, type AttributedRun, type TextPlace } from './sections.ts';
import type { RuleContext } from './section-rule.ts';
import type { Confidence } from './segment.ts';
import type { Source } from './source.ts';

/** What the blocks before a text in the same message make one expect of it. */
export interface Expectations {
  /** Skills that were launched and whose bodies have not come yet. */
  readonly launchedSkills: string[];
  /** The command the user typed, whose body comes next. */
  typedCommand: string | null;
  /** The prompt of an MCP server that is being spelt out: it may be several texts. */
  mcpPrompt: Source | null;
  /** The image that came just before: a line that names its file belongs to it. */
  image: Source | null;
  isAfterToolSearch: boolean;
  /** True for the text where the user's prompt would stand: there, a reminder could be what the user typed. */
  isTypedPrompt: boolean;
  /** True for the first user message of a subagent: it holds what the parent asked. */
  readonly isAgentTask: boolean;
}

interface UserTextRule {
  readonly name: string;
  readonly matches: RegExp;
  readonly source: (text: string, found: RegExpExecArray) => Source;
  readonly confidence: Confidence;
}

/** Texts of a block of its own that the harness writes in the user's role, without any wrapping: users can type them too. */
const userTextRules: readonly UserTextRule[] = [
  {
    name: 'typed command',
    matches: /^<command-message>[^<]{0,200}<\/command-message>\n<command-name>\/?([^<\n]{1,200})<\/command-name>/,
    source: (_text, found) => ({ kind: 'slash-command', name: found[1] ?? '' }),
    confidence: 'likely',
  },
  {
    name: 'local command',
    matches: /^<command-name>\/?([^<\n]{1,200})<\/command-name>/,
    source: (_text, found) => ({ kind: 'slash-command', name: found[1] ?? '' }),
    confidence: 'likely',
  },
  simple('local command output', /^<local-command-(?:stdout|stderr|caveat)>/, { kind: 'slash-command', name: 'local command' }, 'likely'),
  simple('bash mode', /^<bash-(?:input|stdout|stderr)>/, { kind: 'user-input' }, 'likely'),
  simple('stop hook', /^Stop hook feedback:\n/, { kind: 'hook', event: 'Stop' }, 'claimed'),
  simple('compaction request', /^CRITICAL: Respond with TEXT ONLY\./, { kind: 'reminder', which: 'compaction' }, 'claimed'),
  simple(
    'compaction summary',
    /^This session is being continued from a previous conversation that ran out of context\./,
    { kind: 'compaction-summary' },
    'likely',
  ),
  simple('resume after a cut', /^Your response above was (?:cut off mid-stream|stopped by a safety classifier)/, { kind: 'reminder', which: 'resume' }, 'claimed'),
  simple('resume after the limit', /^Output token limit hit\./, { kind: 'reminder', which: 'resume' }, 'claimed'),
  simple('fetched page', /^\nWeb page content:\n---/, { kind: 'builtin-result', tool: 'WebFetch' }, 'claimed'),
  simple('fork', /^<fork-boilerplate>/, { kind: 'agent-task', agent: 'fork' }, 'claimed'),
  simple('continue', /^Continue from where you left off\.$/, { kind: 'reminder', which: 'resume' }, 'claimed'),
  simple('interruption', /^\[Request interrupted by user/, { kind: 'reminder', which: 'interrupted' }, 'claimed'),
];

/** The sources of a text block in the user's role: structure first, then markers, then elimination. */
export function splitUserText(
  text: string,
  expected: Expectations,
  index: RequestIndex,
  context: RuleContext,
): readonly AttributedRun[] {
  const reminder = reminderContents(text);
  if (reminder !== null) return insideReminder(text, reminder, context, expected.isTypedPrompt ? 'anywhere' : 'reminder');
  const whole = (source: Source, confidence: Confidence): readonly AttributedRun[] => [{ end: text.length, source, confidence }];

  if (expected.image !== null && text.startsWith('[Image: source: ')) return whole(expected.image, 'likely');
  if (expected.isAfterToolSearch && text.trimEnd() === 'Tool loaded.') {
    return whole({ kind: 'builtin-result', tool: 'ToolSearch' }, 'likely');
  }
  const launched = launchedSkill(text, expected, index);
  if (launched !== null) return whole(launched.source, launched.confidence);

  for (const rule of userTextRules) {
    const found = rule.matches.exec(text);
    if (found === null) continue;
    const source = rule.source(text, found);
    if (source.kind === 'slash-command' && rule.name === 'typed command') expected.typedCommand = source.name;
    expected.mcpPrompt = null;
    // Where the prompt stands, the user may have typed the whole of it.
    return whole(source, expected.isTypedPrompt ? 'claimed' : rule.confidence);
  }
  if (expected.mcpPrompt !== null) return whole(expected.mcpPrompt, 'likely');
  if (expected.isAgentTask) return whole({ kind: 'agent-task', ...agentOf(index) }, 'likely');
  return whole(index.isAuxiliary ? { kind: 'unknown-harness' } : { kind: 'user-input' }, 'likely');
}

function agentOf(index: RequestIndex): { agent?: string } {
  return index.agentType === null || index.agentType === 'custom' ? {} : { agent: index.agentType };
}

/** A body that a Skill result or a typed command announced, or that a forked skill's request begins with. */
function launchedSkill(text: string, expected: Expectations, index: RequestIndex): { source: Source; confidence: Confidence } | null {
  const directory = /^Base directory for this skill: ([^\n]{1,1000})\n/.exec(text)?.[1];
  const own = directory === undefined ? null : { name: directory.split(/[\\/]/).at(-1) ?? directory, origin: originOf(directory, index) };
  const body = (name: string): Source => {
    // Skills of a plugin are launched as plugin:skill, wherever the plugin is kept.
    const origin = own === null ? null : name.includes(':') ? 'plugin' : own.origin;
    return { kind: 'skill-body', name, ...(origin === null ? {} : { origin }) };
  };
  if (expected.launchedSkills.length > 0) {
    const isOwn = (skill: string): boolean => own !== null && (skill === own.name || skill.endsWith(`:${own.name}`));
    const position = Math.max(0, expected.launchedSkills.findIndex(isOwn));
    const [name] = expected.launchedSkills.splice(position, 1);
    if (name !== undefined) return { source: body(name), confidence: own === null ? 'likely' : 'certain' };
  }
  if (expected.typedCommand !== null) {
    const name = expected.typedCommand;
    expected.typedCommand = null;
    if (own !== null) return { source: body(name), confidence: 'likely' };
    const mcp = splitMcpName(name, index.realServerNames);
    if (mcp !== null) {
      expected.mcpPrompt = { kind: 'mcp-prompt', server: mcp.server, name: mcp.tool };
      return { source: expected.mcpPrompt, confidence: 'likely' };
    }
    return { source: { kind: 'slash-command', name }, confidence: 'likely' };
  }
  return own === null ? null : { source: body(own.name), confidence: expected.isAgentTask ? 'likely' : 'claimed' };
}

/** Where a skill is kept, by its directory: plugins' in theirs, the project's under the working directory. */
function originOf(directory: string, index: RequestIndex): string | null {
  if (/[\\/]plugins[\\/]/.test(directory)) return 'plugin';
  if (!/[\\/]\.claude[\\/]skills[\\/]/.test(directory) || index.workingDirectory === null) return null;
  return directory.startsWith(`${index.workingDirectory}/`) || directory.startsWith(`${index.workingDirectory}\\`) ? 'project' : 'user';
}

const opener = '<system-reminder>\n';
const closer = '</system-reminder>';

/** The range inside a text that is one reminder from its border to its border; null for other texts. */
function reminderContents(text: string): { start: number; end: number } | null {
  if (!text.startsWith(opener)) return null;
  const trimmed = text.trimEnd();
  if (!trimmed.endsWith(closer)) return null;
  // A closing tag inside is contents: files are not escaped, and only the block's border can be trusted.
  const end = trimmed.length - closer.length;
  return { start: opener.length, end: end > opener.length && text.charAt(end - 1) === '\n' ? end - 1 : end };
}

function insideReminder(text: string, inner: { start: number; end: number }, context: RuleContext, place: TextPlace): readonly AttributedRun[] {
  const runs = splitSections(text.slice(inner.start, inner.end), context, place);
  if (runs.length === 0) return [{ end: text.length, source: { kind: 'unknown-harness' }, confidence: 'likely' }];
  return runs.map((run, position) => ({ ...run, end: position === runs.length - 1 ? text.length : run.end + inner.start }));
}

function simple(name: string, matches: RegExp, source: Source, confidence: Confidence): UserTextRule {
  return { name, matches, source: () => source, confidence };
}
